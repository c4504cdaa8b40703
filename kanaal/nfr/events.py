"""What has happened with licences for partners' own use. No fact ever carries a serial number."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class SerialsLoaded(Fact):
    says = _("%(who)s loaded %(count)s serial numbers of %(sku)s")
    icon = "upload"
    sku: str
    count: int


@dataclass(frozen=True)
class SerialGiven(Fact):
    """`place`: the company's first of the product, its second, …"""

    says = _("A serial number of %(sku)s was given to the company")
    icon = "gift"
    serial_id: int
    sku: str
    place: int


@dataclass(frozen=True)
class SerialWished(Fact):
    says = _("%(who)s asked for a serial number of %(sku)s; the pool was empty")
    icon = "hourglass"
    sku: str


@dataclass(frozen=True)
class SerialShown(Fact):
    says = _("%(who)s looked at the serial number of %(sku)s")
    icon = "eye"
    serial_id: int
    sku: str


@dataclass(frozen=True)
class OwnLicencesAsked(Fact):
    says = _("%(who)s asked for the company's own licences (%(invitation)s)")
    icon = "gift"
    invitation: str


@dataclass(frozen=True)
class OwnLicencesGiven(Fact):
    """`quantities`: SKU → how many were added."""

    says = _("The company's own licences were added to %(number)s")
    icon = "gift"
    number: str
    quantities: dict[str, int]


@dataclass(frozen=True)
class OwnLicencesFollowed(Fact):
    """`renews`: do they renew by themselves from now on? `level`: the company's, which decides it."""

    says = _("What renews by itself of %(number)s follows the company's level, %(level)s")
    icon = "refresh-cw"
    number: str
    renews: bool
    level: str


@dataclass(frozen=True)
class OwnAdministrationOffered(Fact):
    """To the primary contact, who is another one now (P12)."""

    says = _("%(name)s was asked to administer the company's own licences, %(number)s")
    icon = "user-check"
    number: str
    name: str = personal()
