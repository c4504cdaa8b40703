"""What an applicant does with a draft (P1, P2): begin, take up, fill in, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.partners import permissions
from kanaal.partners.enrolment import checks, steps
from kanaal.partners.enrolment.scheme import scheme_of
from kanaal.partners.events import EnrolmentFilledIn, EnrolmentStarted, EnrolmentTakenUp, EnrolmentWithdrawn
from kanaal.partners.models import Enrolment
from kanaal.partners.queries import open_enrolment_of
from kanaal.people.actions.profile import choose_language
from kanaal.people.models import Person

TICKS = ("authority", "vat_sure")
"""A box that was left empty is not sent at all."""


class AlreadyUnderWay(Refusal):
    """One open enrolment for each person."""

    def __init__(self) -> None:
        super().__init__(
            say(_("You have an enrolment under way already.")),
            remedy=say(_("Go on with that one, or withdraw it first.")),
        )


@transaction.atomic
def start_enrolment(*, by: Actor) -> Enrolment:
    """Begin an enrolment: anybody can (P1). A stranger's is reached by its `draft_key` until they sign in."""
    person = Person.locked(by.person_id) if by.person_id else None
    permissions.start_enrolment.check(by, person)

    if person and open_enrolment_of(person.pk):
        raise AlreadyUnderWay

    now, key = clock.now(), None if person else secrets.token_urlsafe(32)
    enrolment = Enrolment.objects.create(person=person, draft_key=key, began_at=now, touched_at=now)
    record(EnrolmentStarted(), about=enrolment, by=by, person_id=by.person_id)
    return enrolment


@transaction.atomic
def take_up_enrolment(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """A browser's draft becomes the person's who has signed in, on every device; their language is the draft's (P2).

    Refuses with AlreadyUnderWay when the person has another one open: which of them goes on, the person says.
    """
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.take_up_enrolment.check(by, enrolment)
    person = Person.locked(by.person_id or 0)

    enrolment.step("take_up")
    if (mine := open_enrolment_of(person.pk)) and mine.pk != enrolment.pk:
        raise AlreadyUnderWay

    enrolment.person, enrolment.draft_key = person, None
    enrolment.save(update_fields=["person", "draft_key"])
    record(EnrolmentTakenUp(), about=enrolment, by=by, person_id=person.pk)
    if enrolment.language:
        choose_language(person, language=enrolment.language, by=by)
    return enrolment


@transaction.atomic
def fill_in_enrolment(enrolment: Enrolment, step: steps.Step, posted: Mapping[str, object], *, by: Actor) -> Enrolment:
    """Keep the answers of a step exactly as they were typed, faults included (P2)."""
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.fill_in_enrolment.check(by, enrolment)

    enrolment.step("fill_in")
    before = dict(enrolment.answers)
    unticked = {f: "" for f in TICKS if f in step.fields}
    enrolment.answers = {**before, **unticked, **steps.typed(posted, step.fields)}
    set_columns(enrolment)
    enrolment.touched_at, enrolment.reminders = clock.now(), 0
    enrolment.save()
    if enrolment.answers != before:
        record(EnrolmentFilledIn(step=step.key), about=enrolment, by=by, person_id=enrolment.person_id)
    if enrolment.person and enrolment.language and step is steps.PLACE:
        choose_language(enrolment.person, language=enrolment.language, by=by)
    return enrolment


@transaction.atomic
def withdraw_enrolment(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """The applicant takes it back, handed in or not; they are free to begin anew."""
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.withdraw_enrolment.check(by, enrolment)

    enrolment.step("withdraw")
    enrolment.draft_key = None
    enrolment.save(update_fields=["state", "draft_key"])
    record(EnrolmentWithdrawn(), about=enrolment, by=by, person_id=enrolment.person_id)
    return enrolment


def set_columns(enrolment: Enrolment) -> None:
    """What lists need beside the answers. An answer that can't be right is kept, but not believed."""
    wrong = checks.faults_of(steps.PLACE, enrolment.answers, scheme_of())
    for field in steps.PLACE.fields:
        setattr(enrolment, field, "" if field in wrong else enrolment.answer(field))
    enrolment.company_name = " ".join(enrolment.answer("legal_name").split())[:160]
