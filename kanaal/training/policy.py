"""What the programme says about training (C2, C3): courses, what passing asks, and how long a certificate counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from kanaal.programme import releases
from kanaal.programme.fields import (
    Captions,
    Document,
    Key,
    Line,
    Picture,
    Positive,
    Video,
    Words,
    did_you_mean,
    fault,
    key_of,
    once,
)
from kanaal.programme.policies import policy
from kanaal.programme.sections import section

FACT = "training.certificate"
"""The fact by which a level asks for certificates: `params = { certificate = "…" }`."""


@section("training", optional=True)
@dataclass(frozen=True)
class TrainingPolicy:
    """`reminder_days` before a certificate's last day its holder is written to (C4); from the earliest of them on
    it can be renewed. A colleague can be asked for the same course again after `ask_again_days`.
    """

    certificate_prefix: Line
    reminder_days: tuple[Positive, ...]
    ask_again_days: Positive

    @property
    def renewal_days(self) -> int:
        """So many days before its end a certificate can be renewed."""
        return max(self.reminder_days, default=0)


@dataclass(frozen=True)
class CoursePart:
    """A module of a course: a text to read (`text` is its path without language and ending), perhaps with a picture
    or a video. Whoever can't see the picture reads `picture_says`; a video has captions in every language.
    """

    key: Key
    title: Words
    text: Document
    picture: Picture | None = None
    picture_says: Words | None = None
    video: Video | None = None
    captions: Captions | None = None

    def __post_init__(self) -> None:
        if (self.picture is None) != (self.picture_says is None):
            raise ValueError("has a picture without words for it, or the other way round | Give both, or neither.")
        if (self.video is None) != (self.captions is None):
            raise ValueError("has a video without captions, or the other way round | Give both, or neither.")


@dataclass(frozen=True)
class Question:
    """One question of a quiz. `right` counts its answers from 1; `why` explains it to whoever has passed."""

    key: Key
    text: Words
    answers: Annotated[tuple[Words, ...], Field(min_length=2)]
    right: Positive
    why: Words

    def __post_init__(self) -> None:
        if self.right > len(self.answers):
            raise ValueError("has a right answer that isn't there | Count the answers from 1.")


@dataclass(frozen=True)
class Course:
    """A course and the certificate that passing it brings.

    `pass_percent` of the questions must be right. After `attempts` that failed there is a pause of `pause_hours`, then
    the attempts count anew. A certificate counts for `valid_months`, or for good. From `retired_on` nobody can begin
    (C3); `retired_because` says why, `replaced_by` names the course that took its place.
    """

    key: Annotated[Key, once("course")]
    name: Words
    summary: Words
    minutes: Positive
    modules: tuple[CoursePart, ...]
    questions: tuple[Question, ...]
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    attempts: Positive
    pause_hours: Positive
    certificate: Key
    certificate_name: Words
    valid_months: Positive | None = None
    retired_on: dt.date | None = None
    retired_because: Words | None = None
    replaced_by: Annotated[str, key_of("courses")] | None = None

    def __post_init__(self) -> None:
        if self.retired_on is None and not (self.modules and self.questions):
            raise ValueError("has no modules or no questions | Write them, or say when the course retired.")
        if (self.retired_on is None) != (self.retired_because is None):
            raise ValueError("retires without a reason, or the other way round | Give both, or neither.")
        for keys in ([m.key for m in self.modules], [q.key for q in self.questions]):
            if len(set(keys)) < len(keys):
                raise ValueError("has two modules or two questions with the same key | Give each its own.")

    @property
    def module_keys(self) -> list[str]:
        """In the order in which they are read."""
        return [part.key for part in self.modules]

    @property
    def right_answers(self) -> dict[str, int]:
        return {question.key: question.right for question in self.questions}

    @property
    def choices(self) -> dict[str, int]:
        """How many answers each question has."""
        return {question.key: len(question.answers) for question in self.questions}

    def is_retired(self, day: dt.date) -> bool:
        return self.retired_on is not None and day >= self.retired_on


def _bring_what_levels_ask(courses: tuple[Course, ...], info: ValidationInfo) -> tuple[Course, ...]:
    """A level that asks for a certificate which no course brings could never be reached."""
    brought = {course.certificate for course in courses}
    for asked in _asked_for(getattr(info.context, "document", {})):
        if asked not in brought:
            raise fault(
                f'bring no certificate "{asked}", which a level needs', did_you_mean(asked, sorted(brought)), "courses"
            )
    return courses


def _asked_for(document: Any) -> Iterator[str]:
    """The certificates that needs of levels name. Forgiving: what else is wrong there is told by its own section."""
    levels = document.get("levels")
    for level in levels if isinstance(levels, list) else []:
        needs = level.get("needs") if isinstance(level, dict) else None
        for need in needs if isinstance(needs, list) else []:
            params = need.get("params") if isinstance(need, dict) else None
            if isinstance(params, dict) and need.get("fact") == FACT and isinstance(params.get("certificate"), str):
                yield params["certificate"]


@section("courses", optional=True)
@dataclass(frozen=True)
class CoursesPolicy:
    courses: Annotated[tuple[Course, ...], Field(min_length=1), AfterValidator(_bring_what_levels_ask)]

    def get(self, key: str) -> Course | None:
        return next((course for course in self.courses if course.key == key), None)

    def bringing(self, certificate: str) -> tuple[Course, ...]:
        """The courses that bring a certificate, those that one can still take first."""
        found = (course for course in self.courses if course.certificate == certificate)
        return tuple(sorted(found, key=lambda course: course.retired_on is not None))


def courses() -> tuple[Course, ...]:
    """The courses of the programme in force; none where it offers no training."""
    pack = releases.current().pack
    return policy(CoursesPolicy).courses if pack.has(CoursesPolicy) else ()


def course_called(key: str) -> Course | None:
    return next((course for course in courses() if course.key == key), None)
