"""First terms that were agreed to be shorter, before anything is ordered: Noordwal's licences end with its year, in 35
days; Elbsegel's ended a week ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Order
from kanaal.site.world import licences

ENDS = {"noordwal": 35, "elbsegel": -7}
"""Customer → so many days ahead its first anniversary lies."""


def build(tell: Callable[[str], None]) -> None:
    """Once, before there are orders: an anniversary never moves."""
    if Order.objects.exists():
        return
    for key, ahead in ENDS.items():
        agreement = licences.agreement(key)
        agreement.first_anniversary = today_of(agreement) + dt.timedelta(days=ahead)
        agreement.save(update_fields=["first_anniversary"])
