"""Doors for the clock: the mailbox, mails that wait, promises, cases that are over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import F

from kanaal.cases.actions.asking import close_case
from kanaal.cases.actions.keeping import tell_of_promise
from kanaal.cases.actions.mail import receive_mail
from kanaal.cases.incoming.storing import fetch_all
from kanaal.cases.models import Case, IncomingMail
from kanaal.cases.policy import CasesPolicy
from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.jobs import every, job, task
from kanaal.helpdesk.promises import after
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


@job(max_attempts=12, unique=lambda pk: f"incoming:{pk}")
@task()
def handle_mail(pk: int) -> None:
    receive_mail(IncomingMail.objects.get(pk=pk), by=CLOCK)


@every(seconds=60, by="machine")
def fetch_mails(tick: dt.datetime) -> None:
    """New mails of the helpdesk; the job's errors say why not when the mailbox does not answer."""
    if settings.KANAAL_IMAP_URL and releases.exists():
        fetch_all(handle_mail.enqueue)


@every(seconds=300, by="machine")
def sweep_incoming(tick: dt.datetime) -> None:
    """A mail that waits always has a job: whatever lost it, it is asked for again."""
    waiting = IncomingMail.objects.filter(state=IncomingMail.State.WAITING).order_by("pk")
    for pk in waiting.values_list("pk", flat=True)[:1000]:
        handle_mail.enqueue(pk)


@every(seconds=300)
def watch_promises(tick: dt.datetime) -> None:
    """Promises about to break, and broken ones; each is told once."""
    if not releases.exists():
        return
    now, warn = clock.now(), dt.timedelta(hours=policy(CasesPolicy).warn_hours)
    untold = Case.objects.filter(due_at__lte=now).exclude(told_broken=F("due_at"))
    for case in untold.order_by("due_at").iterator():
        tell_of_promise(case, by=CLOCK)
    for region in policy(RegionsPolicy).regions:
        near = Case.objects.filter(region=region.key, due_at__lte=after(now, warn, region.key), due_at__gt=now)
        for case in near.exclude(warned_of=F("due_at")).order_by("due_at").iterator():
            tell_of_promise(case, by=CLOCK)


@every(days=1, at=dt.time(2))
def close_solved_cases(tick: dt.datetime) -> None:
    """What was solved and not opened again in time is closed."""
    if not releases.exists():
        return
    until = clock.now() - dt.timedelta(days=policy(CasesPolicy).reopen_days)
    for case in Case.objects.filter(state="solved", solved_at__lt=until).iterator():
        close_case(case, by=CLOCK)


@every(days=1, at=dt.time(4, 20), by="machine")
def forget_raw_mails(tick: dt.datetime) -> None:
    """Mails as they came are kept as long as the programme says (L5); what they said stays in the case."""
    if not releases.exists():
        return
    until = clock.now() - dt.timedelta(days=policy(CasesPolicy).raw_mail_days)
    old = IncomingMail.objects.filter(came_at__lt=until).exclude(state=IncomingMail.State.WAITING).exclude(raw=b"")
    old.update(raw=b"")
