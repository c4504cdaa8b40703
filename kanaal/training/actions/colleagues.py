"""Asking a colleague to take a course: one button of the primary contact, used with measure."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners.models import Contact, Partner
from kanaal.programme.policies import policy
from kanaal.training import mails, permissions
from kanaal.training.actions.courses import CourseRetired, sound_course
from kanaal.training.events import ColleagueAsked
from kanaal.training.models import ColleagueAsk
from kanaal.training.policy import TrainingPolicy
from kanaal.training.queries import certificates_by_person


class AskedAlready(Refusal):
    code = "colleague-asked-already"

    def __init__(self, colleague: str, from_day: dt.date) -> None:
        super().__init__(
            say(_("%(colleague)s was asked for this course already."), colleague=name(colleague)),
            remedy=say(_("You can ask again from %(day)s on. A word in the corridor helps sooner."), day=from_day),
        )


class HasItAlready(Refusal):
    code = "colleague-has-it-already"

    def __init__(self, colleague: str) -> None:
        super().__init__(
            say(_("%(colleague)s holds this certificate."), colleague=name(colleague)),
            remedy=say(_("It counts for your company; nobody needs to do anything.")),
        )


class NoLongerHere(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This person doesn't act for your company any more.")),
            remedy=say(_("Ask somebody else, or invite a colleague.")),
        )


@transaction.atomic
def ask_colleague(partner: Partner, contact: Contact, key: str, *, by: Actor) -> ColleagueAsk:
    """Write to a colleague that a course waits for them."""
    partner = Partner.locked(partner.pk)
    permissions.ask_colleague.check(by, partner)

    course = sound_course(key)
    contact = Contact.objects.select_related("person").get(pk=contact.pk, partner=partner)
    if not contact.active:
        raise NoLongerHere
    if course.is_retired(clock.today()):
        raise CourseRetired(course)
    held = certificates_by_person([contact.person_id], clock.today()) if contact.person_id else {}
    if contact.person_id and course.certificate in held.get(contact.person_id, {}):
        raise HasItAlready(str(contact))
    wait = dt.timedelta(days=policy(TrainingPolicy).ask_again_days)
    last = ColleagueAsk.objects.filter(contact=contact, course=key).order_by("-pk").first()
    if last is not None and clock.now() < last.asked_at + wait:
        raise AskedAlready(str(contact), (last.asked_at + wait).date())

    ask = ColleagueAsk.objects.create(
        partner=partner, contact=contact, course=key, asked_by_id=by.person_id, asked_at=clock.now()
    )
    fact = ColleagueAsked(contact_id=contact.pk, course=key, colleague=str(contact))
    record(fact, about=partner, by=by, person_id=contact.person_id)
    mails.colleague_asked(ask, course)
    return ask
