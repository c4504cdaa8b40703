"""Putting jobs into the table, and taking them out: one worker each, whatever the number of workers."""

from __future__ import annotations

import datetime as dt
import random
import traceback
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from kanaal.core import clock
from kanaal.core.jobs.declare import options_of
from kanaal.core.jobs.models import Job

ERRORS_KEPT = 10
"""Of a job that is tried for days, the first and the last ones tell enough."""


class WorkerLost(RuntimeError):
    """The worker died, or its machine did, in the middle of the job, as often as the job may be tried."""


@transaction.atomic
def put(task: Any, args: list[Any], kwargs: dict[str, Any], lane: str = "") -> Job:
    """Add a job to the caller's transaction."""
    options = options_of(task)
    key = options.unique(*args, **kwargs) if options.unique else None
    values: dict[str, Any] = {
        "task": task.module_path,
        "args": {"args": args, "kwargs": kwargs},
        "queue": task.queue_name,
        "priority": task.priority,
        "lane": lane,
        "run_at": task.run_after or clock.machine_now(),
        "max_attempts": options.max_attempts,
        "backoff_cap": options.backoff_cap,
    }
    if key is None:
        return Job.objects.create(**values)
    job, _ = Job.objects.get_or_create(unique_key=key, defaults=values)
    return job


def put_again(job: Job) -> bool:
    """A job that was given up begins anew, with all its attempts. False where the same work is on its way already.

    Raises ImportError when there is no such task any more.
    """
    args, kwargs = job.args["args"], job.args["kwargs"]
    unique = options_of(import_string(job.task)).unique
    key = unique(*args, **kwargs) if unique else None
    if key is not None and Job.objects.filter(unique_key=key).exists():
        return False
    fresh = {"state": Job.State.READY, "attempts": 0, "run_at": clock.machine_now(), "unique_key": key}
    return Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**fresh, finished_at=None) == 1


def due(queues: list[str] | None = None) -> QuerySet[Job]:
    """What a worker could take now: ready, or left behind by a worker whose lease ran out; lanes in their order."""
    now = clock.machine_now()
    open_ones = Job.objects.filter(state__in=Job.OPEN)  # as the indexes have it
    earlier = open_ones.filter(~Q(lane=""), lane=OuterRef("lane"), pk__lt=OuterRef("pk"))
    found = open_ones.filter(Q(state="READY", run_at__lte=now) | Q(state="RUNNING", lease_until__lt=now))
    found = found.filter(Q(lane="") | ~Exists(earlier)).order_by("-priority", "run_at", "pk")
    return found.filter(queue__in=queues) if queues else found


def take(worker: str, lease: dt.timedelta, queues: list[str] | None = None) -> Job | None:
    """The next job, leased to a worker; None when there is nothing to do. Gives up jobs that killed their workers."""
    while True:
        with transaction.atomic():
            job = _lock_first(due(queues))
            if job is None:
                return None
            if job.attempts < job.max_attempts:
                return _lease(job, worker, lease)
            _close(job, Job.State.FAILED, errors=_with(job.errors, WorkerLost(f"last worker: {job.worker}")))


def finish(job: Job, result: Any) -> bool:
    """The work is done. False when the lease was lost meanwhile and the job is somebody else's."""
    return _mine(job).update(
        state=Job.State.SUCCESSFUL,
        result=result,
        finished_at=clock.machine_now(),
        unique_key=None,
        lease_until=None,
    ) == 1  # fmt: skip


def fail(job: Job, error: BaseException) -> bool:
    """The attempt failed: again later, longer each time and never all at once, or given up. The errors are kept."""
    errors = _with(job.errors, error)
    if job.attempts >= job.max_attempts:
        closing = {"state": Job.State.FAILED, "finished_at": clock.machine_now(), "unique_key": None}
        return _mine(job).update(**closing, errors=errors, lease_until=None) == 1
    wait = min(job.backoff_cap, 2**job.attempts) * (0.5 + random.random())  # noqa: S311 - spreads retries, no secret
    again = clock.machine_now() + dt.timedelta(seconds=wait)
    return _mine(job).update(state=Job.State.READY, errors=errors, run_at=again, lease_until=None) == 1


def renew(job_id: int, worker: str, lease: dt.timedelta) -> None:
    """The worker is alive: its lease goes on."""
    until = clock.machine_now() + lease
    Job.objects.filter(pk=job_id, worker=worker, state=Job.State.RUNNING).update(lease_until=until)


def call(job: Job) -> Any:
    """Run the task itself."""
    return import_string(job.task).call(*job.args["args"], **job.args["kwargs"])


def describe(error: BaseException) -> dict[str, str]:
    """An error as it is kept with the job."""
    kind = type(error)
    trace = "".join(traceback.format_exception(error)).replace("\0", "\\0")  # PostgreSQL's JSON holds no NUL,
    trace = trace.encode(errors="backslashreplace").decode()  # and no half of a surrogate pair
    return {"class": f"{kind.__module__}.{kind.__qualname__}", "trace": trace[-8000:], "at": str(clock.machine_now())}


def _with(errors: list[Any], error: BaseException) -> list[Any]:
    found = [*errors, describe(error)]
    return found if len(found) <= ERRORS_KEPT else [found[0], *found[-(ERRORS_KEPT - 1) :]]


def _lock_first(found: QuerySet[Job]) -> Job | None:
    # On SQLite the transaction itself began with the write lock; there is nothing to skip.
    if connection.features.has_select_for_update_skip_locked:
        found = found.select_for_update(skip_locked=True, of=("self",))
    return found.first()


def _lease(job: Job, worker: str, lease: dt.timedelta) -> Job:
    job.attempts += 1
    job.state, job.worker, job.started_at = Job.State.RUNNING, worker, clock.machine_now()
    job.lease_until = job.started_at + lease
    job.save(update_fields=["attempts", "state", "worker", "started_at", "lease_until"])
    return job


def _close(job: Job, state: str, errors: list[Any]) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, errors=errors, finished_at=clock.machine_now(), unique_key=None, lease_until=None
    )


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, worker=job.worker, attempts=job.attempts, state=Job.State.RUNNING)
