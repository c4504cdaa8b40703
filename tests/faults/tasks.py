"""Tasks that take long, fail, or count, for the tests that kill workers. They write what they did to a file."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

from django.db import connection

from kanaal.core.jobs import every, job, task
from kanaal.core.jobs.progress import progress


def _note(line: str) -> None:
    """One line, whole, whatever else writes at the same time."""
    with Path(os.environ["FAULTS_LOG"]).open("a") as log:
        log.write(line + "\n")


@job(max_attempts=4, backoff_cap=1)
@task()
def slow(name: str, seconds: float) -> str:
    _note(f"begin {name}")
    time.sleep(seconds)
    _note(f"end {name}")
    return name


@job(max_attempts=3, backoff_cap=1)
@task()
def failing(name: str) -> None:
    _note(f"begin {name}")
    raise ValueError("it never works")


@task()
def ending(how: str) -> object:
    """Ends in one of the ways in which no task should."""
    match how:
        case "leave":
            raise SystemExit(3)
        case "a set":
            return {1, 2}
        case "nul":
            raise ValueError("a\0b")
        case "half a pair":
            raise ValueError("a\ud800b")
        case "cut the line":
            with connection.cursor() as cursor:
                cursor.execute("select pg_terminate_backend(pg_backend_pid())")
    return how


@task()
def counting(total: int) -> int:
    for done in range(total + 1):
        progress(done, total, "counting")
    return total


@every(days=1, at=dt.time(6), catch_up="each")
def daily(tick: dt.datetime) -> None:
    _note(f"daily {tick.date()}")
    time.sleep(0.02)  # long enough to be killed amid sixty of them


@every(days=1, at=dt.time(6), catch_up="last")
def daily_last(tick: dt.datetime) -> None:
    _note(f"last {tick.date()}")
