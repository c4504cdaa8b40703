"""Which rate a sale gets, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Sale:
    """A sale as rates look at it: what the reseller's level was on its day, and what the deal is."""

    region: str
    level: str
    family: str
    deal_type: str
    registered: bool


@dataclass(frozen=True)
class Rate:
    """A rate of the programme, in percent. What is None fits everything."""

    key: str
    percent: Decimal
    regions: tuple[str, ...] | None = None
    levels: tuple[str, ...] | None = None
    families: tuple[str, ...] | None = None
    deal_types: tuple[str, ...] | None = None
    registered: bool | None = None

    def fits(self, sale: Sale) -> bool:
        return (
            (self.regions is None or sale.region in self.regions)
            and (self.levels is None or sale.level in self.levels)
            and (self.families is None or sale.family in self.families)
            and (self.deal_types is None or sale.deal_type in self.deal_types)
            and (self.registered is None or sale.registered == self.registered)
        )


def rate_of(rates: Sequence[Rate], sale: Sale) -> Rate | None:
    """The first that fits; None where nothing is given."""
    return next((rate for rate in rates if rate.fits(sale)), None)


def part(amount: Decimal, percent: Decimal, unit: Decimal) -> Decimal:
    """A percentage of an amount, in whole `unit`s of the currency (0.01); half a unit goes away from zero."""
    return (amount * percent / 100 / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
