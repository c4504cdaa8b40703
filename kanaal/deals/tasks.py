"""Doors for the clock: protections that end, questions that nobody answers, promises that come near (D7)."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy

WITH = ("opportunity__partner", "opportunity__account")


@every(days=1, at=dt.time(6, 30))
def look_after_protections(tick: dt.datetime) -> None:
    """What is over expires; what ends soon is told. What runs late does it all, what runs twice does it once."""
    from kanaal.deals.actions.keeping import expire_registration, remind_of_protection  # noqa: PLC0415 - see below

    if not releases.exists():
        return
    today = clock.today()
    approved = Registration.objects.filter(state="approved").select_related(*WITH)
    for one in approved.filter(protected_until__lt=today).iterator(chunk_size=500):
        expire_registration(one)
    for days in sorted(policy(DealRegistrationPolicy).remind_days):
        until = today + dt.timedelta(days=days)
        for one in approved.filter(protected_until__range=(today, until)).iterator(chunk_size=500):
            remind_of_protection(one, days)


@every(minutes=10)
def watch_registrations(tick: dt.datetime) -> None:
    """Places that are lost, questions that stay unanswered, promises: whatever came due since the last look."""
    from kanaal.deals.actions import keeping  # noqa: PLC0415 - see below

    if not releases.exists():
        return
    now = clock.now()
    found = Registration.objects.select_related(*WITH).order_by("pk")
    asked, waits = found.filter(state="asked"), found.filter(state="submitted")
    for one in asked.filter(place_until__lte=now, complete_at__isnull=False).iterator(chunk_size=500):
        keeping.lose_place(one)
    for one in asked.filter(question_until__lte=now).iterator(chunk_size=500):
        keeping.expire_registration(one)
    if policy(DealRegistrationPolicy).deemed_approved:
        for one in waits.filter(promised_at__lte=now).iterator(chunk_size=500):
            keeping.deem_approved_registration(one)
    for one in waits.filter(escalate_at__lte=now, escalated_at=None).iterator(chunk_size=500):
        keeping.escalate_registration(one)


@job(max_attempts=8)
@task()
def reconsider_rivals(registration_id: int) -> None:
    """A registration stands in nobody's way any more: those that lost to it are judged again, in their order.

    The actions that end a registration ask for this, so they are imported here only when it runs.
    """
    from kanaal.deals.actions.keeping import reconsider_registration  # noqa: PLC0415 - actions ask for this task

    if not releases.exists() or not policy(DealRegistrationPolicy).reconsider:
        return
    lost = Registration.objects.filter(conflicts__earlier=registration_id, state="declined", decided_how="rule")
    for one in lost.filter(opportunity__state="open").select_related(*WITH).order_by("complete_at", "pk"):
        reconsider_registration(one)
