"""What has happened with bank details. No fact ever carries an account: its country and last four signs at most."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class BankDetailsEntered(Fact):
    """`second`: who is to confirm, `contact` of the company or the vendor's `finance`."""

    says = _("%(who)s entered bank details: %(masked)s. A second person must confirm them")
    icon = "landmark"
    details_id: int
    masked: str
    vat_treatment: str
    second: str


@dataclass(frozen=True)
class BankDetailsConfirmed(Fact):
    says = _("%(who)s confirmed the bank details %(masked)s; they count from %(counts_from)s")
    icon = "user-check"
    details_id: int
    masked: str
    counts_from: str


@dataclass(frozen=True)
class BankDetailsStopped(Fact):
    says = _("%(who)s stopped the bank details %(masked)s before they counted")
    icon = "circle-x"
    details_id: int
    masked: str


@dataclass(frozen=True)
class BankDetailsLapsed(Fact):
    """`why`: `unconfirmed` in time, or `swapped`: whoever entered them is not the primary contact any more."""

    says = _("The bank details %(masked)s lapsed before anybody confirmed them")
    icon = "clock"
    details_id: int
    masked: str
    why: str


@dataclass(frozen=True)
class BankDetailsInForce(Fact):
    says = _("The bank details %(masked)s are in force: the company is paid there")
    icon = "badge-check"
    details_id: int
    masked: str


@dataclass(frozen=True)
class BankDetailsShown(Fact):
    says = _("%(who)s looked at the bank details %(masked)s in full")
    icon = "eye"
    details_id: int
    masked: str


@dataclass(frozen=True)
class BankDetailsPutInFile(Fact):
    """Whoever makes or downloads a payment file has every account in it before them."""

    says = _("The bank details %(masked)s went in full into the payment file %(file)s")
    icon = "file-text"
    details_id: int
    masked: str
    file: str
