"""Decisions about courses and quizzes, over plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kanaal.training.policy import Course, CoursePart, Question


@dataclass(frozen=True)
class Score:
    """How a quiz went."""

    right: int
    of: int
    passed: bool

    @property
    def percent(self) -> int:
        return 100 * self.right // self.of if self.of else 0


def score(questions: Sequence[Question], answers: Mapping[str, int], pass_percent: int) -> Score:
    """`answers`: key of the question → number of the answer, from 1."""
    right = sum(answers.get(question.key) == question.right for question in questions)
    return Score(right, len(questions), 100 * right >= pass_percent * len(questions))


def unanswered(questions: Sequence[Question], answers: Mapping[str, int]) -> list[str]:
    """Keys of the questions without an answer that there is."""
    return [q.key for q in questions if not 1 <= answers.get(q.key, 0) <= len(q.answers)]


def next_part(course: Course, read: Collection[str]) -> CoursePart | None:
    """The first module that was not read yet: they are read one after the other."""
    return next((part for part in course.modules if part.key not in read), None)


def may_read(course: Course, read: Collection[str], key: str) -> bool:
    """A module opens when all before it were read."""
    keys = [part.key for part in course.modules]
    return key in keys and all(earlier in read for earlier in keys[: keys.index(key)])


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
