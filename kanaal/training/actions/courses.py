"""Taking a course: beginning it, and reading its modules one after the other."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.training import permissions, rules
from kanaal.training.events import CourseStarted, ModuleRead
from kanaal.training.models import Certificate, Learner, Learning
from kanaal.training.policy import Course, TrainingPolicy, course_called


class CourseUnknown(Refusal):
    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme has no such course.")),
            remedy=say(_("Look for it in the list of courses.")),
            link=reverse("training-home"),
            label=say(_("All courses")),
        )


class CourseRetired(Refusal):
    """C3: it can't be begun any more; what replaced it is told."""

    def __init__(self, course: Course) -> None:
        new = course_called(course.replaced_by) if course.replaced_by else None
        super().__init__(
            say(_("%(course)s is no longer offered: %(why)s"), course=course.name, why=course.retired_because or "–"),
            remedy=say(_("%(new)s took its place."), new=new.name) if new else None,
            link=reverse("course", args=[new.key]) if new else "",
            label=say(_("Go to %(new)s"), new=new.name) if new else None,
        )


class NotRegistered(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("You haven't registered for training yet.")),
            remedy=say(_("Choose your region; you go on with the ID that you have.")),
            link=reverse("training-registration"),
            label=say(_("Register for training")),
        )


class StillCertified(Refusal):
    """The certificate that the course brings counts long enough yet."""

    def __init__(self, certificate: Certificate, from_day: dt.date | None) -> None:
        remedy: Text | None = say(_("You can renew it from %(day)s on."), day=from_day) if from_day else None
        super().__init__(
            say(_("You hold the certificate of this course: %(number)s."), number=certificate.number),
            remedy=remedy or say(_("It counts for good, so there is nothing to renew.")),
            link=reverse("my-learnings"),
            label=say(_("My Learnings")),
        )


class ReadInOrder(Refusal):
    """Modules are read one after the other."""

    def __init__(self, course: Course) -> None:
        super().__init__(
            say(_("Read the modules before this one first.")),
            remedy=say(_("Each opens when the one before it was read.")),
            link=reverse("course", args=[course.key]),
            label=say(_("To the course")),
        )


@transaction.atomic
def start_course(partner: Partner, key: str, *, by: Actor) -> Learning:
    """Begin a course, or go on with it: twice at once is one beginning. Renewing begins it anew (C4)."""
    receipt = permissions.start_course.check(by, partner)
    person = Person.locked(by.person_id or 0)

    course = sound_course(key)
    running = Learning.objects.filter(person=person, course=key, state="running").first()
    if running is not None:
        return running
    if course.is_retired(clock.today()):
        raise CourseRetired(course)
    if not Learner.objects.filter(person=person).exists():
        raise NotRegistered
    _refuse_certified(person, course)

    learning = Learning.objects.create(person=person, course=key, began_at=clock.now(), touched_at=clock.now())
    record(CourseStarted(course=key), about=learning, by=by, person_id=person.pk, receipt=receipt)
    return learning


@transaction.atomic
def read_module(learning: Learning, key: str, *, by: Actor) -> Learning:
    """A module was read; the next one opens. Twice is once."""
    learning = Learning.locked(learning.pk)
    permissions.read_module.check(by, learning)

    course = sound_course(learning.course)
    if not rules.may_read(course.module_keys, learning.modules_read, key):
        raise ReadInOrder(course)
    if key in learning.modules_read:
        return learning

    learning.modules_read = [*learning.modules_read, key]
    learning.touched_at = clock.now()
    learning.save(update_fields=["modules_read", "touched_at"])
    fact = ModuleRead(course=course.key, module=key)
    record(fact, about=learning, by=by, person_id=learning.person_id)
    return learning


def sound_course(key: str) -> Course:
    course = course_called(key)
    if course is None:
        raise CourseUnknown
    return course


def _refuse_certified(person: Person, course: Course) -> None:
    today = clock.today()
    held = Certificate.objects.filter(person=person, key=course.certificate).order_by("-pk")
    counting = next((c for c in held if c.counts_on(today)), None)
    if counting is None:
        return
    from_day = rules.renewable_from(counting.valid_until, policy(TrainingPolicy).renewal_days)
    if from_day is None or today < from_day:
        raise StillCertified(counting, from_day)
