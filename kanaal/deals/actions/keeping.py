"""What happens in time, and because of others: extending, expiring, reminding, escalating, judging again (D7)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.deals import mails, permissions, receipts
from kanaal.deals.actions import settling
from kanaal.deals.actions.holding import hold, hold_with_customer
from kanaal.deals.deciding import judged
from kanaal.deals.events import (
    RegistrationClosed,
    RegistrationEscalated,
    RegistrationExpired,
    RegistrationExtended,
    RegistrationPlaceLost,
    RegistrationReconsidered,
    RegistrationReminded,
)
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.programme.policies import policy


@transaction.atomic
def extend_registration(registration: Registration, *, by: Actor, word: str = "") -> Registration:
    """Protect it longer: its owner, on progress and as often as the programme allows; the desk, with a word."""
    registration = hold(registration)
    receipt = permissions.extend_registration.check(by, registration)

    registration.step("extend")
    now, days = clock.now(), policy(DealRegistrationPolicy).extension_days
    until = (registration.protected_until or clock.date_of(now)) + dt.timedelta(days=days)
    registration.protected_until, registration.extended_at = until, now
    registration.extensions += 1
    registration.save(update_fields=["state", "protected_until", "extended_at", "extensions"])
    settling.note(registration)
    fact = RegistrationExtended(registration.pk, registration.number, until.isoformat(), word.strip())
    record(fact, about=registration, by=by, person_id=registration.opportunity.owner_id, receipt=receipt)
    receipts.issue(registration, "extended", now, by="the desk" if by.acts_as("staff") else "the partner, on progress")
    mails.registration_extended(registration)
    return registration


@transaction.atomic
def expire_registration(registration: Registration, *, by: Actor = CLOCK) -> None:
    """Its protection is over, or nobody answered the desk's question. What isn't due yet stays as it is."""
    registration = hold(registration)
    now = clock.now()
    if not _is_due(registration, now):
        return
    permissions.expire_registration.check(by, registration)

    was = registration.state
    registration.step("expire")
    settling.give_up_protection(registration)
    registration.save()
    settling.note(registration)
    record(RegistrationExpired(registration.pk, registration.number, was), about=registration, by=by)
    mails.registration_expired(registration, was)


def _is_due(registration: Registration, now: dt.datetime) -> bool:
    if registration.state == "approved":
        return registration.protected_until is not None and registration.protected_until < clock.date_of(now)
    return (
        registration.state == "asked" and registration.question_until is not None and registration.question_until <= now
    )


@transaction.atomic
def lose_place(registration: Registration, *, by: Actor = CLOCK) -> None:
    """The question was left unanswered for too long: others may be first now. It can still be answered."""
    registration = hold(registration)
    until = registration.place_until
    if registration.state != "asked" or registration.complete_at is None or until is None or until > clock.now():
        return
    permissions.lose_place.check(by, registration)

    registration.complete_at = None
    registration.save(update_fields=["complete_at"])
    record(RegistrationPlaceLost(registration.pk, registration.number), about=registration, by=by)
    mails.registration_place_lost(registration)


@transaction.atomic
def remind_of_protection(registration: Registration, days: int, *, by: Actor = CLOCK) -> None:
    """Its owner hears that the protection ends in so many days; of each end and each distance once."""
    registration = hold(registration)
    permissions.remind_of_protection.check(by, registration)
    until = registration.protected_until
    mark = f"{until} {days}"
    if registration.state != "approved" or until is None or mark in registration.reminded_of:
        return
    if not registration.opportunity.is_open or not clock.today() <= until <= clock.today() + dt.timedelta(days=days):
        return

    registration.reminded_of = [*registration.reminded_of, mark]
    registration.save(update_fields=["reminded_of"])
    left = (until - clock.today()).days
    record(RegistrationReminded(registration.pk, registration.number, left), about=registration, by=by)
    mails.registration_ends_soon(registration, left)


@transaction.atomic
def escalate_registration(registration: Registration, *, by: Actor = CLOCK) -> None:
    """It waits too long for the desk: the managers hear of it, once for each promise."""
    registration = hold(registration)
    permissions.escalate_registration.check(by, registration)
    due = registration.escalate_at
    if registration.state != "submitted" or registration.escalated_at or due is None or due > clock.now():
        return

    registration.escalated_at = clock.now()
    registration.save(update_fields=["escalated_at"])
    record(RegistrationEscalated(registration.pk, registration.number), about=registration, by=by)
    for manager in mails.managers():
        mails.registration_escalated(registration, manager)


@transaction.atomic
def deem_approved_registration(registration: Registration, *, by: Actor = CLOCK) -> None:
    """The desk has not answered within its promise, and the programme says that this is a yes.

    Not where the rules say no, or where another may be in the way: then it goes on waiting, past its promise.
    """
    registration, customers = hold_with_customer(registration)
    decision = permissions.deem_approved_registration.explain(by, registration)
    if not decision.allowed:
        return
    found = judged(registration, registration.opportunity, customers)
    if found.rivals or found.verdict.outcome == "decline":
        return

    settling.approve(registration, found, "deemed", clock.now(), by=by, receipt=decision)


@transaction.atomic
def close_registration(registration: Registration, *, by: Actor) -> None:
    """Its deal is over. Part of closing the opportunity, which has checked who may."""
    registration = hold(registration)
    permissions.close_registration.check(CLOCK, registration)
    if not registration.is_live:
        return

    was = registration.state
    registration.step("close")
    settling.give_up_protection(registration)
    registration.save()
    settling.note(registration)
    record(RegistrationClosed(registration.pk, registration.number, was), about=registration, by=by)


@transaction.atomic
def reconsider_registration(registration: Registration, *, by: Actor = CLOCK) -> None:
    """Something that stood in the way fell away: judge it again, in the place that it had.

    Only what the rules declined for a rival's sake; where they would say no again, nothing happens and nobody is told.
    """
    registration, customers = hold_with_customer(registration)
    opportunity = registration.opportunity
    if not permissions.reconsider_registration.allows(by, registration) or registration.decided_how != "rule":
        return
    if not opportunity.is_open or opportunity.registrations.filter(state__in=Registration.LIVE).exists():
        return
    found = judged(registration, opportunity, customers)
    if found.verdict.outcome == "decline":
        return

    registration.step("reconsider")
    record(RegistrationReconsidered(registration.pk, registration.number), about=registration, by=by)
    settling.settle(registration, found, clock.now())
