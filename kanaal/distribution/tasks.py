"""Doors for the worker: files that are too large to be read, or carried out, while somebody waits."""

from __future__ import annotations

from kanaal.core.jobs import job, task
from kanaal.distribution import work


@job(max_attempts=5, unique=lambda file_id: f"read-file:{file_id}")
@task()
def read_a_file(file_id: int) -> None:
    work.read_file(file_id)


@job(max_attempts=5, unique=lambda file_id: f"carry-out-file:{file_id}")
@task()
def carry_out_a_file(file_id: int) -> None:
    """Taken up again after an interruption, it goes on with the rows that are left."""
    work.carry_out_file_now(file_id)
