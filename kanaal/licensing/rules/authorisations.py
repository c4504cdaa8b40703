"""Licences used before they are ordered: pending, overdue, suspended, and what can be done until when (V4, V5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from kanaal.licensing.rules.days import DAY, Cycle, last_day
from kanaal.licensing.rules.facts import Addition, Agreement
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import goes_on


class State(StrEnum):
    """Of the part that is not ordered; of the whole, when there is no such part left."""

    PENDING = "pending"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    ORDERED = "ordered"
    REMOVED = "removed"
    RETURNED = "returned"


USABLE = frozenset({State.PENDING, State.OVERDUE, State.ORDERED})
OWED = frozenset({State.OVERDUE, State.SUSPENDED})
"""States that keep an agreement from further authorisations, and show its customer that payment is required."""


@dataclass(frozen=True)
class Deadlines:
    """The days of an authorisation. `…_by` is the last day, `…_on` the first. It may lapse before it is suspended."""

    remove_by: dt.date
    order_by: dt.date
    overdue_on: dt.date
    suspended_on: dt.date
    lapses_on: dt.date


def deadlines(addition: Addition, cycle: Cycle, terms: Terms) -> Deadlines | None:
    """Its days; None where nothing is used before it is ordered.

    It lapses with its term, free of charge, on the day on which all goes that was not renewed.
    """
    says = terms.authorising
    if says is None:
        return None
    lapses = goes_on(cycle.next_anniversary(addition.added), terms.renewing)
    return Deadlines(
        remove_by=min(last_day(addition.added, says.removal_days), lapses - DAY),
        order_by=min(last_day(addition.added, says.order_days), lapses - DAY),
        overdue_on=last_day(addition.added, says.order_days) + DAY,
        suspended_on=last_day(addition.added, says.suspend_after_days) + DAY,
        lapses_on=lapses,
    )


def state(addition: Addition, cycle: Cycle, terms: Terms, day: dt.date) -> State:
    """Where an authorisation stands on a day, from its dates alone; nothing is stored that a day would change."""
    days = deadlines(addition, cycle, terms)
    if addition.open(day) == 0:
        if addition.ordered(day) == 0:
            return State.REMOVED
        return State.ORDERED if addition.kept(day) else State.RETURNED
    if days is None:
        return State.ORDERED
    begins = ((days.lapses_on, State.LAPSED), (days.suspended_on, State.SUSPENDED), (days.overdue_on, State.OVERDUE))
    return next((found for first, found in begins if day >= first), State.PENDING)


def open_in(addition: Addition, cycle: Cycle, terms: Terms, day: dt.date, *states: State) -> int:
    """How many of its licences are not ordered and in one of these states on a day."""
    if addition.added > day or addition.open(day) == 0 or terms.authorising is None:
        return 0
    return addition.open(day) if state(addition, cycle, terms, day) in states else 0


@dataclass(frozen=True)
class Owed:
    """Licences that should have been ordered. `age` in days since they were added."""

    number: str
    product: str
    quantity: int
    state: State
    added: dt.date
    age: int


def owed(agreement: Agreement, terms: Terms, day: dt.date) -> tuple[Owed, ...]:
    """Why payment is required, the oldest first; empty when it is not, and then more may be authorised (V4)."""
    cycle = agreement.cycle(terms)
    found = [
        Owed(one.number, one.product, quantity, state(one, cycle, terms, day), one.added, (day - one.added).days)
        for one in agreement.additions
        if (quantity := open_in(one, cycle, terms, day, *OWED))
    ]
    return tuple(sorted(found, key=lambda one: (one.added, one.number)))


class Act(StrEnum):
    """What can be done about licences."""

    ORDER = "order"
    REMOVE = "remove"
    RETURN = "return"
    LEAVE = "leave"
    RENEW = "renew"
    CHANGE_SETTING = "change-setting"


@dataclass(frozen=True)
class Option:
    """Something that can be done up to and with a day. `quantity`: for how many. `number`: the order it is about.

    `since`: its first day, where it can't be done on any day before.
    """

    act: Act
    until: dt.date
    quantity: int
    number: str = ""
    since: dt.date | None = field(default=None, compare=False)


def options(addition: Addition, cycle: Cycle, terms: Terms, day: dt.date) -> tuple[Option, ...]:
    """What can be done on a day about an authorisation, and until when.

    Only pending licences are removed; those that are ordered go back by return, as `returns` says.
    """
    days = deadlines(addition, cycle, terms)
    left = addition.open(day)
    if days is None or left == 0 or day >= days.lapses_on:
        return ()
    until = days.lapses_on - DAY
    found = [Option(Act.ORDER, until, left), Option(Act.LEAVE, until, left)]
    if day <= days.remove_by and state(addition, cycle, terms, day) is State.PENDING:
        found.insert(1, Option(Act.REMOVE, min(days.remove_by, days.order_by), left))
    return tuple(found)
