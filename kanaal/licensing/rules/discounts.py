"""A customer's discount level: by one order, by the look-back before the anniversary, by a commitment.

Within a term the level only rises: one order reaches the level of its own size, and orders are never added up. The next
term begins at what the look-back finds (or, where there is none, what is renewed), and may begin lower.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kanaal.licensing.rules.commitment import Committed, committed
from kanaal.licensing.rules.days import Cycle
from kanaal.licensing.rules.facts import LICENCE, Agreement
from kanaal.licensing.rules.ladders import highest, next_step, step_for
from kanaal.licensing.rules.terms import Ladder, Step, Terms


@dataclass(frozen=True)
class Level:
    """A step, and whether it is a committed customer's."""

    step: Step
    committed: bool = False

    @property
    def key(self) -> str:
        return self.step.committed if self.committed and self.step.committed else self.step.key


def counted(agreement: Agreement, cycle: Cycle, number: int, kind: str, day: dt.date) -> int:
    """What was bought in term `number` up to a day and did not go back: carried over into it, and ordered in it.

    By the day of the order: an authorisation counts from when it is ordered. Only its own kind counts.
    """
    term = cycle.term(number)
    found = sum(one.kept(day) for one in agreement.additions if one.kind == kind and one.added in term)
    if number and kind == LICENCE:
        found += sum(one.kept(day) for one in agreement.renewals if one.anniversary == term.first)
    return found


def order_sizes(agreement: Agreement, cycle: Cycle, number: int, kind: str, day: dt.date) -> Mapping[str, int]:
    """The orders of term `number` up to a day, by their numbers, with how many of a kind each was for.

    What went back later still made its order as large as it was: a level that was reached holds for its term.
    """
    term = cycle.term(number)
    sizes: dict[str, int] = {}
    for one in agreement.additions:
        for place, part in enumerate(one.orders):
            if one.kind == kind and one.added in term and part.on <= day:
                key = part.number or f"{one.number}/{place}"
                sizes[key] = sizes.get(key, 0) + part.quantity
    for renewal in agreement.renewals if number and kind == LICENCE else ():
        if renewal.anniversary == term.first and renewal.ordered <= day:
            sizes[renewal.number] = sizes.get(renewal.number, 0) + renewal.quantity
    return sizes


def looks_back_on(cycle: Cycle, terms: Terms, number: int) -> dt.date | None:
    """The last day whose orders count for the term after `number`; None where only the renewal itself counts."""
    if terms.look_back_days is None:
        return None
    return cycle.anniversary(number + 1) - dt.timedelta(days=terms.look_back_days)


def opening(agreement: Agreement, terms: Terms, ladder: Ladder, number: int, day: dt.date) -> Step:
    """The level with which term `number` begins, as known on a day. The first begins at the lowest."""
    cycle = agreement.cycle(terms)
    if number == 0:
        return ladder.steps[0]
    until = looks_back_on(cycle, terms, number - 1)
    if until is not None:
        return step_for(ladder, counted(agreement, cycle, number - 1, ladder.kind, min(until, day)))
    first = cycle.anniversary(number)
    mine = (one for one in agreement.renewals if one.anniversary == first)
    # What goes back once the term has begun no longer lowers it: as with orders, the level holds for the term.
    return step_for(ladder, sum(one.kept(min(day, max(one.ordered, first))) for one in mine))


def level_on(agreement: Agreement, terms: Terms, kind: str, day: dt.date, *, order: int = 0) -> Level | None:
    """The customer's level on a day; with `order`, the one for an order of that size. None for what has no ladder."""
    ladder = terms.ladder(kind)
    if ladder is None:
        return None
    cycle = agreement.cycle(terms)
    number = cycle.number_on(day)
    sizes = order_sizes(agreement, cycle, number, kind, day).values()
    step = highest(
        opening(agreement, terms, ladder, number, day),
        *(step_for(ladder, size) for size in sizes),
        step_for(ladder, order),
    )
    return _with_commitment(agreement, terms, ladder, step, day)


def _with_commitment(agreement: Agreement, terms: Terms, ladder: Ladder, step: Step, day: dt.date) -> Level:
    if agreement.commitment is None or committed(agreement, terms, day) is not Committed.KEPT:
        return Level(step)
    kept = step_for(ladder, agreement.commitment.quantity) if ladder.kind == LICENCE else step
    return Level(highest(step, kept), committed=ladder.kind == LICENCE)


class WhyLevel(StrEnum):
    """What the next term's level comes from."""

    LOOK_BACK = "look-back"
    RENEWAL_SIZE = "renewal-size"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Outlook:
    """The level of the next term as things stand. `counted` licences count; `missing` more reach the level `better`.

    `counts_until`: the last day on which an order counts; after it, it is `decided`.
    """

    anniversary: dt.date
    now: Level
    next: Level
    why: WhyLevel
    counted: int
    counts_until: dt.date | None
    decided: bool
    better: Step | None
    missing: int


def outlook(agreement: Agreement, terms: Terms, ladder: Ladder, day: dt.date, renewing: int) -> Outlook:
    """Which level the next term will have, if `renewing` licences are renewed in one order."""
    cycle = agreement.cycle(terms)
    number = cycle.number_on(day)
    until = looks_back_on(cycle, terms, number)
    coming = cycle.anniversary(number + 1)
    counts = renewing if until is None else counted(agreement, cycle, number, ladder.kind, min(until, day))
    by_size, by_count = step_for(ladder, renewing), step_for(ladder, counts)
    level = _with_commitment(agreement, terms, ladder, highest(by_size, by_count), coming)
    why = WhyLevel.LOOK_BACK if until is not None and by_count.at_least >= by_size.at_least else WhyLevel.RENEWAL_SIZE
    if level.committed:
        why = WhyLevel.COMMITMENT
    better = next_step(ladder, level.step.at_least)
    now = level_on(agreement, terms, ladder.kind, day) or Level(ladder.steps[0])
    return Outlook(
        coming, now, level, why, counts, until, until is not None and day > until,
        better, better.at_least - counts if better else 0,
    )  # fmt: skip
