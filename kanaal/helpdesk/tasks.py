"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.jobs import every, job, task
from kanaal.helpdesk.actions import expire_authorisation, remind_authoriser
from kanaal.helpdesk.actions.authorising import ask_for_authorisation
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy


@every(days=1, at=dt.time(8, 30))
def look_after_authorisations(tick: dt.datetime) -> None:
    """Those that nobody answered are recalled once, and are over when their days are over."""
    if not releases.exists():
        return
    soon = clock.now() + dt.timedelta(days=policy(HelpdeskPolicy).authorisation_reminder_days)
    waiting = Authorisation.objects.filter(state="waiting", request__state__in=Request.OPEN)
    for one in waiting.filter(until__lte=clock.now()).iterator():
        expire_authorisation(one)
    for one in waiting.filter(until__lte=soon, until__gt=clock.now(), reminded_at=None).iterator():
        remind_authoriser(one)


@job(max_attempts=8)
@task()
def ask_quietly(request_id: int) -> None:
    """Whoever must authorise a quiet request is asked, if there is anybody. Late or twice, they are asked once."""
    with transaction.atomic():
        request = Request.locked(request_id)
        if request.is_open and not Authorisation.objects.filter(request=request).exists():
            ask_for_authorisation(request, CLOCK)
