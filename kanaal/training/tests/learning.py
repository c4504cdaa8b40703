"""Learning made short for tests: somebody registers, reads, and passes or fails."""

from __future__ import annotations

from typing import Any

from kanaal.core.actors import Actor
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.training.actions.courses import read_module, start_course
from kanaal.training.actions.quizzes import submit_quiz
from kanaal.training.actions.registration import register_learner
from kanaal.training.models import Attempt, Certificate, Learning
from kanaal.training.policy import Course, course_called
from kanaal.training.queries import active_contact_of
from tests import world

COURSE = "code-of-conduct"


def course(key: str = COURSE) -> Course:
    found = course_called(key)
    assert found is not None
    return found


def partner_of(person: Person) -> Partner:
    contact = active_contact_of(person.pk)
    assert contact is not None
    return contact.partner


def began(person: Person, key: str = COURSE) -> Learning:
    """Somebody who is registered and has begun."""
    by = world.actor(person, "contact")
    partner = partner_of(person)
    register_learner(partner, region=partner.region, by=by)
    return start_course(partner, key, by=by)


def has_read(person: Person, key: str = COURSE) -> Learning:
    """Somebody who has read every module."""
    learning = began(person, key)
    for part in course(key).modules:
        learning = read_module(learning, part.key, by=world.actor(person, "contact"))
    return learning


def right(key: str = COURSE) -> dict[str, int]:
    return course(key).right_answers


def wrong(key: str = COURSE) -> dict[str, int]:
    return {question: 1 if answer != 1 else 2 for question, answer in right(key).items()}


def hand_in(learning: Learning, answers: dict[str, int], by: Actor, number: int = 0) -> Attempt:
    return submit_quiz(learning, number=number or learning.attempts.count() + 1, answers=answers, by=by)


def certified(person: Person, key: str = COURSE) -> Certificate:
    """Somebody who has passed."""
    learning = has_read(person, key)
    hand_in(learning, right(key), world.actor(person, "contact"))
    return Certificate.objects.get(learning=learning)


def form(answers: dict[str, int], attempt: int = 1) -> dict[str, Any]:
    """The fields of the quiz's page."""
    return {"attempt": str(attempt)} | {f"q-{key}": str(value) for key, value in answers.items()}
