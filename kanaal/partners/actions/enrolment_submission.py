"""Handing an enrolment in, and answering what the desk asks about it (P2, P3, P5, P6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.partners import mails, permissions, rules
from kanaal.partners.actions.enrolment_decisions import approve_enrolment
from kanaal.partners.actions.enrolments import TICKS, set_columns
from kanaal.partners.enrolment import checks, marks, steps
from kanaal.partners.enrolment.companies import compact_vat
from kanaal.partners.enrolment.known import known_about
from kanaal.partners.enrolment.scheme import scheme_of
from kanaal.partners.events import EnrolmentAnswered, EnrolmentSubmitted
from kanaal.partners.models import Enrolment, EnrolmentMark
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.people import terms
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


class NotComplete(Refusal):
    """Something is missing before it can be handed in; `step` is where."""

    code = "enrolment-not-complete"

    def __init__(self, step: steps.Step) -> None:
        super().__init__(
            say(_("The step “%(step)s” is not complete yet."), step=step.title),
            remedy=say(_("Fill in what is missing there, then hand in the enrolment.")),
        )
        self.step = step


class TermsNotAccepted(Refusal):
    field = "accepted"

    def __init__(self) -> None:
        super().__init__(
            say(_("The terms have not been accepted.")),
            remedy=say(_("Read them, and tick the box at their end if you agree.")),
        )


class AnswerFaulty(Refusal):
    """What was asked for is still missing or wrong."""

    def __init__(self, faults: checks.Faults) -> None:
        super().__init__(
            say(_("What we asked for is not complete yet.")),
            remedy=say(_("Look at the fields that are marked.")),
        )
        self.faults = faults


@transaction.atomic
def submit_enrolment(enrolment: Enrolment, *, accepted: bool, shown: str, by: Actor, browser: str = "") -> Enrolment:
    """Hand it in: the terms are accepted as they were `shown` (P5), the promise begins (P3), the desk gets its marks.

    Refuses with NotComplete, TermsNotAccepted or terms.TermsChanged; a permission's refusal tells of P6.
    """
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.submit_enrolment.check(by, enrolment)
    person = Person.locked(by.person_id or 0)

    enrolment.step("submit")
    if (missing := checks.first_incomplete(enrolment.answers, scheme_of())) is not steps.TERMS:
        raise NotComplete(missing)
    if not accepted:
        raise TermsNotAccepted

    _hand_in(enrolment, person)
    _accept_terms(enrolment, person, shown=shown, by=by, browser=browser)
    found = _put_marks(enrolment)
    fact = EnrolmentSubmitted(company=enrolment.company_name, marks=found, email=person.email)
    record(fact, about=enrolment, by=by, person_id=person.pk, release_id=enrolment.release_id)
    return _let_in_or_queue(enrolment, found)


@transaction.atomic
def answer_enrolment(enrolment: Enrolment, posted: Mapping[str, object], *, by: Actor) -> Enrolment:
    """Answer what the desk asked: it goes back into the queue and keeps its place there."""
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.answer_enrolment.check(by, enrolment)

    asked = answerable(enrolment)
    enrolment.step("answer")
    given = {f: "" for f in TICKS if f in asked} | steps.typed(posted, asked)
    before = {f: enrolment.answer(f) for f in asked}
    enrolment.answers = {**enrolment.answers, **given}
    if faults := answer_faults(enrolment.answers, asked):
        raise AnswerFaulty(faults)

    _give_time_back(enrolment)
    set_columns(enrolment)
    enrolment.vat_number = compact_vat(enrolment.answer("vat_number"))
    enrolment.save()
    _put_marks(enrolment)
    fact = EnrolmentAnswered(fields=asked, before=before)
    record(fact, about=enrolment, by=by, person_id=enrolment.person_id)
    return enrolment


def answerable(enrolment: Enrolment) -> list[str]:
    """The fields that the applicant may change now: those asked for, and the box that belongs to a VAT number."""
    asked = [str(f) for f in enrolment.asked_fields]
    return [*asked, "vat_sure"] if "vat_number" in asked else asked


def answer_faults(answers: steps.Answers, asked: list[str]) -> checks.Faults:
    """What is wrong with the answers to a question: only the fields that were asked for count."""
    found: checks.Faults = {}
    for step in {steps.step_of(field) for field in asked}:
        found |= checks.faults_of(step, answers, scheme_of())
    return {field: fault for field, fault in found.items() if field in asked}


def promise_of(region: str) -> dt.timedelta:
    """Within how long an application of a region is answered (P3, policy)."""
    known = policy(RegionsPolicy).get(region)
    return dt.timedelta(hours=(known and known.promise_hours) or policy(EnrolmentPolicy).promise_hours)


def _hand_in(enrolment: Enrolment, person: Person) -> None:
    now = clock.now()
    enrolment.email, enrolment.domain = person.email, rules.domain_of(person.email)[:120]
    enrolment.vat_number = compact_vat(enrolment.answer("vat_number"))
    enrolment.release_id = releases.current().pk
    enrolment.submitted_at = enrolment.waiting_since = enrolment.touched_at = now
    enrolment.promised_at = now + promise_of(enrolment.region)
    enrolment.save()


def _accept_terms(enrolment: Enrolment, person: Person, *, shown: str, by: Actor, browser: str) -> None:
    release = releases.current()
    terms.accept(
        person,
        terms_key(),
        release=release,
        language=enrolment.language,
        for_=enrolment,
        shown=shown,
        by=by,
        browser=browser,
    )


def terms_key() -> str:
    """The registration terms of the programme in force, as `people.terms` names them."""
    return policy(EnrolmentPolicy).terms.removeprefix("terms/")


def _put_marks(enrolment: Enrolment) -> list[str]:
    found = marks.marks_of(enrolment.answers, enrolment.email, known_about(enrolment, enrolment.email))
    enrolment.marks.all().delete()
    EnrolmentMark.objects.bulk_create(
        EnrolmentMark(
            enrolment=enrolment, key=m.key, text=m.says.to_data(), partner_id=m.partner_id, other_id=m.other_id
        )
        for m in found
    )
    return list(dict.fromkeys(m.key for m in found))


def _let_in_or_queue(enrolment: Enrolment, found: list[str]) -> Enrolment:
    """Clean applications are let in by themselves where the programme says so (P3); the others wait for the desk."""
    rule = policy(EnrolmentPolicy)
    if rule.automatic_approval == "clean" and marks.is_clean(found, rule.unclean_marks):
        return approve_enrolment(enrolment, by=CLOCK)
    mails.enrolment_received(enrolment)
    return enrolment


def _give_time_back(enrolment: Enrolment) -> None:
    """The question took time that nobody promised: wait and promise begin later by as much."""
    now = clock.now()
    took = now - (enrolment.asked_at or now)
    enrolment.waiting_since = (enrolment.waiting_since or now) + took
    enrolment.promised_at = (enrolment.promised_at or now) + took
    enrolment.asked_at = None
    enrolment.touched_at = now
