"""The clock's doors: what expires, and whoever is to be told before."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.jobs import every
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.sales.actions.keeping import expire_opportunity, remind_of_expiry
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import SalesPolicy


@every(days=1, at=dt.time(5, 30))
def expire_opportunities(tick: dt.datetime) -> None:
    """Those whose expected day passed too long ago, each in a transaction of its own: one that fails stops no other."""
    if not releases.exists():
        return
    before = clock.today() - dt.timedelta(days=policy(SalesPolicy).overdue_days)
    for one in Opportunity.objects.filter(state="open", close_on__lt=before).order_by("close_on").iterator():
        expire_opportunity(one, by=CLOCK)


@every(days=1, at=dt.time(5, 45))
def remind_of_expiries(tick: dt.datetime) -> None:
    """Those that expire within the longest of the programme's reminders."""
    if not releases.exists():
        return
    rule, today = policy(SalesPolicy), clock.today()
    first = today - dt.timedelta(days=rule.overdue_days)
    last = first + dt.timedelta(days=max(rule.remind_days))
    near = Opportunity.objects.filter(state="open", close_on__range=(first, last)).order_by("close_on")
    for one in near.iterator():
        remind_of_expiry(one, by=CLOCK)
