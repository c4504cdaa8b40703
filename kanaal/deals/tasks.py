"""Doors for the clock: protections that end, questions that nobody answers, promises that come near (D7)."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.deals.actions import keeping
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy

WITH = ("opportunity__partner", "opportunity__account")


@every(days=1, at=dt.time(6, 30))
def look_after_protections(tick: dt.datetime) -> None:
    """What is over expires; what ends soon is told. What runs late does it all, what runs twice does it once."""
    if not releases.exists():
        return
    today = clock.today()
    approved = Registration.objects.filter(state="approved").select_related(*WITH)
    for one in approved.filter(protected_until__lt=today).iterator(chunk_size=500):
        keeping.expire_registration(one)
    nearer = -1  # what is near enough for a later reminder doesn't get the earlier one as well
    for days in sorted(policy(DealRegistrationPolicy).remind_days):
        window = (today + dt.timedelta(days=nearer + 1), today + dt.timedelta(days=days))
        for one in approved.filter(protected_until__range=window).iterator(chunk_size=500):
            keeping.remind_of_protection(one, days)
        nearer = days


@every(minutes=10)
def watch_registrations(tick: dt.datetime) -> None:
    """Places that are lost, questions that stay unanswered, promises: whatever came due since the last look."""
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
    """A registration stands in nobody's way any more: those that lost to it are judged again, in their order."""
    if not releases.exists() or not policy(DealRegistrationPolicy).reconsider:
        return
    lost = Registration.objects.filter(conflicts__earlier=registration_id, state="declined", decided_how="rule")
    for one in lost.filter(opportunity__state="open").select_related(*WITH).order_by("complete_at", "pk"):
        keeping.reconsider_registration(one)
