"""Whose figures change although nobody did anything: a sale has become too old to count, a quarter is over."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from kanaal.levels.weighing import needs_of_all
from kanaal.licensing.models import OrderLine
from kanaal.licensing.quarters import first_day, quarter_of
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.partners.rules import months_after
from kanaal.programme.policies import policy

DAY = dt.timedelta(days=1)


def partners_to_weigh(today: dt.date) -> set[int]:
    """The partners whose sales count otherwise today than yesterday."""
    return _whose_sales_ended(today) | (_who_needs_quarters() if today == first_day(quarter_of(today)) else set())


def _whose_sales_ended(today: dt.date) -> set[int]:
    """A sale counts for so many months; today it is a day too old."""
    ours = [need.params for need in needs_of_all().values() if (need.fact or "").startswith("licensing.")]
    ended = Q(pk=None)
    for months in {int(params["months"]) for params in ours if params.get("months")}:
        ended |= Q(confirmed_on__gt=months_after(today - DAY, -months), confirmed_on__lte=months_after(today, -months))
    return set(OrderLine.objects.filter(ended).values_list("order__partner", flat=True))


def _who_needs_quarters() -> set[int]:
    """Those whose level asks for a sale in each quarter."""
    levels = policy(LevelsPolicy)
    asking = [
        level.key
        for level in levels.by_rank
        if any(need.fact == "licensing.quarters_with_sales" for need in levels.needs_of(level))
    ]
    return set(Partner.objects.filter(state="active", level__in=asking).values_list("pk", flat=True))
