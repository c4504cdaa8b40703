"""By when the vendor is to have done what a return waits for."""

from __future__ import annotations

from kanaal.core import clock
from kanaal.distribution.policy import DistributionPolicy
from kanaal.licensing.models import Return
from kanaal.programme.policies import policy

PROMISED = ("waiting_since", "promised_at")
"""The fields that `promise_anew` sets."""


def promise_anew(asked: Return) -> None:
    """From now on whoever it waits for has the time that the programme gives; in memory.

    Only the vendor's part stands on the desk's list, so only that has a promise.
    """
    asked.waiting_since = asked.promised_at = None
    if asked.state in Return.VENDORS:
        asked.waiting_since = clock.now()
        asked.promised_at = asked.waiting_since + policy(DistributionPolicy).answer_within
