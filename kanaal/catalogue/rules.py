"""Which price list applies to whom, and what changed from one to the next. Pure: plain values in, reasons out (P13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Why(StrEnum):
    """Why a list does not apply."""

    REGION = "region"
    COUNTRY = "country"
    CURRENCY = "currency"
    LEVEL = "level"
    SEGMENT = "segment"
    COMING = "coming"
    PAST = "past"


DATES = frozenset({Why.COMING, Why.PAST})
"""A list that was opened by hand is open whatever else it asks for, but no grant moves a day."""


@dataclass(frozen=True)
class Terms:
    """For whom a publication is. No `countries`: all of the region; no `levels`: every level. Both days included."""

    book: str
    kind: str
    region: str
    currency: str
    segments: frozenset[str]
    valid_from: dt.date
    valid_until: dt.date
    countries: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Buyer:
    """Who asks: where, in which currency, at which level, for which markets; `granted` are books opened by hand."""

    region: str
    country: str
    currency: str
    level: str
    segments: frozenset[str]
    granted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Miss:
    """One reason: what the list asks for, and what the buyer has. Keys of the pack, or a day in ISO 8601."""

    why: Why
    wanted: tuple[str, ...]
    has: tuple[str, ...]


def misses(terms: Terms, buyer: Buyer, day: dt.date) -> tuple[Miss, ...]:
    """Every reason why the list does not apply to the buyer on that day; none when it applies."""
    asked = (
        (Why.REGION, {terms.region}, {buyer.region}),
        (Why.COUNTRY, terms.countries, {buyer.country}),
        (Why.CURRENCY, {terms.currency}, {buyer.currency}),
        (Why.LEVEL, terms.levels, {buyer.level}),
        (Why.SEGMENT, terms.segments, buyer.segments),
    )
    found = [
        Miss(why, tuple(sorted(wanted)), tuple(sorted(has)))
        for why, wanted, has in asked
        if wanted and not wanted & has and terms.book not in buyer.granted
    ]
    if day < terms.valid_from:
        found.append(Miss(Why.COMING, (terms.valid_from.isoformat(),), (day.isoformat(),)))
    if day > terms.valid_until:
        found.append(Miss(Why.PAST, (terms.valid_until.isoformat(),), (day.isoformat(),)))
    return tuple(found)


def overlap(a: Terms, b: Terms) -> bool:
    """Is there anybody to whom both would apply on one day, so that nobody could say which price is right?"""
    return (
        (a.kind, a.region, a.currency) == (b.kind, b.region, b.currency)
        and _meet(a.countries, b.countries)
        and _meet(a.levels, b.levels)
        and bool(a.segments & b.segments)
        and a.valid_from <= b.valid_until
        and b.valid_from <= a.valid_until
    )


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    """Do two sets have something in common, where an empty one means everything?"""
    return not a or not b or bool(a & b)


# --- comparing

Line = tuple[str, int]
"""What has a price: the SKU, and from which quantity on."""
Prices = tuple[Decimal, ...]
"""One price, or one for each discount level of the customer."""


@dataclass(frozen=True)
class Change:
    """A line of one list or of two. Without `old` it was added, without `new` withdrawn."""

    line: Line
    old: Prices | None
    new: Prices | None

    @property
    def kind(self) -> str:
        return "added" if self.old is None else "withdrawn" if self.new is None else "changed"

    @property
    def percent(self) -> Decimal | None:
        """By how much the first price moved, in per cent to one decimal; none where there was no price, or is none."""
        if self.old is None or self.new is None or not self.old[0]:
            return None
        return ((self.new[0] - self.old[0]) / self.old[0] * 100).quantize(Decimal("0.1"))


def compare(before: Mapping[Line, Prices], after: Mapping[Line, Prices]) -> list[Change]:
    """What changed: lines in the order of SKU and quantity, those with the same prices left out."""
    lines: Iterable[Line] = sorted(before.keys() | after.keys())
    changes = (Change(line, before.get(line), after.get(line)) for line in lines)
    return [change for change in changes if change.old != change.new]
