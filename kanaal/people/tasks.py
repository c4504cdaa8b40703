"""What has to be done for people at a set time."""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs import every
from kanaal.people.erasure import forget_farewells


@every(seconds=3600, by="machine")
def forget_last_addresses(tick: dt.datetime) -> None:
    """The mail that confirms an erasure was the last use of its address (L5)."""
    forget_farewells()
