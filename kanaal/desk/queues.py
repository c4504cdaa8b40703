"""What waits in the house itself: background work that was given up after all its attempts."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.jobs.models import Job
from kanaal.core.queues import Queue, Waiting, register
from kanaal.desk import permissions


def _job(row: Mapping[str, str]) -> Waiting:
    under = gettext("given up after %(count)s attempts") % {"count": row["attempts"]}
    return Waiting(row["task"].removeprefix("kanaal."), reverse("desk-job", args=[row["pk"]]), under)


register(
    Queue(
        key="jobs",
        label=gettext_noop("Background work given up"),
        icon="list-checks",
        door=permissions.see_background_work,
        url="desk-work",
        waiting=lambda: Job.objects.filter(state="FAILED", set_aside_at=None),
        since="finished_at",
        words=("task", "attempts"),
        show=_job,
        real_time=True,
    )
)
