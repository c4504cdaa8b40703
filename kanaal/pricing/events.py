"""What has happened with price lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class PriceListTaken(Fact):
    """`format`: csv or xlsx; `changes`: only what changed since the list before."""

    says = _("%(who)s took the price list %(book)s (%(publication)s) as a file")
    icon = "download"
    book: str
    publication: str
    format: str
    changes: bool = False


@dataclass(frozen=True)
class PriceListGranted(Fact):
    says = _("%(who)s opened the price list %(book)s until %(until)s")
    icon = "tags"
    book: str
    until: str


@dataclass(frozen=True)
class PriceListRevoked(Fact):
    says = _("%(who)s closed the price list %(book)s again")
    icon = "circle-x"
    book: str


@dataclass(frozen=True)
class PriceListAnnounced(Fact):
    """Some of the partners were told; `told` counts them."""

    says = _("The price list %(book)s (%(publication)s) was told to %(told)s partners")
    icon = "mail"
    book: str
    publication: str
    told: int
