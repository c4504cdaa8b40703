"""What a licence costs that is added within a term: by months that have begun, or by days (V7).

Prices are those of a whole term. Amounts are computed exactly and rounded once for each line, so the price of one
licence is shown with one more decimal than the currency has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from kanaal.licensing.rules.days import DAY, Cycle, Span
from kanaal.licensing.rules.money import rounded
from kanaal.licensing.rules.terms import Proration


class Why(StrEnum):
    """Why a line costs what it costs."""

    WHOLE_TERM = "whole-term"
    MONTHS = "months"
    MONTH_BEGUN = "month-begun"
    DAYS = "days"
    OWN_TERM = "own-term"


@dataclass(frozen=True)
class Slice:
    """A piece of time that is paid for: `count` of the `of` months or days of the price's term.

    `paid_from` is the day from which it counts: in monthly proration the proration day on which, or after which, the
    licence was added. `last` is the last day, before the anniversary.
    """

    paid_from: dt.date
    last: dt.date
    count: int
    of: int
    unit: Literal["month", "day"]
    why: Why

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.count, self.of)


def slices(cycle: Cycle, day: dt.date, proration: Proration) -> tuple[Slice, ...]:
    """What is paid for a licence added on a day until the term's end, the earliest piece first.

    One piece, but in a first term that was agreed to be longer: it is divided in whole terms counted back from its
    end, and what is left before them.
    """
    ends = cycle.steps(cycle.next_anniversary(day))
    found: list[Slice] = []
    while True:
        begins = ends - cycle.months
        start, end = cycle.proration_day(begins), cycle.proration_day(ends)
        paid = max(start, day)
        if proration == "monthly":
            found.append(_months(cycle, paid, begins, ends))
        else:
            whole = (end - start).days
            left = (end - paid).days
            found.append(Slice(paid, end - DAY, left, whole, "day", Why.WHOLE_TERM if left == whole else Why.DAYS))
        if start <= day:
            return tuple(reversed(found))
        ends = begins


def _months(cycle: Cycle, paid: dt.date, begins: int, ends: int) -> Slice:
    step = cycle.steps(paid)
    on_the_day = cycle.proration_day(step) == paid
    why = Why.MONTHS if on_the_day else Why.MONTH_BEGUN
    if on_the_day and step == begins:
        why = Why.WHOLE_TERM
    last = cycle.proration_day(ends) - DAY
    return Slice(cycle.proration_day(step), last, ends - step, ends - begins, "month", why)


@dataclass(frozen=True)
class Item:
    """What is asked for. `price`: of one, for a whole term. Without `co_terminates` it has a term of its own."""

    product: str
    quantity: int
    price: Decimal
    co_terminates: bool = True


@dataclass(frozen=True)
class Line:
    """One line of a preview. `price` is a whole term's, `net_price` what is paid of it; `amount` is for all."""

    product: str
    quantity: int
    used: Span
    slice: Slice
    price: Decimal
    net_price: Decimal
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Preview:
    lines: tuple[Line, ...]
    currency: str

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), rounded(Fraction(0), self.currency))


def preview(items: Iterable[Item], cycle: Cycle, day: dt.date, proration: Proration, currency: str) -> Preview:
    """What licences cost that are added on a day: a line for each product (and piece of a longer first term)."""
    lines = [
        line(item, piece, Span(max(piece.paid_from, day), piece.last), currency)
        for item in items
        for piece in (slices(cycle, day, proration) if item.co_terminates else (own_term(cycle, day),))
    ]
    return Preview(tuple(lines), currency)


def renewal_slice(cycle: Cycle, anniversary: dt.date) -> Slice:
    """What a renewal pays: the whole term from its anniversary, on whichever day it is ordered."""
    term = cycle.term_on(anniversary)
    return Slice(term.first, term.last, cycle.months, cycle.months, "month", Why.WHOLE_TERM)


def own_term(cycle: Cycle, day: dt.date) -> Slice:
    """The term of what ends with no agreement (consumables): as long as a term, from its own day on."""
    term = Cycle(day, cycle.months).term(0)
    return Slice(term.first, term.last, cycle.months, cycle.months, "month", Why.OWN_TERM)


def line(item: Item, piece: Slice, used: Span, currency: str) -> Line:
    """A line for one piece of time; its amount is rounded once."""
    one = Fraction(item.price) * piece.fraction
    return Line(
        item.product,
        item.quantity,
        used,
        piece,
        item.price,
        rounded(one, currency, more=1),
        rounded(one * item.quantity, currency),
        currency,
    )
