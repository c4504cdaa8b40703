"""Doors for the clock: bank details come into force on their day, and lapse when nobody confirms them (R4)."""

from __future__ import annotations

import datetime as dt

from kanaal.bankdetails import queries
from kanaal.bankdetails.actions.beginning import lapse_bank_details, put_bank_details_into_force
from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.programme import releases


@every(days=1, at=dt.time(0, 20))
def turn_bank_details(tick: dt.datetime) -> None:
    """Late or twice is no harm; a payment asks the day, not this job."""
    if not releases.exists():
        return
    day = clock.today()
    for details in queries.due(day).iterator(chunk_size=500):
        put_bank_details_into_force(details)
    for details in queries.unconfirmed(day).iterator(chunk_size=500):
        lapse_bank_details(details)
