"""The quiz at the end of a course. Its right answers stay here until it was passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say, say_many
from kanaal.training import permissions, rules
from kanaal.training.actions.courses import CourseRetired, ReadInOrder, sound_course
from kanaal.training.actions.issuing import issue
from kanaal.training.events import QuizFailed, QuizPassed
from kanaal.training.models import Attempt, Learning
from kanaal.training.policy import Course


class AnswersMissing(Refusal):
    status = 422

    def __init__(self, count: int) -> None:
        super().__init__(
            say_many("One question has no answer yet.", "%(count)s questions have no answer yet.", count),
            remedy=say(_("Choose one answer for each question. This did not count as an attempt.")),
        )


class QuizPaused(Refusal):
    """All attempts failed: there is a while to read once more."""

    def __init__(self, course: Course, until: dt.datetime) -> None:
        super().__init__(
            say(_("You can try this quiz again from %(until)s."), until=until),
            remedy=say(_("Use the time to read the modules once more; they stay open.")),
            link=reverse("course", args=[course.key]),
            label=say(_("To the course")),
        )


class PassedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("You have passed this quiz already.")),
            remedy=say(_("Your certificate is in My Learnings.")),
            link=reverse("my-learnings"),
            label=say(_("My Learnings")),
        )


class AttemptOver(Refusal):
    """The page was opened before another attempt, in another window perhaps."""

    def __init__(self) -> None:
        super().__init__(
            say(_("This page is older than your last attempt.")),
            remedy=say(_("Open the quiz again. Your last attempt stands as it is.")),
        )


@transaction.atomic
def submit_quiz(learning: Learning, *, number: int, answers: Mapping[str, int], by: Actor) -> Attempt:
    """Hand in answers: key of the question → number of the answer. `number` is the attempt that the page was made for;
    the same one twice, or at once, counts once. Whoever passes gets the certificate in the same moment.
    """
    learning = Learning.locked(learning.pk)
    receipt = permissions.submit_quiz.check(by, learning)

    course = sound_course(learning.course)
    if not course.questions:  # it retired while somebody was under way
        raise CourseRetired(course)
    if known := learning.attempts.filter(number=number).first():
        return known
    _refuse_out_of_turn(learning, course, number)
    if missing := rules.unanswered(course.choices, answers):
        raise AnswersMissing(len(missing))

    result = rules.score(course.right_answers, answers, course.pass_percent)
    attempt = learning.attempts.create(
        number=number, answers=dict(answers), right=result.right, of=result.of, passed=result.passed, at=clock.now()
    )
    if result.passed:
        learning.step("pass")
        learning.passed_at = clock.now()
    else:
        _count_failure(learning, course)
    learning.touched_at = clock.now()
    learning.save()
    fact = QuizPassed(course.key, number) if result.passed else QuizFailed(course.key, number)
    record(fact, about=learning, by=by, person_id=learning.person_id, receipt=receipt)
    if result.passed:
        issue(learning, course, by=by)
    return attempt


def paused_until(learning: Learning) -> dt.datetime | None:
    """Until when the learner has to wait; None when they need not."""
    return learning.paused_until if learning.paused_until and learning.paused_until > clock.now() else None


def _refuse_out_of_turn(learning: Learning, course: Course, number: int) -> None:
    if not learning.can("pass"):
        raise PassedAlready
    if rules.next_part(course.module_keys, learning.modules_read) is not None:
        raise ReadInOrder(course)
    if until := paused_until(learning):
        raise QuizPaused(course, until)
    if number != learning.attempts.count() + 1:
        raise AttemptOver


def _count_failure(learning: Learning, course: Course) -> None:
    """After so many as the programme allows there is a pause; then they count anew."""
    learning.failures += 1
    if learning.failures >= course.attempts:
        learning.failures = 0
        learning.paused_until = clock.now() + dt.timedelta(hours=course.pause_hours)
