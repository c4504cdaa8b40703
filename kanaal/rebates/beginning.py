"""Which cycles there should be by now, in each region that has rebates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Min

from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.rebates.actions.cycles import open_cycle
from kanaal.rebates.models import Cycle
from kanaal.rebates.policy import RebateRegionsPolicy, RebatesPolicy
from kanaal.rebates.rules.periods import later, span_of
from kanaal.sellthrough.models import SaleLine


def begin_due_cycles(today: dt.date) -> None:
    """All from the first sale that is on record to today. Twice is no harm."""
    if releases.current().pack.has(RebatesPolicy):
        for one in policy(RebateRegionsPolicy).rebate_regions:
            for day in _first_days(one.region, today):
                open_cycle(one.region, day)


def _first_days(region: str, today: dt.date) -> Iterator[dt.date]:
    rules = policy(RebatesPolicy)
    last = Cycle.objects.filter(region=region).order_by("-starts").first()
    day = later(last.starts, rules.cycle_months) if last else max(rules.begins, _first_sale(region) or today)
    while (span := span_of(day, rules.begins, rules.cycle_months)) and span.starts <= today:
        yield span.starts
        day = later(span.starts, rules.cycle_months)


def _first_sale(region: str) -> dt.date | None:
    period = SaleLine.objects.filter(partner__region=region).aggregate(first=Min("period"))["first"]
    return dt.date.fromisoformat(f"{period}-01") if period else None
