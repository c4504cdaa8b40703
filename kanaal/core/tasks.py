"""The house's own background work: mails, ticks, sealing, tidying up."""

from __future__ import annotations

import datetime as dt

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.ticks import run_scheduled

# A mail is tried for five days, at least every quarter of an hour (core.delivery decides when to give up).
MAIL_ATTEMPTS = 1000
TICKS = Q(task=run_scheduled.module_path, state="SUCCESSFUL")
"""Ticks that went well: thousands a day, of interest to nobody."""


@job(max_attempts=MAIL_ATTEMPTS, backoff_cap=900, unique=lambda mail_id: f"mail:{mail_id}")
@task()
def deliver_mail(mail_id: int) -> None:
    from kanaal.core.delivery import deliver  # noqa: PLC0415 - delivery reads models, which post mails

    deliver(mail_id)


@every(seconds=60, by="machine")
def sweep_mails(tick: dt.datetime) -> None:
    """A waiting mail always has a job: whatever lost it, it is asked for again."""
    from kanaal.core.models import Mail  # noqa: PLC0415 - as above

    key = Concat(Value("mail:"), Cast(OuterRef("pk"), CharField()))
    lost = Mail.objects.filter(~Exists(Job.objects.filter(unique_key=key)), state="waiting")
    for mail_id in lost.order_by("pk").values_list("pk", flat=True)[:1000]:
        deliver_mail.enqueue(mail_id)


@every(seconds=10, by="machine")
def seal_events(tick: dt.datetime) -> None:
    from kanaal.core import sealing  # noqa: PLC0415 - as above

    sealing.seal()


@every(days=1, at=dt.time(0, 10), by="machine")
def sign_head(tick: dt.datetime) -> None:
    """At the end of each day the chain's head is signed and exported."""
    from kanaal.core import sealing  # noqa: PLC0415 - as above

    sealing.seal()
    sealing.sign_head()


@every(days=1, at=dt.time(3, 30), by="machine")
def forget_old_jobs(tick: dt.datetime) -> None:
    """Finished jobs are kept for two weeks, ticks for a day, failed ones for a quarter of a year."""
    now = clock.machine_now()
    Job.objects.filter(TICKS, finished_at__lt=now - dt.timedelta(days=1)).delete()
    Job.objects.filter(state="SUCCESSFUL", finished_at__lt=now - dt.timedelta(days=14)).delete()
    Job.objects.filter(state="FAILED", finished_at__lt=now - dt.timedelta(days=90)).delete()


@every(hours=6, by="machine")
def forget_spent_limits(tick: dt.datetime) -> None:
    from kanaal.core.limits import forget_spent  # noqa: PLC0415 - as above

    forget_spent()
