"""The partner's part: begin, fill in, hand in, answer, withdraw (D6, D7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.deals import mails, permissions, rules, snapshot, waiting
from kanaal.deals.actions import settling
from kanaal.deals.actions.holding import hold, hold_deal, hold_with_customer
from kanaal.deals.deciding import judged
from kanaal.deals.events import (
    RegistrationAnswered,
    RegistrationBegan,
    RegistrationFilledIn,
    RegistrationSubmitted,
    RegistrationWithdrawn,
)
from kanaal.deals.marks import Mark, standing
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealRegistrationPolicy, EvidenceFieldsPolicy
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity


class AnswerTooLong(Refusal):
    """Longer than we keep of a draft; nothing was saved, and the form still has every word."""

    status = 422

    def __init__(self, field: str) -> None:
        super().__init__(
            say(_("This is longer than %(most)s characters, more than can be kept."), most=snapshot.LONGEST),
            remedy=say(_("Shorten it; nothing of what you typed is lost here.")),
        )
        self.at = field


class NotComplete(Refusal):
    """Something is missing or, where the programme asks for all, too thin. What was typed is kept as a draft."""

    status = 422

    def __init__(self, marks: Collection[Mark]) -> None:
        super().__init__(
            say_many(
                "The answers are not complete yet: %(count)s thing is missing or too thin.",
                "The answers are not complete yet: %(count)s things are missing or too thin.",
                len(marks),
            ),
            remedy=say(_("The marks beside the answers say what. Your draft is kept.")),
        )
        self.marks = tuple(marks)


class NothingToProtect(Refusal):
    """Neither products nor families: there is nothing that a registration would be about."""

    def __init__(self, opportunity: Opportunity) -> None:
        super().__init__(
            say(_("The opportunity names no products and no product families yet.")),
            remedy=say(_("Say what the customer needs; that is what a registration protects.")),
            link=reverse("opportunity", args=[opportunity.number]),
            label=say(_("Go to %(number)s"), number=name(opportunity.number)),
        )


@transaction.atomic
def begin_registration(opportunity: Opportunity, *, by: Actor) -> Registration:
    """Begin to register a deal: a draft, which its owner fills in."""
    opportunity = hold_deal(opportunity)
    permissions.begin_registration.check(by, opportunity)
    opportunity.step("edit")

    registration = Registration.objects.create(
        number=next_number("registration", policy(DealRegistrationPolicy).number_prefix),
        opportunity=opportunity,
        partner=opportunity.partner,
        account=opportunity.account,
        need=opportunity.need,
        region=opportunity.partner.region,
        began_at=clock.now(),
    )
    settling.note(registration)
    fact = RegistrationBegan(registration.pk, registration.number, opportunity.number)
    record(fact, about=registration, by=by, person_id=by.person_id)
    return registration


@transaction.atomic
def fill_in_registration(registration: Registration, *, answers: Mapping[str, str], by: Actor) -> Registration:
    """Keep the answers of a draft, however thin they are. Raises AnswerTooLong beyond what can be kept at all."""
    registration = hold(registration)
    permissions.fill_in_registration.check(by, registration)
    registration.step("fill_in")

    given = _write(registration.opportunity, answers)
    marks = len(snapshot.marks_on(given))
    fact = RegistrationFilledIn(registration.pk, registration.number, marks)
    record(fact, about=registration, by=by, person_id=by.person_id)
    return registration


@transaction.atomic
def submit_registration(registration: Registration, *, by: Actor) -> Registration:
    """Hand it in. What the programme's rules can decide is decided before this returns; the rest has a promise (D7).

    Raises NotComplete, NothingToProtect.
    """
    registration, customers = hold_with_customer(registration)
    permissions.submit_registration.check(by, registration)
    opportunity, now = registration.opportunity, clock.now()
    found = _must_be_ready(opportunity)

    registration.step("submit")
    registration.submitted_at, registration.submitted_by_id = now, by.person_id
    registration.complete_at = now if found == "complete" else None
    snapshot.take(registration, opportunity)
    fact = RegistrationSubmitted(registration.pk, registration.number, registration.content_hash, found == "complete")
    record(fact, about=registration, by=by, person_id=by.person_id, release_id=registration.release_id)
    settling.settle(registration, judged(registration, opportunity, customers), now)
    return registration


@transaction.atomic
def answer_registration(registration: Registration, *, answers: Mapping[str, str], by: Actor) -> Registration:
    """Answer what the desk asked. In time, the place is kept; then it is judged anew, and perhaps decided at once."""
    registration, customers = hold_with_customer(registration)
    permissions.answer_registration.check(by, registration)
    opportunity, now = registration.opportunity, clock.now()
    asked = {key: text for key, text in answers.items() if key in registration.asked_fields}
    _write(opportunity, asked)
    found = _must_be_ready(opportunity)

    before = registration.complete_at
    registration.step("answer")
    registration.complete_at = rules.place_kept(before, registration.place_until, now, complete=found == "complete")
    snapshot.take(registration, opportunity)
    registration.place_until = registration.question_until = None
    kept = before is not None and registration.complete_at == before
    fact = RegistrationAnswered(registration.pk, registration.number, registration.content_hash, kept)
    record(fact, about=registration, by=by, person_id=by.person_id, release_id=registration.release_id)
    settling.settle(registration, judged(registration, opportunity, customers), now)
    if registration.state == "submitted" and (agent := waiting.who_answers(registration)) is not None:
        mails.registration_answered(registration, agent)
    return registration


@transaction.atomic
def withdraw_registration(registration: Registration, *, by: Actor) -> Registration:
    """Take it back, draft or decided; what it protected is free again."""
    registration = hold(registration)
    permissions.withdraw_registration.check(by, registration)

    was = registration.state
    registration.step("withdraw")
    settling.give_up_protection(registration)
    registration.save()
    settling.note(registration)
    record(RegistrationWithdrawn(registration.pk, registration.number, was), about=registration, by=by)
    return registration


def _write(opportunity: Opportunity, answers: Mapping[str, str]) -> dict[str, str]:
    """Keep answers with the deal: the next registration of it begins with them. Unknown questions are left out."""
    kept = snapshot.answers_of(opportunity)
    for one in policy(EvidenceFieldsPolicy).evidence_fields:
        text = str(answers.get(one.key, kept[one.key])).replace("\r\n", "\n").strip()
        if len(text) > snapshot.LONGEST:
            raise AnswerTooLong(one.key)
        kept[one.key] = text
    opportunity.evidence = {**opportunity.evidence, **kept}
    opportunity.save(update_fields=["evidence"])
    return kept


def _must_be_ready(opportunity: Opportunity) -> str:
    """How complete the answers are; refuses what can't be handed in."""
    if not opportunity.families:
        raise NothingToProtect(opportunity)
    marks = snapshot.marks_on(snapshot.answers_of(opportunity))
    found = standing(marks)
    if found == "missing" or (found == "thin" and not policy(DealRegistrationPolicy).hand_in_thin):
        raise NotComplete(marks)
    return found
