"""In which lists of the console an agreement stands on a day, and what of it comes first."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kanaal.licensing.rules.authorisations import State, open_in, owed
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.holdings import holdings
from kanaal.licensing.rules.renewal import due
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import Phase, phase


class Listed(StrEnum):
    """The console's lists, what presses most first. An agreement can stand in several."""

    PAYMENT_REQUIRED = "payment-required"
    PAST_DUE = "past-due"
    READY = "ready"
    PENDING = "pending"
    UPCOMING = "upcoming"
    NO_PRODUCTS = "no-products"


_RENEWALS = {Phase.PAST_DUE: Listed.PAST_DUE, Phase.READY: Listed.READY, Phase.UPCOMING: Listed.UPCOMING}


def listed(agreement: Agreement, terms: Terms, day: dt.date) -> tuple[Listed, ...]:
    """All lists in which it stands, what presses most first; none when all is well and nothing is near."""
    cycle = agreement.cycle(terms)
    found = {Listed.PAYMENT_REQUIRED} if owed(agreement, terms, day) else set()
    if any(open_in(one, cycle, terms, day, State.PENDING) for one in agreement.additions):
        found.add(Listed.PENDING)
    if not holdings(agreement, terms, day):
        found.add(Listed.NO_PRODUCTS)
    for anniversary in (cycle.term_on(day).first, cycle.next_anniversary(day)):
        stands = _RENEWALS.get(phase(anniversary, terms.renewing, day))
        if stands and anniversary > cycle.begins and any(one.left for one in due(agreement, terms, anniversary, day)):
            found.add(stands)
    return tuple(one for one in Listed if one in found)
