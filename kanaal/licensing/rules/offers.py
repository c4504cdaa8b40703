"""Offers that carry a level in their id, and changing one product for another within a term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kanaal.licensing.rules.days import Span
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.proration import Item, Line, line, slices
from kanaal.licensing.rules.terms import Terms


@dataclass(frozen=True)
class Anatomy:
    """How an offer's id is made: so many characters name the product, so many its level; the rest is its edition."""

    product: int
    level: int


@dataclass(frozen=True)
class Offer:
    """An offer's id in its pieces. Ids with the same `product` are one product, at whatever level or edition."""

    product: str
    level: str
    edition: str

    @property
    def id(self) -> str:
        return self.product + self.level + self.edition

    def at(self, level: str) -> Offer:
        """The same at another level."""
        return Offer(self.product, level, self.edition)


def offer_of(offer_id: str, anatomy: Anatomy) -> Offer:
    """Divide an id. Raises ValueError for one that is too short to have a level."""
    end = anatomy.product + anatomy.level
    if len(offer_id) < end:
        raise ValueError("This id is too short for an offer.")
    return Offer(offer_id[: anatomy.product], offer_id[anatomy.product : end], offer_id[end:])


def same_product(one: str, other: str, anatomy: Anatomy) -> bool:
    """Do two ids mean the same product, at whatever levels?"""
    return one[: anatomy.product] == other[: anatomy.product]


@dataclass(frozen=True)
class Path:
    """What may be changed for what. `whole`: only all of it at once."""

    source: str
    target: str
    whole: bool


class NoSwitch(StrEnum):
    """Why a product can't be changed for another."""

    NO_PATH = "no-path"
    TOO_MANY = "too-many"
    ONLY_WHOLE = "only-whole"
    RUNNING = "running"


def switch_misses(path: Path | None, quantity: int, held: int, *, running: bool) -> tuple[NoSwitch, ...]:
    """Every reason against it; none when it can be done. `running`: a switch of the same licences isn't through yet."""
    checks = (
        (path is None, NoSwitch.NO_PATH),
        (not 0 < quantity <= held, NoSwitch.TOO_MANY),
        (path is not None and path.whole and quantity != held, NoSwitch.ONLY_WHOLE),
        (running, NoSwitch.RUNNING),
    )
    return tuple(why for fails, why in checks if fails)


def switch_lines(
    agreement: Agreement,
    terms: Terms,
    path: Path,
    quantity: int,
    old: Decimal,
    new: Decimal,
    currency: str,
    day: dt.date,
) -> tuple[Line, ...]:
    """What a switch costs: the new product for what is left of the term, and the old one back as a credit."""
    cycle = agreement.cycle(terms)
    found = []
    for piece in slices(cycle, day, terms.proration):
        used = Span(max(piece.paid_from, day), piece.last)
        found.append(line(Item(path.target, quantity, new), piece, used, currency))
        found.append(line(Item(path.source, quantity, -old), piece, used, currency))
    return tuple(found)


@dataclass(frozen=True)
class Taken:
    """So many of an addition or a renewal (by its number)."""

    number: str
    quantity: int


def taken_from(agreement: Agreement, terms: Terms, product: str, quantity: int, day: dt.date) -> tuple[Taken, ...]:
    """From which orders of the term licences are taken that change into another product: the oldest first.

    Raises ValueError for more than there are.
    """
    term = agreement.cycle(terms).term_on(day)
    there = [
        (one.ordered, one.number, one.kept(day))
        for one in agreement.renewals
        if (one.product, one.anniversary) == (product, term.first)
    ] + [
        (one.added, one.number, one.kept(day))
        for one in agreement.additions
        if one.product == product and one.added in term
    ]
    found = []
    for _, number, kept in sorted(there):
        if (some := min(kept, quantity)) > 0:
            found.append(Taken(number, some))
            quantity -= some
    if quantity:
        raise ValueError("There are not so many licences.")
    return tuple(found)
