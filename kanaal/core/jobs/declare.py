"""Declaring tasks. On newer Djangos the interface is built in; on 5.2 the same comes as a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

try:
    from django.tasks import task  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    from django_tasks import task  # type: ignore[assignment,no-redef,unused-ignore]

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """`max_attempts`: then it is given up. `backoff_cap`: the longest wait between two attempts, in seconds.

    `unique`: a name for the work made of its arguments; while such a job is open, asking again adds none. That holds
    while it runs, too: only for work that needs no second run for what changed since the first began.
    """

    max_attempts: int = 5
    backoff_cap: int = 3600
    unique: Callable[..., str] | None = None


OPTIONS: dict[str, Options] = {}


def job(
    *, max_attempts: int = 5, backoff_cap: int = 3600, unique: Callable[..., str] | None = None
) -> Callable[[T], T]:
    """How a task is retried, above its `@task()`."""

    def declare(declared: T) -> T:
        OPTIONS[_path(declared)] = Options(max_attempts, backoff_cap, unique)
        return declared

    return declare


def options_of(declared: Any) -> Options:
    return OPTIONS.get(_path(declared), Options())


def _path(declared: Any) -> str:
    return str(declared.module_path)


__all__ = ["OPTIONS", "Options", "job", "options_of", "task"]
