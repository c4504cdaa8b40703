"""Renewing: what is left to renew, what an order renews and adds, what renews by itself (V7, N5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kanaal.licensing.rules.days import Cycle, Span
from kanaal.licensing.rules.discounts import Outlook, outlook
from kanaal.licensing.rules.facts import LICENCE, Agreement, Renewal, Setting
from kanaal.licensing.rules.holdings import renewable, renewed_for, unrenewed
from kanaal.licensing.rules.proration import Item, Line, Preview, line, renewal_slice
from kanaal.licensing.rules.terms import Renewing, Terms
from kanaal.licensing.rules.windows import Shown, shown, window


def open_anniversary(cycle: Cycle, renewing: Renewing, day: dt.date) -> dt.date | None:
    """The anniversary for which a renewal can be ordered on a day: one that is past due before one that comes."""
    term = cycle.term_on(day)
    near = (term.first, cycle.next_anniversary(day))
    return next((one for one in near if one > cycle.begins and day in window(one, renewing)), None)


@dataclass(frozen=True)
class Due:
    """A product at an anniversary: how many there may be renewed, how many are, and how many end if nothing is done."""

    product: str
    renewable: int
    renewed: int
    left: int


def due(agreement: Agreement, terms: Terms, anniversary: dt.date, day: dt.date) -> tuple[Due, ...]:
    """All products of an anniversary, as known on a day."""
    number = agreement.cycle(terms).number_on(anniversary) - 1
    found = (
        Due(
            product,
            renewable(agreement, terms, number, product, day),
            renewed_for(agreement, anniversary, product, day),
            unrenewed(agreement, terms, number, product, day),
        )
        for product in agreement.products
    )
    return tuple(one for one in found if one.renewable or one.renewed)


class NoRenewal(StrEnum):
    """Why something can't be renewed."""

    OUTSIDE_WINDOW = "outside-window"
    NOTHING_ASKED = "nothing-asked"
    NOTHING_THERE = "nothing-there"
    NOTHING_LEFT = "nothing-left"
    REST_FIRST = "rest-first"
    MORE_THAN_THERE_WAS = "more-than-there-was"


@dataclass(frozen=True)
class Split:
    """Of what was asked for of a product: how many are renewed, and how many come on top."""

    product: str
    renewed: int
    added: int


def split(agreement: Agreement, terms: Terms, asked: Mapping[str, int], day: dt.date) -> tuple[Split, ...]:
    """What an order of a day renews and what it adds. Outside the window all of it is added."""
    anniversary = open_anniversary(agreement.cycle(terms), terms.renewing, day)
    left = {one.product: one.left for one in due(agreement, terms, anniversary, day)} if anniversary else {}
    return tuple(
        Split(product, min(quantity, left.get(product, 0)), max(0, quantity - left.get(product, 0)))
        for product, quantity in sorted(asked.items())
    )


def renewal_misses(agreement: Agreement, terms: Terms, asked: Mapping[str, int], day: dt.date) -> tuple[NoRenewal, ...]:
    """Every reason why an order for a renewal can't be placed on a day; none when it can."""
    anniversary = open_anniversary(agreement.cycle(terms), terms.renewing, day)
    if anniversary is None:
        return (NoRenewal.OUTSIDE_WINDOW,)
    parts = split(agreement, terms, asked, day)
    there = due(agreement, terms, anniversary, day)
    renews, adds = any(part.renewed for part in parts), any(part.added for part in parts)
    whole = all(one.left == 0 for one in there)
    past_due = day >= anniversary
    checks = (
        (not asked or min(asked.values()) < 1, NoRenewal.NOTHING_ASKED),
        (not there, NoRenewal.NOTHING_THERE),
        (bool(there) and whole and not adds, NoRenewal.NOTHING_LEFT),
        (not terms.renewing.mixes and adds and not past_due and (renews or not whole), NoRenewal.REST_FIRST),
        (not terms.renewing.mixes and adds and past_due, NoRenewal.MORE_THAN_THERE_WAS),
    )
    return tuple(why for fails, why in checks if fails)


# --- what renews by itself


def by_itself(agreement: Agreement, terms: Terms, anniversary: dt.date) -> tuple[Renewal, ...]:
    """What an anniversary renews though nobody orders it: all that is not switched off and not renewed by hand.

    Asked for on the day itself it says what to write down. It answers nothing where that was done already.
    """
    done = any(one.automatic and one.anniversary == anniversary for one in agreement.renewals)
    if done or not (terms.renewing.automatic and agreement.renews_itself):
        return ()
    settings = {one.product: one for one in agreement.settings}
    found = []
    for one in due(agreement, terms, anniversary, anniversary):
        setting = settings.get(one.product, Setting(one.product, enabled=True))
        wanted = one.renewable if setting.quantity is None else setting.quantity
        if setting.enabled and one.renewable and wanted > one.renewed:
            more = wanted - one.renewed
            found.append(Renewal("", one.product, anniversary, anniversary, more, automatic=True))
    return tuple(found)


def as_it_goes(agreement: Agreement, terms: Terms, days: Span) -> Agreement:
    """The agreement with all that renews by itself on these days, if nobody does anything."""
    cycle = agreement.cycle(terms)
    for anniversary in cycle.coming(max(days.first, agreement.begins)):
        if anniversary > days.last:
            break
        if found := by_itself(agreement, terms, anniversary):
            agreement = replace(agreement, renewals=(*agreement.renewals, *found))
    return agreement


# --- what the console shows


def shown_on(agreement: Agreement, terms: Terms, day: dt.date) -> Shown:
    """Which date the console shows on a day, which it will show, and why (V7)."""
    cycle = agreement.cycle(terms)
    last, coming = cycle.term_on(day).first, cycle.next_anniversary(day)
    there = frozenset(
        one
        for one in (last, coming)
        if any(renewed_for(agreement, one, product, day) for product in agreement.products)
    )
    added = any(one.added <= day and one.added >= last and one.open(day) + one.kept(day) for one in agreement.additions)
    return shown(cycle, terms.renewing, day, renewed=there, live=added or last in there)


Prices = Mapping[str, Mapping[str, Decimal]]
"""Product → key of a level → the price of one licence for a whole term."""


def renewal_preview(
    agreement: Agreement, terms: Terms, asked: Mapping[str, int], prices: Prices, currency: str, day: dt.date
) -> tuple[Outlook | None, Preview]:
    """The level of the next term and what renewing costs, as things stand on a day: whole terms, at that level.

    Where licences have no levels, the prices stand under the empty key. Raises KeyError where one is missing.
    """
    cycle = agreement.cycle(terms)
    anniversary = open_anniversary(cycle, terms.renewing, day) or cycle.next_anniversary(day)
    ladder = terms.ladder(LICENCE)
    seen = min(day, anniversary - dt.timedelta(days=1))
    found = outlook(agreement, terms, ladder, seen, sum(asked.values())) if ladder else None
    key = found.next.key if found else ""
    piece = renewal_slice(cycle, anniversary)
    lines: tuple[Line, ...] = tuple(
        line(Item(product, quantity, prices[product][key]), piece, Span(piece.paid_from, piece.last), currency)
        for product, quantity in sorted(asked.items())
    )
    return found, Preview(lines, currency)
