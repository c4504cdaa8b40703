"""What pages show of courses: each with how far the reader is, and what they can do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, formats, markdown
from kanaal.core.actors import Actor
from kanaal.core.texts import Text, say
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.training import rules
from kanaal.training.models import Certificate, Learning
from kanaal.training.policy import Course, CoursePart, TrainingPolicy, course_called, courses
from kanaal.training.queries import certificates_by_person, latest_learnings


@dataclass(frozen=True)
class CourseShown:
    """A course as one reader has it. `certificate` is the one that counts today."""

    course: Course
    learning: Learning | None
    certificate: Certificate | None

    @property
    def running(self) -> bool:
        return self.learning is not None and self.learning.state == "running"

    @property
    def retired(self) -> bool:
        return self.course.is_retired(clock.today())

    @property
    def replaced_by(self) -> Course | None:
        return course_called(self.course.replaced_by) if self.course.replaced_by else None

    @property
    def read(self) -> int:
        keys = self.learning.modules_read if self.learning else []
        return sum(part.key in keys for part in self.course.modules)

    @property
    def state(self) -> tuple[str, Text]:
        """Tone and words of its badge."""
        if self.certificate and self.renewable:
            return "warn", say(_("certificate ends on %(day)s"), day=self.certificate.valid_until)
        if self.certificate:
            return "ok", say(_("certificate earned"))
        if self.running:
            return "info", say(_("under way"))
        if self.retired:
            return "neutral", say(_("no longer offered"))
        return "neutral", say(_("not begun"))

    @property
    def tone(self) -> str:
        return self.state[0]

    @property
    def label(self) -> Text:
        return self.state[1]

    @property
    def renewable_from(self) -> dt.date | None:
        """From which day on the certificate can be renewed; None without one, or when it counts for good."""
        if self.certificate is None:
            return None
        return rules.renewable_from(self.certificate.valid_until, policy(TrainingPolicy).renewal_days)

    @property
    def renewable(self) -> bool:
        return self.renewable_from is not None and self.renewable_from <= clock.today()

    @property
    def next_url(self) -> str:
        """Where one goes on: the first module that was not read, else the quiz."""
        part = rules.next_part(self.course.module_keys, self.learning.modules_read if self.learning else [])
        if part is None:
            return reverse("submit-quiz", args=[self.course.key])
        return reverse("course-part", args=[self.course.key, part])


def courses_shown(actor: Actor) -> list[CourseShown]:
    """All courses, those under way first, those that have retired last."""
    learnings, today = latest_learnings(actor), clock.today()
    held = certificates_by_person([actor.person_id], today).get(actor.person_id, {}) if actor.person_id else {}
    found = [CourseShown(c, learnings.get(c.key), held.get(c.certificate)) for c in courses()]
    return sorted(found, key=lambda shown: (shown.retired, not shown.running))


def course_shown(actor: Actor, course: Course, learning: Learning | None) -> CourseShown:
    held = certificates_by_person([actor.person_id], clock.today()).get(actor.person_id, {}) if actor.person_id else {}
    return CourseShown(course, learning, held.get(course.certificate))


@dataclass(frozen=True)
class Stage:
    """One stage of a course for the stepper: a module, or the quiz at the end."""

    label: object
    state: str
    url: str


def stages(course: Course, learning: Learning | None, here: str = "") -> list[Stage]:
    """The modules and the quiz; `here` is the key of the one that is being looked at ("quiz" for the quiz)."""
    read = learning.modules_read if learning else []
    found = []
    for part in course.modules:
        state = "current" if part.key == here else "done" if part.key in read else "coming"
        url = (
            reverse("course-part", args=[course.key, part.key])
            if rules.may_read(course.module_keys, read, part.key)
            else ""
        )
        found.append(Stage(part.title, state, url))
    passed = learning is not None and learning.state == "passed"
    state = "current" if here == "quiz" else "done" if passed else "coming"
    return [*found, Stage(say(_("Quiz")), state, reverse("quiz-result", args=[course.key]) if passed else "")]


@dataclass(frozen=True)
class PartShown:
    """A module as it is read: its text, and addresses of what is seen beside it."""

    part: CoursePart
    html: str
    picture: str
    video: str
    captions: list[tuple[str, str, str, bool]]
    """Language, its name, address, and whether it is the reader's."""


def part_shown(course: Course, part: CoursePart) -> PartShown:
    pack, language = releases.current().pack, get_language() or ""
    text = pack.markdown(part.text, language)
    here = language if language in pack.language_codes else pack.default_language
    captions = [
        (code, formats.language(code), _media(course, f"{part.captions}.{code}.vtt"), code == here)
        for code in pack.language_codes
        if part.captions
    ]
    return PartShown(
        part=part,
        html=markdown.to_html(_without_title(text)),
        picture=_media(course, part.picture),
        video=_media(course, part.video),
        captions=captions,
    )


def media_of(course: Course, languages: Iterable[str]) -> set[str]:
    """The files of the pack that somebody who takes the course may see."""
    found = {file for part in course.modules for file in (part.picture, part.video) if file}
    return found | {f"{part.captions}.{code}.vtt" for part in course.modules if part.captions for code in languages}


def until(certificate: Certificate) -> dt.date | Text:
    return certificate.valid_until or say(_("for good"))


def _media(course: Course, file: str | None) -> str:
    return reverse("course-media", args=[course.key, file.removeprefix("media/")]) if file else ""


def _without_title(text: str) -> str:
    """The page has the module's title for its heading already."""
    first, _newline, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text
