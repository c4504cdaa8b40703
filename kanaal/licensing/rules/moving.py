"""Moving an agreement to another reseller or other terms: what is settled first, and whose it was when (V9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kanaal.licensing.rules.authorisations import State, deadlines, open_in
from kanaal.licensing.rules.days import DAY, last_day
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.orders import return_by
from kanaal.licensing.rules.renewal import due, open_anniversary
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import window

NOT_ORDERED = (State.PENDING, State.OVERDUE, State.SUSPENDED)


class Hindrance(StrEnum):
    """What stands against a move."""

    OPEN_AUTHORISATION = "open-authorisation"
    NOT_RENEWED = "not-renewed"
    PARTLY_RENEWED = "partly-renewed"
    RETURNABLE = "returnable"


@dataclass(frozen=True)
class Stands:
    """A hindrance, by the number it is about, and the first day on which it is gone by itself."""

    why: Hindrance
    about: str
    gone_on: dt.date


def to_settle(agreement: Agreement, terms: Terms, day: dt.date) -> tuple[Stands, ...]:
    """Authorisations that are not ordered. They come first, whoever the new reseller is."""
    cycle = agreement.cycle(terms)
    found = []
    for one in agreement.additions:
        days = deadlines(one, cycle, terms)
        if days and open_in(one, cycle, terms, day, *NOT_ORDERED):
            found.append(Stands(Hindrance.OPEN_AUTHORISATION, one.number, days.lapses_on))
    return tuple(found)


def against_other_terms(agreement: Agreement, terms: Terms, day: dt.date) -> tuple[Stands, ...]:
    """What stands against moving an agreement to other terms: what is open, half renewed, or could still go back."""
    return (
        *to_settle(agreement, terms, day), *_half_renewed(agreement, terms, day), *_returnable(agreement, terms, day)
    )  # fmt: skip


def _half_renewed(agreement: Agreement, terms: Terms, day: dt.date) -> Iterable[Stands]:
    """In its window an agreement moves only when all of it is renewed."""
    anniversary = open_anniversary(agreement.cycle(terms), terms.renewing, day)
    if anniversary is None:
        return
    there = due(agreement, terms, anniversary, day)
    if any(one.left for one in there):
        partly = any(one.renewed for one in there)
        why = Hindrance.PARTLY_RENEWED if partly else Hindrance.NOT_RENEWED
        yield Stands(why, "", window(anniversary, terms.renewing).last + DAY)


def _returnable(agreement: Agreement, terms: Terms, day: dt.date) -> Iterable[Stands]:
    for addition in agreement.additions:
        for part in addition.orders:
            until = return_by(part.on, terms)
            if part.on <= day <= until and addition.kept(day):
                yield Stands(Hindrance.RETURNABLE, part.number or addition.number, until + DAY)
    for renewal in agreement.renewals:
        until = return_by(renewal.ordered, terms, renewal.anniversary)
        if renewal.ordered <= day <= until and renewal.kept(day):
            yield Stands(Hindrance.RETURNABLE, renewal.number, until + DAY)


def free_on(stands: Iterable[Stands], day: dt.date) -> dt.date:
    """The first day on which nothing stands against it, if nothing is done meanwhile."""
    return max((one.gone_on for one in stands), default=day)


@dataclass(frozen=True)
class Tenure:
    """Whose agreement it is from a day on."""

    reseller: str
    since: dt.date


def reseller_on(tenures: Sequence[Tenure], day: dt.date) -> str | None:
    """Whose agreement it was on a day: who sees it, and who has the rebate of that day's orders."""
    begun = [one for one in tenures if one.since <= day]
    return max(begun, key=lambda one: one.since).reseller if begun else None


def approved_until(given: dt.date, terms: Terms) -> dt.date:
    """The last day on which a customer's word holds that it changes reseller."""
    return last_day(given, terms.approval_days)


def invited_until(sent: dt.date, terms: Terms) -> dt.date:
    """The last day on which a customer can accept an invitation; sent again, it counts from that day."""
    return last_day(sent, terms.invitation_days)
