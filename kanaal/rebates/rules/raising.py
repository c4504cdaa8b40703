"""What the running cycle would give under another level, or had its deals been registered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kanaal.rebates.rules.rates import Rate, Sale, part, rate_of


@dataclass(frozen=True)
class Sold:
    """What was sold so far of one family and deal type: `base` is the sales, `percent` what they give now."""

    base: Decimal
    percent: Decimal
    family: str
    deal_type: str
    registered: bool


def more_at_level(sold: Iterable[Sold], rates: Sequence[Rate], *, region: str, level: str, unit: Decimal) -> Decimal:
    """How much more these sales would give at another level, before caps; nothing where it would be less."""
    return _more(((one, one.registered) for one in sold), rates, region, level, unit)


def more_registered(sold: Iterable[Sold], rates: Sequence[Rate], *, region: str, level: str, unit: Decimal) -> Decimal:
    """How much more they would give, had all these deals been registered and approved."""
    return _more(((one, True) for one in sold if not one.registered), rates, region, level, unit)


def _more(sold: Iterable[tuple[Sold, bool]], rates: Sequence[Rate], region: str, level: str, unit: Decimal) -> Decimal:
    found = Decimal(0)
    for one, registered in sold:
        rate = rate_of(rates, Sale(region, level, one.family, one.deal_type, registered))
        other = rate.percent if rate else Decimal(0)
        found += part(one.base, other, unit) - part(one.base, one.percent, unit)
    return max(found, Decimal(0))
