"""The quiz: what counts, what doesn't, and what never leaves the house."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading

import pytest
from django.db import connection, connections

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Words
from kanaal.levels import measuring
from kanaal.training import rules
from kanaal.training.actions.courses import CourseRetired, ReadInOrder
from kanaal.training.actions.quizzes import AnswersMissing, AttemptOver, PassedAlready, QuizPaused, submit_quiz
from kanaal.training.models import Attempt, Certificate, Learning
from kanaal.training.tests.learning import COURSE, began, course, form, hand_in, has_read, right, wrong
from tests import world

pytestmark = pytest.mark.django_db


class TestSubmitQuiz:
    def test_passing_brings_the_certificate_and_weighs_the_company(self, monkeypatch: pytest.MonkeyPatch):
        told: list[int] = []
        monkeypatch.setattr(measuring, "CHANGED", [told.append])
        learning = has_read(world.anna())
        attempt = hand_in(learning, right(), world.actor(world.anna()))
        certificate = Certificate.objects.get()
        assert (attempt.passed, attempt.right) == (True, 8)
        assert (certificate.key, certificate.holder) == (COURSE, "Anna Brandsma")
        assert certificate.valid_until == dt.date(clock.today().year + 2, clock.today().month, clock.today().day)
        assert told == [world.lindeboom().pk]
        assert world.happened("CertificateIssued")[0].about_id == world.lindeboom().pk

    def test_just_enough_is_enough_and_one_less_is_not(self):
        learning, by = has_read(world.anna()), world.actor(world.anna())
        keys = list(right())
        assert not hand_in(learning, right() | {k: wrong()[k] for k in keys[:2]}, by).passed  # 6 of 8: 75 %
        assert hand_in(learning, right() | {keys[0]: wrong()[keys[0]]}, by).passed  # 7 of 8: 87 %

    def test_the_same_attempt_twice_counts_once(self):
        learning, by = has_read(world.anna()), world.actor(world.anna())
        first = hand_in(learning, wrong(), by, number=1)
        again = hand_in(learning, right(), by, number=1)
        assert (again.pk, again.passed) == (first.pk, False)
        assert not Certificate.objects.exists()
        with pytest.raises(AttemptOver):
            hand_in(learning, right(), by, number=3)

    def test_missing_and_foreign_answers_are_no_attempt(self):
        learning, by = has_read(world.anna()), world.actor(world.anna())
        for answers in ({}, right() | {"rival": 0}, right() | {"rival": 9}, {"x": 1}):
            with pytest.raises(AnswersMissing):
                hand_in(learning, answers, by)
        assert not Attempt.objects.exists()

    def test_after_so_many_failures_there_is_a_pause_and_then_they_count_anew(self):
        learning, by = has_read(world.anna()), world.actor(world.anna())
        for _ in range(course().attempts):
            hand_in(learning, wrong(), by)
        with pytest.raises(QuizPaused):
            hand_in(learning, right(), by)
        clock.forward(dt.timedelta(hours=course().pause_hours, seconds=1))
        assert hand_in(learning, right(), by).passed

    def test_not_before_all_is_read_and_not_again_when_passed(self):
        by = world.actor(world.anna())
        learning = began(world.anna())
        with pytest.raises(ReadInOrder):
            hand_in(learning, right(), by)
        learning = has_read(world.anna())
        hand_in(learning, right(), by)
        with pytest.raises(PassedAlready):
            hand_in(learning, right(), by)
        assert Certificate.objects.count() == 1

    def test_nobody_hands_in_for_somebody_else(self):
        learning = has_read(world.anna())
        for other in (world.bo(), world.carla(), world.vera()):
            with pytest.raises(NotAllowed):
                hand_in(learning, right(), world.actor(other))
        assert not Attempt.objects.exists()


def test_without_a_question_nobody_passes() -> None:
    assert not rules.score({}, {}, 1).passed


def test_a_course_that_lost_its_questions_gives_no_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    learning = has_read(world.anna())
    gone = dataclasses.replace(
        course(), modules=(), questions=(), retired_on=clock.today(), retired_because=Words(en="x")
    )
    monkeypatch.setattr("kanaal.training.actions.courses.course_called", lambda key: gone)
    with pytest.raises(CourseRetired):
        hand_in(learning, {}, world.actor(world.anna()))
    assert not Certificate.objects.exists()


class TestThePage:
    def test_what_was_chosen_stays_when_an_answer_is_missing(self):
        has_read(world.anna())
        answers = form(right())
        del answers["q-rival"]
        page = world.browser(world.anna()).post(f"/training/courses/{COURSE}/quiz/", answers)
        assert page.status_code == 422
        assert page.content.decode().count(" checked") == 7
        assert not Attempt.objects.exists()

    @pytest.mark.parametrize("bad", [{"attempt": "x"}, {"attempt": "-1"}, {"q-rival": "2; drop"}, {"q-rival": "99"}])
    def test_bad_values_are_told_and_count_for_nothing(self, bad: dict[str, str]):
        has_read(world.anna())
        page = world.browser(world.anna()).post(f"/training/courses/{COURSE}/quiz/", form(right()) | bad)
        assert page.status_code == 422
        assert not Attempt.objects.exists()

    def test_a_page_of_an_older_attempt_says_so(self):
        hand_in(has_read(world.anna()), wrong(), world.actor(world.anna()))
        page = world.browser(world.anna()).post(f"/training/courses/{COURSE}/quiz/", form(right(), attempt=7))
        assert page.status_code == 422
        assert not Certificate.objects.exists()

    def test_somebody_who_has_not_begun_finds_no_quiz_and_no_module(self):
        world.anna()
        has_read(world.bo())
        anna = world.browser(world.anna())
        for url in ("quiz/", "result/", "modules/honest/"):
            assert anna.get(f"/training/courses/{COURSE}/{url}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_are_one_attempt_and_one_certificate() -> None:
    learning, by, answers = has_read(world.anna()), world.actor(world.anna()), right()
    gate, refused = threading.Barrier(2), []

    def submit() -> None:
        gate.wait()
        try:
            submit_quiz(Learning.objects.get(pk=learning.pk), number=1, answers=answers, by=by)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor
    assert (Attempt.objects.count(), Certificate.objects.count(), refused) == (1, 1, [])
