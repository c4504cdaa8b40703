"""How far a long job has come, for the page that waits for it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from kanaal.core.jobs.models import Job

running: ContextVar[int | None] = ContextVar("job_running", default=None)


@dataclass(frozen=True)
class Progress:
    """`done` of `total`; `state` is the job's."""

    state: str
    done: int
    total: int
    note: str

    @property
    def over(self) -> bool:
        return self.state in ("SUCCESSFUL", "FAILED")


def progress(done: int, total: int, note: str = "") -> None:
    """Called inside a job; outside of one (a command line, a test) it does nothing."""
    if (job_id := running.get()) is not None:
        Job.objects.filter(pk=job_id).update(done=done, total=total, note=note[:200])


def progress_of(job_id: int | str) -> Progress | None:
    """How far a job is; None when there is no such job (any more)."""
    row = Job.objects.filter(pk=job_id).values_list("state", "done", "total", "note").first()
    return Progress(*row) if row else None
