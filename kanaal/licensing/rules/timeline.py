"""The days of an agreement: what happened, what will happen if nobody does anything, what can be changed until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kanaal.licensing.rules.authorisations import Option, deadlines, options
from kanaal.licensing.rules.commitment import Committed, accept_by, committed, ends_on, fulfil_by, fulfilled_on
from kanaal.licensing.rules.days import DAY, Cycle, Span
from kanaal.licensing.rules.facts import Addition, Agreement, Renewal
from kanaal.licensing.rules.happenings import Happening, Timeline, before, in_order
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.orders import return_by
from kanaal.licensing.rules.renewal import as_it_goes
from kanaal.licensing.rules.terms import Committing, Terms
from kanaal.licensing.rules.timeline_terms import at_anniversary
from kanaal.licensing.rules.windows import goes_on


def timeline(
    agreement: Agreement, terms: Terms, today: dt.date, until: dt.date, since: dt.date | None = None
) -> Timeline:
    """Everything from day 0, or `since`, until a horizon, from the facts known today. What would renew by itself is
    taken to.

    A past day is seen as it was at its end: what was ordered in time never became overdue.
    """
    known = agreement.known_on(today)
    ahead = as_it_goes(known, terms, Span(today, until))
    cycle = known.cycle(terms)
    since = since or known.begins
    first = _first_term(cycle, terms, since)
    found = [Happening(known.begins, Kind.BEGAN, "", 0, known.begins)]
    for addition in known.additions:
        if not _is_over(addition, cycle, terms, since):
            found += _done(addition)
            found += _returnable_addition(addition, terms, today)
            found += _authorised(addition, cycle, terms, today)
    for renewal in known.renewals:
        if renewal.anniversary >= cycle.anniversary(first):
            found += _renewed(renewal, terms, today)
    while cycle.anniversary(first) <= until:
        found += at_anniversary(ahead, terms, first, today)
        first += 1
    found += _commitment(known, terms, today)
    return Timeline(today, in_order(one for one in found if since <= one.on <= until))


def _first_term(cycle: Cycle, terms: Terms, since: dt.date) -> int:
    """The first term about whose end something may happen on a day or after it: years of history cost nothing."""
    first = cycle.number_on(max(since, cycle.begins))
    while first and goes_on(cycle.anniversary(first), terms.renewing) + _longest(terms) >= since:
        first -= 1
    return first


def _longest(terms: Terms) -> dt.timedelta:
    """So long after the window of its anniversary something of a renewal can still come: its return, the new date."""
    says = terms.returning
    return dt.timedelta(days=terms.renewing.after_days + max(says.order_days, says.renewal_days or 0))


def _is_over(one: Addition, cycle: Cycle, terms: Terms, since: dt.date) -> bool:
    """Has all that can come of an addition come before a day?"""
    ends = goes_on(cycle.next_anniversary(one.added), terms.renewing) + _longest(terms)
    return ends < since and all(part.on < since for part in (*one.orders, *one.removals, *one.returns))


def _done(one: Addition) -> Iterator[Happening]:
    """What somebody did: each a day of its own."""
    yield Happening(one.added, Kind.ADDED, one.number, one.quantity, one.added, one.product)
    parts = ((Kind.ORDERED, one.orders), (Kind.REMOVED, one.removals), (Kind.RETURNED, one.returns))
    for kind, several in parts:
        for part in several:
            yield Happening(part.on, kind, part.number or one.number, part.quantity, part.on, one.product)


def _returnable_addition(one: Addition, terms: Terms, today: dt.date) -> Iterator[Happening]:
    for part in one.orders:
        until = return_by(part.on, terms)
        if kept := min(part.quantity, one.kept(min(today, until))):
            yield Happening(until, Kind.RETURN_BY, part.number or one.number, kept, part.on, one.product)


def _renewed(one: Renewal, terms: Terms, today: dt.date) -> Iterator[Happening]:
    if not one.automatic:
        yield Happening(one.ordered, Kind.RENEWED, one.number, one.quantity, one.ordered, one.product)
    for part in one.returns:
        yield Happening(part.on, Kind.RETURNED, part.number or one.number, part.quantity, part.on, one.product)
    until = return_by(one.ordered, terms, one.anniversary)
    if kept := one.kept(min(today, until)):
        yield Happening(until, Kind.RETURN_BY, one.number, kept, one.ordered, one.product)


def _authorised(one: Addition, cycle: Cycle, terms: Terms, today: dt.date) -> Iterator[Happening]:
    """The days of a part that is not ordered. It may lapse with its term before it is overdue or suspended."""
    days = deadlines(one, cycle, terms)
    if days is None:
        return
    can_do = options(one, cycle, terms, today)
    planned = (
        (days.remove_by, Kind.REMOVE_BY, days.remove_by <= days.order_by),
        (days.order_by, Kind.ORDER_BY, True),
        (days.overdue_on, Kind.OVERDUE, days.overdue_on < min(days.suspended_on, days.lapses_on)),
        (days.suspended_on, Kind.SUSPENDED, days.suspended_on < days.lapses_on),
        (days.lapses_on, Kind.LAPSES, True),
    )
    for on, kind, possible in planned:
        left = one.open(min(today, on))
        if possible and left:
            yield Happening(on, kind, one.number, left, one.added, one.product, _what_helps(can_do, on, kind, today))


def _what_helps(can_do: tuple[Option, ...], on: dt.date, kind: Kind, today: dt.date) -> tuple[Option, ...]:
    return before(can_do, on) if on > today and kind in {Kind.OVERDUE, Kind.SUSPENDED, Kind.LAPSES} else ()


def _commitment(agreement: Agreement, terms: Terms, today: dt.date) -> Iterator[Happening]:
    """Until when it is to be accepted and fulfilled, and the first day on which it holds no more."""
    one, says = agreement.commitment, terms.committing
    if one is None or says is None:
        return
    if one.accepted is None:
        if committed(agreement, terms, today) in (Committed.REQUESTED, Committed.EXPIRED):
            yield Happening(accept_by(one, says), Kind.ACCEPT_BY, one.number, one.quantity, one.requested)
        return
    fulfilled = fulfilled_on(agreement, terms, today)
    if fulfilled is None:
        yield Happening(fulfil_by(one.accepted, says), Kind.FULFIL_BY, one.number, one.quantity, one.accepted)
    else:
        yield _commitment_ends(agreement, terms, says, fulfilled, one.accepted)


def _commitment_ends(
    agreement: Agreement, terms: Terms, says: Committing, fulfilled: dt.date, accepted: dt.date
) -> Happening:
    one = agreement.commitment
    ends = ends_on(accepted, agreement.cycle(terms), says) + DAY
    number, quantity = (one.number, one.quantity) if one else ("", 0)
    return Happening(ends, Kind.COMMITMENT_ENDS, number, quantity, fulfilled)
