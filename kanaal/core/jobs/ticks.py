"""Asking for the ticks that are due, each exactly once whatever the number of workers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from kanaal.core.jobs.declare import job, task
from kanaal.core.jobs.models import Schedule
from kanaal.core.jobs.queue import put
from kanaal.core.jobs.schedules import SCHEDULES, Every

MOST_AT_ONCE = 1000
"""Ticks asked for in one transaction; the rest follow in the next round."""


# Before the mails: with a mail server that lets each of them wait, a queue of them lasts for hours.
@job(max_attempts=10)
@task(priority=10)
def run_scheduled(name: str, tick: str) -> None:
    """One tick of a schedule; one that is no longer declared is let go."""
    if (schedule := SCHEDULES.get(name)) is not None:
        schedule.run(dt.datetime.fromisoformat(tick))


def ask_for_due_ticks() -> int:
    """Enqueue what is due of every schedule; answers how many ticks."""
    return sum(_ask(schedule) for schedule in list(SCHEDULES.values()))


def _ask(schedule: Every) -> int:
    row = Schedule.objects.filter(pk=schedule.name).first()
    if row is not None and not schedule.ticks(row.last, schedule.now(), 1):
        return 0  # nothing to do is the usual answer, and takes no lock
    with transaction.atomic():
        row, new = Schedule.objects.select_for_update().get_or_create(
            pk=schedule.name, defaults={"last": schedule.now()}
        )
        due = [] if new else schedule.ticks(row.last, schedule.now(), MOST_AT_ONCE)
        for tick in due:
            put(run_scheduled, [schedule.name, tick.isoformat()], {}, lane=f"schedule:{schedule.name}")
        if due:
            row.last = due[-1]
            row.save(update_fields=["last"])
    return len(due)
