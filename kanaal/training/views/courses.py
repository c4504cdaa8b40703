"""Taking a course: its page, its modules, its quiz (C3, C4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.training import permissions, rules
from kanaal.training.actions import courses as actions
from kanaal.training.actions.quizzes import paused_until, submit_quiz
from kanaal.training.doors import training_page
from kanaal.training.forms import QuizForm
from kanaal.training.models import Learning
from kanaal.training.policy import Course, course_called
from kanaal.training.queries import last_attempt, latest_learning, learner_of, learnings_seen_by
from kanaal.training.shown import course_shown, part_shown, stages


@training_page
def course(request: Any, key: str) -> HttpResponse:
    """What the course is about, how far one is, and what comes next; or why it can't be taken any more."""
    found = _course(key)
    learning = latest_learning(request.actor, key)
    return page(
        request,
        "training/course.html",
        shown=course_shown(request.actor, found, learning),
        course=found,
        learner=learner_of(request.actor.person_id),
        stages=stages(found, learning),
        may_start=permissions.start_course.explain(request.actor, partner_of(request)),
        paused=paused_until(learning) if learning else None,
    )


@require_POST
@training_page
def start(request: Any, key: str) -> HttpResponse:
    _course(key)
    actions.start_course(partner_of(request), key, by=request.actor)
    shown = course_shown(request.actor, _course(key), latest_learning(request.actor, key))
    return redirect(shown.next_url)


@training_page
def part(request: Any, key: str, part: str) -> HttpResponse:
    """One module. It opens once the ones before it were read."""
    found, learning = _course(key), _running_or_passed(request, key)
    this = next((one for one in found.modules if one.key == part), None)
    if this is None:
        raise Http404
    if not rules.may_read(found.module_keys, learning.modules_read, part):
        raise actions.ReadInOrder(found)
    return page(
        request,
        "training/part.html",
        course=found,
        shown=part_shown(found, this),
        stages=stages(found, learning, part),
        number=found.modules.index(this) + 1,
        last=this == found.modules[-1],
        learning=learning,
    )


@require_POST
@training_page
def read(request: Any, key: str, part: str) -> HttpResponse:
    found, learning = _course(key), _running_or_passed(request, key)
    learning = actions.read_module(learning, part, by=request.actor)
    return redirect(course_shown(request.actor, found, learning).next_url)


@training_page
def quiz(request: Any, key: str) -> HttpResponse:
    """The questions. The right answers are not on this page, nor anywhere before one has passed."""
    found, learning = _course(key), _running_or_passed(request, key)
    if learning.state == "passed":
        return redirect("quiz-result", key)
    unread = rules.next_part(found.module_keys, learning.modules_read) is not None
    if unread or paused_until(learning) or not found.questions:
        return redirect("course", key)
    form = QuizForm(request.POST or None, course=found, initial={"attempt": learning.attempts.count() + 1})
    if form.is_valid() and form.done(lambda: _hand_in(request, learning, form)):
        return redirect("quiz-result", key)
    return page(request, "training/quiz.html", course=found, form=form, stages=stages(found, learning, "quiz"))


@training_page
def result(request: Any, key: str) -> HttpResponse:
    """How the last attempt went. Only whoever has passed reads the answers and why they are right."""
    found = _course(key)
    attempted = learnings_seen_by(request.actor).filter(course=key, attempts__isnull=False).distinct()
    learning = get_object_or_404(attempted[:1])
    attempt = last_attempt(learning)
    explained = []
    if attempt is not None and attempt.passed:
        given = attempt.answers
        explained = [(q, q.answers[q.right - 1], given.get(q.key) == q.right) for q in found.questions]
    return page(
        request,
        "training/result.html",
        course=found,
        attempt=attempt,
        explained=explained,
        paused=paused_until(learning),
        left=found.attempts - learning.failures,
    )


def _hand_in(request: Any, learning: Learning, form: QuizForm) -> None:
    attempt = submit_quiz(learning, number=form.cleaned_data["attempt"], answers=form.answers, by=request.actor)
    if attempt.passed:
        messages.success(request, gettext("You have passed. Your certificate is in My Learnings."))


def _course(key: str) -> Course:
    found = course_called(key)
    if found is None:
        raise Http404
    return found


def _running_or_passed(request: Any, key: str) -> Learning:
    """One's latest way through the course; whoever has not begun it finds nothing here."""
    return get_object_or_404(learnings_seen_by(request.actor).filter(course=key)[:1])
