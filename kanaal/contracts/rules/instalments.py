"""When an order is to be paid, and what another payment option changes: only what is still to come (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from kanaal.contracts.rules.terms import months_after


@dataclass(frozen=True)
class Option:
    """`every_months`: one instalment each so many months while the term lasts, or 0: all at once. `due_days` after."""

    every_months: int
    due_days: int


@dataclass(frozen=True)
class Part:
    due_on: dt.date
    amount: Decimal


def schedule(amount: Decimal, ordered_on: dt.date, ends: dt.date, option: Option, places: int = 2) -> list[Part]:
    """The instalments of an order. They come to its amount exactly; what doesn't divide is in the first one.

    `places`: the decimals of the currency.
    """
    wait = dt.timedelta(days=option.due_days)
    return _spread(amount, [day + wait for day in _days(ordered_on, ends, option)], places)


def rescheduled(parts: Sequence[Part], today: dt.date, ends: dt.date, option: Option, places: int = 2) -> list[Part]:
    """What takes the place of the parts that are still `to_come`: the same sum, from the first of their days on, so
    that nothing falls due sooner than it would have without the change.
    """
    left = to_come(parts, today)
    if not left:
        return []
    first = min(part.due_on for part in left)
    return _spread(sum((part.amount for part in left), Decimal(0)), _days(first, max(first, ends), option), places)


def to_come(parts: Iterable[Part], today: dt.date) -> list[Part]:
    """Those that fall due after today; what is due today is due."""
    return [part for part in parts if part.due_on > today]


def _days(first: dt.date, ends: dt.date, option: Option) -> list[dt.date]:
    days = [first]
    while option.every_months and (day := months_after(first, option.every_months * len(days))) <= ends:
        days.append(day)
    return days


def _spread(amount: Decimal, days: Sequence[dt.date], places: int) -> list[Part]:
    unit = Decimal(1).scaleb(-places)
    each = (amount / len(days)).quantize(unit, ROUND_DOWN)
    first = amount - each * (len(days) - 1)
    return [Part(day, each if at else first) for at, day in enumerate(days)]
