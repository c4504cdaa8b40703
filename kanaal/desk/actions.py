"""What the desk does about background work that was given up: have it run again, or set it aside."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.jobs import queue
from kanaal.core.jobs.models import Job
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.desk import permissions
from kanaal.desk.events import JobRunAgain, JobSetAside


class TaskGone(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This version of Kanaal does not know this work any more.")),
            remedy=say(_("Set it aside: nothing can run it.")),
        )


class OnItsWay(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("The same work has been asked for anew already.")),
            remedy=say(_("Set this one aside: the other one does what it would have done.")),
        )


@transaction.atomic
def run_job_again(job: Job, *, by: Actor) -> Job:
    """It begins anew, with all its attempts. Raises TaskGone, or OnItsWay where the same waits or runs already."""
    job = _held(job)
    receipt = permissions.run_job_again.check(by, job)
    try:
        begun = queue.put_again(job)
    except ImportError as fault:
        raise TaskGone from fault
    if not begun:
        raise OnItsWay
    record(JobRunAgain(task=job.task), about=job, by=by, receipt=receipt)
    return job


@transaction.atomic
def set_job_aside(job: Job, *, by: Actor) -> Job:
    """Somebody has seen to it in another way, or nobody needs it: it leaves the work list, and is not run."""
    job = _held(job)
    receipt = permissions.set_job_aside.check(by, job)
    job.set_aside_at = clock.machine_now()
    job.save(update_fields=["set_aside_at"])
    record(JobSetAside(task=job.task), about=job, by=by, receipt=receipt)
    return job


def _held(job: Job) -> Job:
    return Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
