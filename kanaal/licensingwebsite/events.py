"""What has happened on the licensing website. No fact ever carries a serial number."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class SerialPoolLoaded(Fact):
    says = _("%(who)s loaded %(count)s serial numbers of %(sku)s for orders")
    icon = "upload"
    sku: str
    count: int


@dataclass(frozen=True)
class OrderSerialsGiven(Fact):
    says = _("Serial numbers of %(sku)s were given to the order: %(count)s")
    icon = "key-round"
    sku: str
    count: int


@dataclass(frozen=True)
class OrderSerialsAwaited(Fact):
    says = _("The order waits for serial numbers of %(sku)s: %(count)s")
    icon = "hourglass"
    sku: str
    count: int


@dataclass(frozen=True)
class OrderSerialShown(Fact):
    """`place`: the order's first serial number of the product, its second, …"""

    says = _("%(who)s looked at serial number %(place)s of %(sku)s")
    icon = "eye"
    serial_id: int
    sku: str
    place: int


@dataclass(frozen=True)
class OrderSerialRevoked(Fact):
    says = _("%(who)s withdrew serial number %(place)s of %(sku)s: %(why)s")
    icon = "ban"
    serial_id: int
    sku: str
    place: int
    why: str


@dataclass(frozen=True)
class OrderSerialReplaced(Fact):
    says = _("%(who)s replaced serial number %(place)s of %(sku)s: %(why)s")
    icon = "refresh-cw"
    serial_id: int
    by_id: int
    sku: str
    place: int
    why: str


@dataclass(frozen=True)
class LicenceCertificateIssued(Fact):
    says = _("%(who)s made the certificate of licence %(number)s")
    icon = "award"
    number: str


@dataclass(frozen=True)
class LicenceCertificateOver(Fact):
    says = _("The certificate of licence %(number)s counts no longer")
    icon = "award"
    number: str
    state: str


@dataclass(frozen=True)
class OrderMoved(Fact):
    """To another ID. The addresses say something of people, and can be erased."""

    says = _("%(who)s moved the order from the ID %(before)s to the ID %(after)s")
    icon = "arrow-right-left"
    order_id: int
    to_id: int
    before: str = personal()
    after: str = personal()
