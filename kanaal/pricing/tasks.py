"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.pricing.actions import announce_price_list
from kanaal.pricing.policy import PricingPolicy
from kanaal.pricing.queries import visible_lists
from kanaal.programme.policies import policy


@every(days=1, at=dt.time(6, 30))
def announce_price_lists(tick: dt.datetime) -> None:
    """Lists that begin soon, or began a little while ago, are told to whom they apply: each of them once (P13)."""
    for one in visible_lists():
        days = abs((one.terms.valid_from - clock.today()).days)
        if one.before is not None and days <= policy(PricingPolicy).announce_days:
            while announce_price_list(one):
                pass
