"""What bounds a rebate: caps, what is held back, and what a return takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kanaal.rebates.rules.rates import part


def share(amount: Decimal, of: Decimal | int, whole: Decimal | int, unit: Decimal) -> Decimal:
    """`of` parts of `whole` of an amount, in whole units; half a unit goes up. Nothing of nothing."""
    if not whole:
        return Decimal(0)
    return (amount * of / whole / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def within(room: Decimal, amounts: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Amounts (none negative) as they are if they fit into `room`; else cut in proportion, to exactly `room` together.

    Each gets its share of all up to it, less what those before got: no cent is lost or made, whatever is rounded, and
    no amount grows.
    """
    whole, room = sum(amounts, Decimal(0)), max(room, Decimal(0))
    if whole <= room:
        return list(amounts)
    cut, until, got = [], Decimal(0), Decimal(0)
    for amount in amounts:
        until += amount
        upto = share(room, until, whole, unit)
        cut.append(upto - got)
        got = upto
    return cut


@dataclass(frozen=True)
class Given:
    """What an amount comes to: `amount` counts now, `held` later."""

    amount: Decimal
    held: Decimal

    @property
    def whole(self) -> Decimal:
        return self.amount + self.held


def held_back(given: Decimal, percent: Decimal, unit: Decimal) -> Given:
    """`percent` of it is held back, rounded to whole units; the rest counts now."""
    held = part(given, percent, unit)
    return Given(given - held, held)


def taken_back(given: Given, before: int, now: int, whole: int, unit: Decimal, released: bool) -> Given:
    """What returning `now` pieces of `whole` takes back, when `before` pieces had come back already.

    All returns of a line together take back exactly what it gave, in whatever steps; more than all of it never comes
    back. What was held back and has been `released` in the meantime is taken from what counts.
    """
    upto, done = min(before + now, whole), min(before, whole)
    amount = share(given.amount, upto, whole, unit) - share(given.amount, done, whole, unit)
    held = share(given.held, upto, whole, unit) - share(given.held, done, whole, unit)
    return Given(-(amount + held), Decimal(0)) if released else Given(-amount, -held)
