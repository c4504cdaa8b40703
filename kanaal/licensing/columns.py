"""The columns of an agreement that are kept for lists: made from its facts by the rules, never decided upon (0010)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Q

from kanaal.core import clock
from kanaal.licensing.models import Agreement
from kanaal.licensing.prices import prices_change_on, prices_for, prices_of
from kanaal.licensing.rules import announcements
from kanaal.licensing.rules.authorisations import State as Standing
from kanaal.licensing.rules.authorisations import deadlines, open_in, owed
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.happenings import Timeline
from kanaal.licensing.rules.holdings import holdings
from kanaal.licensing.rules.kinds import DONE, LAST_DAYS
from kanaal.licensing.rules.renewal import due, renewal_preview, shown_on
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.rules.windows import goes_on, upcoming_on, window
from kanaal.programme.models import Release

KEPT = (
    "anniversary", "licences", "owes_on", "pending_until", "upcoming_on", "opens_on", "past_due_on", "goes_on",
    "closes_on", "renewal_value", "look_on", "looked_on",
)  # fmt: skip


def fill(agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date, seen: Timeline | None = None) -> None:
    """Make them anew in memory; `seen`: its days ahead, where the caller has them already.

    An agreement that is seen for the first time is seen to from today on.
    """
    agreement.upcoming_on = agreement.opens_on = agreement.past_due_on = agreement.goes_on = None
    agreement.closes_on = agreement.owes_on = agreement.pending_until = agreement.look_on = agreement.anniversary = None
    agreement.licences, agreement.renewal_value = 0, Decimal(0)
    if known is None or not agreement.is_live:
        return
    agreement.looked_on = agreement.looked_on or today - DAY
    if known.begins > today:
        agreement.look_on = known.begins
        return
    agreement.anniversary = shown_on(known, terms, today).expires
    agreement.licences = sum(one.all for one in holdings(known, terms, today))
    agreement.owes_on = _owes_on(known, terms, today)
    agreement.pending_until = _pending_until(known, terms, today)
    renews = _renewal(agreement, known, terms, today)
    # Each anniversary moves the date that lists show, even where nothing is left.
    anniversary = known.cycle(terms).next_anniversary(today)
    looks = (
        next_look(seen or ahead_of(known, terms, today), known, terms), agreement.closes_on, anniversary,
        # Other prices move what the renewal comes to.
        prices_change_on(agreement, today) if renews else None,
    )  # fmt: skip
    agreement.look_on = min((day for day in looks if day is not None), default=None)


def look_at_other_prices(release: Release) -> int:
    """What renewals come to is made anew where a release has other prices than the one before it; answers for how many.
    The clock's next round does it.
    """
    earlier = Release.objects.filter(number__lt=release.number).order_by("-number").first()
    if earlier is None or prices_of(earlier) == prices_of(release):
        return 0
    today = clock.today()
    rows = Agreement.objects.filter(state="live", closes_on__isnull=False)
    return rows.filter(Q(look_on__isnull=True) | Q(look_on__gt=today)).update(look_on=today)


def ahead_of(known: Facts, terms: Terms, today: dt.date, since: dt.date | None = None) -> Timeline:
    """The agreement's days as far as the clock looks ahead; from today on, or from a day before."""
    return timeline(known, terms, today, horizon(known, terms, today), since or today)


def horizon(known: Facts, terms: Terms, today: dt.date) -> dt.date:
    """Until all that the next anniversary brings is over, and all has begun to be told that comes soon after it."""
    earliest = max((one.days_before for one in terms.notices), default=0)
    return goes_on(known.cycle(terms).next_anniversary(today), terms.renewing) + (earliest + 1) * DAY


def next_look(seen: Timeline, known: Facts, terms: Terms) -> dt.date | None:
    """The next day after today on which the clock has something to do: a day does something, or it is announced.

    A last day does nothing by itself; what comes after it has a day of its own. A commitment may end when there is
    nothing else left; it is looked for again at the horizon.
    """
    acting = (one.on for one in seen.happenings if one.kind not in LAST_DAYS and one.kind not in DONE)
    days = {*acting, *(one.on for one in announcements.planned(seen, terms))}
    later = horizon(known, terms, seen.today) if known.commitment is not None else None
    return min((day for day in days if day > seen.today), default=later)


def may_be_due(agreement: Agreement, known: Facts, terms: Terms, seen: Timeline) -> bool:
    """Is there something that the clock should see to today? What was told already is not taken off: it asks that."""
    if any(one.automatic and not one.number for one in known.renewals):
        return True
    return bool(announcements.due(seen, terms, (), seen_to(agreement, seen.today)))


def seen_to(agreement: Agreement, today: dt.date) -> dt.date:
    """The day up to which the clock has seen to an agreement; never today, of which it can be asked again."""
    return min(agreement.looked_on or today, today - DAY)


def _owes_on(known: Facts, terms: Terms, today: dt.date) -> dt.date | None:
    """The first day on which something is overdue if it is not ordered; of what is owed already, its own."""
    cycle = known.cycle(terms)
    open_ones = (
        one
        for one in known.additions
        if open_in(one, cycle, terms, today, Standing.PENDING, Standing.OVERDUE, Standing.SUSPENDED)
    )
    days = [found.overdue_on for one in open_ones if (found := deadlines(one, cycle, terms)) is not None]
    return min(days, default=None) if days or not owed(known, terms, today) else today


def _pending_until(known: Facts, terms: Terms, today: dt.date) -> dt.date | None:
    """The last day on which something of what waits for its order can still be ordered in time."""
    cycle = known.cycle(terms)
    waits = (one for one in known.additions if open_in(one, cycle, terms, today, Standing.PENDING))
    return max((days.order_by for one in waits if (days := deadlines(one, cycle, terms))), default=None)


def _renewal(agreement: Agreement, known: Facts, terms: Terms, today: dt.date) -> bool:
    """The days of the renewal that is open, or comes next; answers whether something is left to renew."""
    cycle = known.cycle(terms)
    last, coming = cycle.term_on(today).first, cycle.next_anniversary(today)
    candidates = [one for one in (last, coming) if one > cycle.begins and today <= window(one, terms.renewing).last]
    for anniversary in candidates:
        left = {one.product: one.left for one in due(known, terms, anniversary, today) if one.left}
        if left:
            agreement.upcoming_on = upcoming_on(anniversary, terms.renewing)
            agreement.opens_on = window(anniversary, terms.renewing).first
            agreement.past_due_on = anniversary
            agreement.goes_on = goes_on(anniversary, terms.renewing)
            agreement.closes_on = window(anniversary, terms.renewing).last + DAY
            agreement.renewal_value = _value(agreement, known, terms, left, today)
            return True
    return False


def _value(agreement: Agreement, known: Facts, terms: Terms, left: dict[str, int], today: dt.date) -> Decimal:
    """What renewing all that is left comes to; what has no price counts nothing."""
    prices = prices_for(agreement, today)
    priced = {sku: quantity for sku, quantity in left.items() if sku in prices}
    if not priced:
        return Decimal(0)
    try:
        return renewal_preview(known, terms, priced, prices, agreement.currency, today)[1].total
    except KeyError:  # no list has prices at the levels of these terms
        return Decimal(0)
