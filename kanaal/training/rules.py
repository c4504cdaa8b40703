"""Decisions about courses and quizzes, over plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How a quiz went. Without a question nobody passes."""

    right: int
    of: int
    passed: bool

    @property
    def percent(self) -> int:
        return 100 * self.right // self.of if self.of else 0


def score(right_answers: Mapping[str, int], answers: Mapping[str, int], pass_percent: int) -> Score:
    """Both are key of the question → number of the answer, from 1."""
    right = sum(answers.get(key) == answer for key, answer in right_answers.items())
    of = len(right_answers)
    return Score(right, of, of > 0 and 100 * right >= pass_percent * of)


def unanswered(choices: Mapping[str, int], answers: Mapping[str, int]) -> list[str]:
    """Questions without an answer that there is. `choices`: key of the question → how many answers it has."""
    return [key for key, count in choices.items() if not 1 <= answers.get(key, 0) <= count]


def next_part(modules: Sequence[str], read: Collection[str]) -> str | None:
    """The first module that was not read yet: they are read one after the other."""
    return next((key for key in modules if key not in read), None)


def may_read(modules: Sequence[str], read: Collection[str], key: str) -> bool:
    """A module opens when all before it were read."""
    return key in modules and all(earlier in read for earlier in modules[: modules.index(key)])


def due_reminder(days: Sequence[int], left: int, reminded: int | None) -> int | None:
    """Which reminder is due with `left` days to go; None when there is none, or it was sent.

    After a jump of the clock over several of them only the most pressing one is sent.
    """
    passed = [day for day in days if left <= day]
    if left < 0 or not passed:
        return None
    due = min(passed)
    return due if reminded is None or due < reminded else None


def renewable_from(valid_until: dt.date | None, renewal_days: int) -> dt.date | None:
    """From which day on a certificate can be renewed; None when it counts for good."""
    return valid_until - dt.timedelta(days=renewal_days) if valid_until else None
