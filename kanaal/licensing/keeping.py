"""The columns of an agreement that are kept for lists: made from its facts by the rules, never decided upon (0010).

Every action that writes a fact ends with `keep`. They can be made anew at any time, and the clock does so when a day
comes on which one of them changes (`look_on`).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.prices import prices_for
from kanaal.licensing.rules import announcements
from kanaal.licensing.rules.authorisations import State as Standing
from kanaal.licensing.rules.authorisations import deadlines, open_in, owed
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.holdings import holdings
from kanaal.licensing.rules.renewal import due, renewal_preview, shown_on
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.rules.windows import goes_on, upcoming_on, window

KEPT = (
    "anniversary", "licences", "owes_on", "pending_until", "upcoming_on", "opens_on", "past_due_on", "goes_on",
    "closes_on", "renewal_value", "look_on",
)  # fmt: skip
FORESIGHT = dt.timedelta(days=800)
"""So far ahead the next day of interest is looked for: more than the longest term between two anniversaries."""


def keep(agreement: Agreement, known: Facts | None = None) -> None:
    """Make the kept columns anew from the facts, and save them. The agreement is locked by the caller."""
    fill(agreement, known or facts_of(agreement), terms_of(agreement), today_of(agreement))
    agreement.save(update_fields=KEPT)


def fill(agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date) -> None:
    """The same in memory, for whoever saves many at once."""
    agreement.upcoming_on = agreement.opens_on = agreement.past_due_on = agreement.goes_on = None
    agreement.closes_on = agreement.owes_on = agreement.pending_until = agreement.look_on = agreement.anniversary = None
    agreement.licences, agreement.renewal_value = 0, Decimal(0)
    if known is None or known.begins > today or not agreement.is_live:  # nothing is announced of what was cancelled
        return
    agreement.anniversary = shown_on(known, terms, today).expires
    agreement.licences = sum(one.all for one in holdings(known, terms, today))
    agreement.owes_on = _owes_on(known, terms, today)
    agreement.pending_until = _pending_until(known, terms, today)
    _renewal(agreement, known, terms, today)
    looks = (next_look(known, terms, today), agreement.closes_on)
    agreement.look_on = min((day for day in looks if day is not None), default=None)


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


def _renewal(agreement: Agreement, known: Facts, terms: Terms, today: dt.date) -> None:
    """The days of the renewal that is open, or comes next, as far as something is left to renew."""
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
            return


def _value(agreement: Agreement, known: Facts, terms: Terms, left: dict[str, int], today: dt.date) -> Decimal:
    """What renewing all that is left comes to; what has no price, or none at the customer's level, counts nothing."""
    prices = prices_for(agreement, today)
    priced = {sku: quantity for sku, quantity in left.items() if sku in prices}
    if not priced:
        return Decimal(0)
    try:
        return renewal_preview(known, terms, priced, prices, agreement.currency, today)[1].total
    except KeyError:
        return Decimal(0)


def next_look(known: Facts, terms: Terms, today: dt.date) -> dt.date | None:
    """The next day after today on which the clock has to look at the agreement: something happens, or is announced."""
    seen = timeline(known, terms, today, today + FORESIGHT)
    days = {one.on for one in seen.happenings} | {one.on for one in announcements.planned(seen, terms)}
    return min((day for day in days if day > today), default=None)
