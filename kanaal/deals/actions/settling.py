"""What every decision has in common: the state it leaves, its protection, its receipt, its fact, its mail.

Nothing here asks who may: the action that calls it has, and holds the registration and its customer.
"""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import Decision
from kanaal.core.events import record
from kanaal.deals import mails, receipts, waiting
from kanaal.deals.deciding import Judged, deal_data, explained, seconds_between
from kanaal.deals.events import RegistrationApproved, RegistrationDeclined, RegistrationQueued
from kanaal.deals.models import Registration, RegistrationConflict
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.sales.actions.keeping import note_registration

Receipt = Decision | None


def settle(registration: Registration, judged: Judged, now: dt.datetime) -> None:
    """What the rules can decide is decided at once; the rest waits for the desk, with a promise."""
    keep_rivals(registration, judged, now)
    registration.outcome = judged.to_data()
    verdict = judged.verdict
    if verdict.outcome == "approve":
        approve(registration, judged, "rule", now)
    elif verdict.outcome == "decline":
        decline(registration, judged, "rule", now, reason=verdict.reason)
    else:
        queue(registration, judged, now)


def keep_rivals(registration: Registration, judged: Judged, now: dt.datetime) -> None:
    registration.contested = registration.contested or bool(judged.rivals)
    for rival in judged.rivals:
        RegistrationConflict.objects.update_or_create(
            later=registration,
            earlier=rival.registration,
            defaults={
                "kind": rival.kind,
                "same_account": rival.same_account,
                "reasons": list(rival.why),
                "found_at": now,
            },
        )


def queue(registration: Registration, judged: Judged, now: dt.datetime) -> None:
    """It waits for the desk: the public clock runs."""
    waiting.promise(registration, now)
    registration.save()
    note(registration)
    promised_at = registration.promised_at.isoformat() if registration.promised_at else ""
    fact = RegistrationQueued(registration.pk, registration.number, judged.verdict.rule, promised_at)
    record(fact, about=registration, by=CLOCK, release_id=registration.release_id)
    receipts.issue(registration, "in review", now, by=_rule(judged))
    mails.registration_received(registration)


def approve(
    registration: Registration,
    judged: Judged,
    how: str,
    now: dt.datetime,
    *,
    by: Actor = CLOCK,
    word: str = "",
    receipt: Receipt = None,
) -> None:
    """It is approved and protected from now on, for the days of the programme in force."""
    was = registration.state
    registration.step("approve")
    _decided(registration, judged, how, now, by)
    registration.decline_reason, registration.decline_note = "", ""
    days = policy(DealRegistrationPolicy).protection_days
    registration.protected_from, registration.ever_protected = now, True
    registration.protected_until = clock.date_of(now) + dt.timedelta(days=days)
    registration.extensions, registration.extended_at, registration.reminded_of = 0, None, []
    registration.save()
    claim(registration)
    note(registration)
    fact = RegistrationApproved(
        registration.pk, registration.number, how, was, judged.verdict.rule, deal_data(judged.deal),
        registration.protected_until.isoformat(), word,
    )  # fmt: skip
    _record(fact, registration, by, receipt or explained(judged.verdict, registration.currency))
    receipts.issue(registration, "approved", now, by=_by(judged, how))
    mails.registration_approved(registration)


def decline(
    registration: Registration,
    judged: Judged,
    how: str,
    now: dt.datetime,
    *,
    reason: str,
    by: Actor = CLOCK,
    note_text: str = "",
    receipt: Receipt = None,
) -> None:
    """It is declined, with a reason of the programme's library and, by the desk, a word of its own."""
    was = registration.state
    registration.step("decline")
    _decided(registration, judged, how, now, by)
    registration.decline_reason, registration.decline_note = reason, note_text
    registration.save()
    note(registration)
    fact = RegistrationDeclined(
        registration.pk, registration.number, how, was, judged.verdict.rule, deal_data(judged.deal), reason, note_text
    )
    _record(fact, registration, by, receipt or explained(judged.verdict, registration.currency))
    receipts.issue(registration, "declined", now, by=_by(judged, how), because=reason)
    mails.registration_declined(registration)


def claim(registration: Registration) -> None:
    """What it protects, in the database's own words: a second claim of the same fails there, whatever went before."""
    for row in registration.families.all():
        row.claim = f"{registration.account_id}/{row.family}/{registration.need}"
        row.save(update_fields=["claim"])


def give_up_protection(registration: Registration) -> None:
    """It protects nothing any more; in memory, but for its claims."""
    registration.protected_from = registration.protected_until = None
    registration.families.exclude(claim="").update(claim="")


def first_answer(registration: Registration, now: dt.datetime) -> None:
    """How long the partner waited for the first answer, decision or question; in memory."""
    if registration.answered_in is None:
        registration.answered_in = seconds_between(registration.submitted_at, now)


def note(registration: Registration) -> None:
    """The opportunity carries the state and the protection, where lists find them."""
    shown = registration.state if registration.state in (*Registration.LIVE, "declined", "expired") else ""
    until = registration.protected_until if registration.state == "approved" else None
    note_registration(registration.opportunity, shown, until)


def _decided(registration: Registration, judged: Judged, how: str, now: dt.datetime, by: Actor) -> None:
    registration.outcome = judged.to_data()
    registration.decided_at, registration.decided_by_id, registration.decided_how = now, by.person_id, how
    registration.promised_at = registration.escalate_at = registration.waiting_since = None
    registration.question_until = registration.place_until = None
    registration.release_id = releases.current().pk
    first_answer(registration, now)


def _record(fact: RegistrationApproved | RegistrationDeclined, one: Registration, by: Actor, receipt: Receipt) -> None:
    owner_id = one.opportunity.owner_id
    record(fact, about=one, by=by, person_id=owner_id, receipt=receipt, release_id=one.release_id)


def _rule(judged: Judged) -> str:
    return f"rule {judged.verdict.rule}" if judged.verdict.rule else "no rule"


def _by(judged: Judged, how: str) -> str:
    return {"rule": _rule(judged), "desk": "the desk", "deemed": "the promise, unanswered"}[how]
