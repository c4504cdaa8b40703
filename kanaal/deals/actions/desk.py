"""The desk's part: take, ask, approve, decline, take a decision back (D7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.deals import mails, permissions, waiting
from kanaal.deals.actions import settling
from kanaal.deals.actions.holding import hold, hold_with_customer
from kanaal.deals.deciding import Judged, judged
from kanaal.deals.events import RegistrationAsked, RegistrationReversed, RegistrationTaken
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealDeclineReasonsPolicy, DealRegistrationPolicy, EvidenceFieldsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.reasons import ReasonUnknown


class ProtectedForAnother(Refusal):
    """Nobody protects the same twice: first take the other decision back."""

    def __init__(self, rival: Registration) -> None:
        super().__init__(
            say(_("The same need of this customer is protected by %(number)s."), number=name(rival.number)),
            remedy=say(_("Decline this one, or take that decision back first.")),
            link=reverse("desk-registration", args=[rival.number]),
            label=say(_("Look at %(number)s"), number=name(rival.number)),
        )


class SayWhyNotTheSame(Refusal):
    """A rival has another account that is thought to be the same customer: who approves says why it isn't."""

    field = "word"
    status = 422

    def __init__(self, rival: Registration) -> None:
        super().__init__(
            say(_("%(number)s protects what may be the same customer."), number=name(rival.number)),
            remedy=say(_("Say why it is another customer, or another deal; your word is kept with the decision.")),
        )


class NothingAsked(Refusal):
    field = "fields_asked"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Choose at least one answer that you want more of.")),
            remedy=say(_("The partner's form shows just these.")),
        )


class WordNeeded(Refusal):
    field = "word"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Taking a decision back needs a word of reason.")), remedy=say(_("Write why; the partner reads it."))
        )


@transaction.atomic
def take_registration(registration: Registration, *, by: Actor) -> Registration:
    """Take it in hand: the partner sees who looks at it."""
    registration = hold(registration)
    permissions.take_registration.check(by, registration)

    registration.step("take")
    registration.agent_id = by.person_id
    registration.save(update_fields=["agent"])
    record(RegistrationTaken(registration.pk, registration.number), about=registration, by=by)
    return registration


@transaction.atomic
def ask_about_registration(
    registration: Registration, *, fields: Sequence[str], question: str, by: Actor
) -> Registration:
    """Ask for more of some answers. The public clock stops, and the place is kept for the programme's days (D6)."""
    registration = hold(registration)
    permissions.ask_about_registration.check(by, registration)
    known = [one.key for one in policy(EvidenceFieldsPolicy).evidence_fields if one.key in fields]
    if not known:
        raise NothingAsked

    rule, now = policy(DealRegistrationPolicy), clock.now()
    registration.step("ask")
    settling.first_answer(registration, now)
    registration.agent_id = by.person_id
    registration.asked_fields, registration.question = known, question.strip()
    registration.place_until = now + dt.timedelta(days=rule.place_days)
    registration.question_until = now + dt.timedelta(days=rule.question_days)
    registration.waiting_since = now
    registration.save()
    settling.note(registration)
    fact = RegistrationAsked(
        registration.pk, registration.number, known, registration.place_until.isoformat(), registration.question
    )
    record(fact, about=registration, by=by, person_id=registration.opportunity.owner_id)
    mails.registration_asked(registration)
    return registration


@transaction.atomic
def approve_registration(registration: Registration, *, by: Actor, word: str = "") -> Registration:
    """Approve what the rules left to the desk. What another protects can't be; what may be the same needs a word."""
    registration, customers = hold_with_customer(registration)
    receipt = permissions.approve_registration.check(by, registration)
    found = judged(registration, registration.opportunity, customers)
    _nobody_else_is_protected(found, word.strip())

    now = clock.now()
    settling.keep_rivals(registration, found, now)
    registration.agent_id = registration.agent_id or by.person_id
    settling.approve(registration, found, "desk", now, by=by, word=word.strip(), receipt=receipt)
    return registration


def _nobody_else_is_protected(found: Judged, word: str) -> None:
    approved = [rival for rival in found.rivals if rival.registration.state == "approved"]
    for rival in approved:
        if rival.same_account:
            raise ProtectedForAnother(rival.registration)
    if approved and not word:
        raise SayWhyNotTheSame(approved[0].registration)


@transaction.atomic
def decline_registration(registration: Registration, *, reason: str, note: str = "", by: Actor) -> Registration:
    """Say no, with a reason of the programme's library and a word of one's own; the partner reads both."""
    registration, customers = hold_with_customer(registration)
    receipt = permissions.decline_registration.check(by, registration)
    if reason not in {one.key for one in policy(DealDeclineReasonsPolicy).for_desk}:
        raise ReasonUnknown

    found, now = judged(registration, registration.opportunity, customers), clock.now()
    settling.keep_rivals(registration, found, now)
    registration.agent_id = registration.agent_id or by.person_id
    settling.decline(registration, found, "desk", now, reason=reason, by=by, note_text=note.strip(), receipt=receipt)
    return registration


@transaction.atomic
def reverse_registration(registration: Registration, *, word: str, by: Actor) -> Registration:
    """Take a decision back: it is in review again, with a new promise, in the place that it had."""
    registration, _customers = hold_with_customer(registration)
    receipt = permissions.reverse_registration.check(by, registration)
    if not word.strip():
        raise WordNeeded
    if registration.opportunity.registrations.filter(state__in=Registration.LIVE).exclude(pk=registration.pk).exists():
        raise AnotherUnderWay

    was, now = registration.state, clock.now()
    registration.step("reverse")
    settling.give_up_protection(registration)
    registration.agent_id = by.person_id
    waiting.promise(registration, now)
    registration.save()
    settling.note(registration)
    fact = RegistrationReversed(registration.pk, registration.number, was, word.strip())
    record(fact, about=registration, by=by, person_id=registration.opportunity.owner_id, receipt=receipt)
    mails.registration_reversed(registration, word.strip())
    return registration


class AnotherUnderWay(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("The deal has been registered anew since then.")), remedy=say(_("Decide upon that registration."))
        )
