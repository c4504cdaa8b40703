"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.helpdesk.actions import expire_authorisation, remind_authoriser
from kanaal.helpdesk.models import Authorisation
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy


@every(days=1, at=dt.time(8, 30))
def look_after_authorisations(tick: dt.datetime) -> None:
    """Those that nobody answered are recalled once, and are over when their days are over."""
    if not releases.exists():
        return
    soon = clock.now() + dt.timedelta(days=policy(HelpdeskPolicy).authorisation_reminder_days)
    waiting = Authorisation.objects.filter(state="waiting", request__state="awaiting")
    for one in waiting.filter(until__lte=clock.now()).iterator():
        expire_authorisation(one)
    for one in waiting.filter(until__lte=soon, until__gt=clock.now(), reminded_at=None).iterator():
        remind_authoriser(one)
