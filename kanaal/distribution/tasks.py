"""Doors for the worker and the clock: files that are too large to be read, or carried out, while somebody waits; and
what distributors report otherwise.
"""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs import every, job, task
from kanaal.distribution import differing, work
from kanaal.programme import releases


@job(max_attempts=5, unique=lambda file_id: f"read-file:{file_id}")
@task()
def read_a_file(file_id: int) -> None:
    work.read_file(file_id)


@job(max_attempts=5, unique=lambda file_id: f"carry-out-file:{file_id}")
@task()
def carry_out_a_file(file_id: int) -> None:
    """Taken up again after an interruption, it goes on with the rows that are left."""
    work.carry_out_file_now(file_id)


@every(days=1, at=dt.time(6, 30))
def look_at_differences_again(tick: dt.datetime) -> None:
    """What was ordered or sent back since then may have settled what a stock report said otherwise."""
    if releases.exists():
        differing.look_again()
