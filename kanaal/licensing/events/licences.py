"""What has happened to licences (V4–V7). About the agreement, so that whoever may see it reads of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class LicenceFact(Fact):
    """What all these facts say: so many of a product, under which number, on which of the agreement's days."""

    number: str
    sku: str
    quantity: int
    on: str


@dataclass(frozen=True)
class LicencesAuthorised(LicenceFact):
    says = _("%(who)s added %(quantity)s of %(sku)s (%(number)s)")
    icon = "circle-plus"


@dataclass(frozen=True)
class LicencesRemoved(LicenceFact):
    says = _("%(who)s removed %(quantity)s of %(sku)s (%(number)s)")
    icon = "trash-2"


@dataclass(frozen=True)
class LicencesOrdered(LicenceFact):
    """A distributor confirmed so many; `order` is the reseller's order, `order_number` the distributor's own."""

    says = _("%(who)s confirmed %(quantity)s of %(sku)s (%(order)s)")
    icon = "circle-check"
    order: str = ""
    order_number: str = ""


@dataclass(frozen=True)
class LicencesRenewed(LicenceFact):
    """The same for a renewal; `anniversary` is the one that they were carried over."""

    says = _("%(who)s confirmed the renewal of %(quantity)s of %(sku)s (%(order)s)")
    icon = "refresh-cw"
    order: str = ""
    order_number: str = ""
    anniversary: str = ""


@dataclass(frozen=True)
class CommitmentAsked(Fact):
    says = _("%(who)s asked for a commitment to %(quantity)s licences (%(number)s)")
    icon = "handshake"
    number: str
    quantity: int


@dataclass(frozen=True)
class CommitmentAccepted(Fact):
    says = _("%(who)s accepted the commitment to %(quantity)s licences (%(number)s)")
    icon = "circle-check"
    number: str
    quantity: int


@dataclass(frozen=True)
class CommitmentDeclined(Fact):
    says = _("%(who)s declined the commitment to %(quantity)s licences (%(number)s)")
    icon = "circle-x"
    number: str
    quantity: int


@dataclass(frozen=True)
class RenewalSettingChanged(Fact):
    """`quantity`: how many renew by themselves; None: all that there are; 0: none."""

    says = _("%(who)s changed how %(sku)s renews by itself")
    icon = "settings"
    sku: str
    quantity: int | None
