"""What the cast has learned: certificates for those whose level asks it, one that ends soon, and a course half done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import translation

from kanaal.core import clock, formats
from kanaal.core.actors import Actor, Role
from kanaal.core.models import Mail
from kanaal.partners.models import Contact
from kanaal.partners.rules import months_after
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.site.world import cast
from kanaal.training.actions.courses import read_module, start_course
from kanaal.training.actions.quizzes import submit_quiz
from kanaal.training.actions.registration import register_learner
from kanaal.training.models import Certificate, Learning
from kanaal.training.policy import Course, TrainingPolicy, courses
from kanaal.training.queries import active_contact_of

Tell = Callable[[str], None]

# Who has passed the first course of the programme, and so many days ago. Carla's certificate ends soon.
PASSED = {"anna": 210, "joost": 96, "henrike": 340, "maelle": 31}
ENDS_SOON = ("carla", 12)
"""Who, and how many days it counts yet."""
HALF_WAY = "bo"


def build(tell: Tell) -> None:
    """Idempotent: whoever has begun already is left as they are."""
    offered = [course for course in courses() if not course.is_retired(clock.today())]
    if not offered:
        return
    tell("letting the cast learn")
    first, *others = offered
    for key, days in PASSED.items():
        _pass(key, first, clock.today() - dt.timedelta(days=days))
    key, left = ENDS_SOON
    if first.valid_months:
        _pass(key, first, months_after(clock.today() + dt.timedelta(days=left), -first.valid_months))
    for course in others[:1]:
        _begin(HALF_WAY, course)


@transaction.atomic
def _pass(key: str, course: Course, day: dt.date) -> None:
    """Everything is done as it is on the pages; then the days are put back to when it was."""
    person = Person.objects.get(email=cast.person(key).email)
    if Certificate.objects.filter(person=person, key=course.certificate).exists():
        return
    learning = _started(person, course)
    for part in course.modules:
        learning = read_module(learning, part.key, by=_acting(person))
    number = learning.attempts.count() + 1
    submit_quiz(learning, number=number, answers=course.right_answers, by=_acting(person))
    _put_back(Certificate.objects.get(learning=learning), course, day)


def _put_back(certificate: Certificate, course: Course, day: dt.date) -> None:
    at, said = clock.now() - (clock.today() - day), certificate.valid_until
    certificate.issued_on, certificate.issued_at = day, at
    certificate.valid_until = months_after(day, course.valid_months) if course.valid_months else None
    if certificate.valid_until:  # reminders that were due before today were sent long ago
        left = (certificate.valid_until - clock.today()).days
        certificate.reminded_days = min((d for d in policy(TrainingPolicy).reminder_days if d >= left), default=None)
    certificate.save()
    Learning.objects.filter(pk=certificate.learning_id).update(began_at=at, touched_at=at, passed_at=at)
    if said and certificate.valid_until:
        _put_back_mail(certificate.person, said, certificate.valid_until, at)


def _put_back_mail(person: Person, said: dt.date, until: dt.date, at: dt.datetime) -> None:
    """The mail that came with the certificate names the same day as the certificate."""
    for mail in Mail.objects.filter(name="certificate_issued", person_id=person.pk):
        with translation.override(mail.language):
            old, new = formats.date(said), formats.date(until)
        mail.text, mail.html, mail.written_at = mail.text.replace(old, new), mail.html.replace(old, new), at
        mail.save(update_fields=["text", "html", "written_at"])


@transaction.atomic
def _begin(key: str, course: Course) -> None:
    """The first half of the modules."""
    person = Person.objects.get(email=cast.person(key).email)
    if Learning.objects.filter(person=person, course=course.key).exists():
        return
    learning = _started(person, course)
    for part in course.modules[: max(1, len(course.modules) // 2)]:
        learning = read_module(learning, part.key, by=_acting(person))


def _started(person: Person, course: Course) -> Learning:
    contact = active_contact_of(person.pk)
    if contact is None:
        raise Contact.DoesNotExist(f"{person} acts for nobody.")
    register_learner(contact.partner, region=contact.partner.region, by=_acting(person))
    return start_course(contact.partner, course.key, by=_acting(person))


def _acting(person: Person) -> Actor:
    mine: list[Role] = roles.roles_of(person.pk)
    return Actor("person", person.pk, str(person), person.email, mine[0] if mine else None)
