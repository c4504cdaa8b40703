"""Mails about registrations: to the deal's owner as they are now, to the agent, to the managers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Words
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealDeclineReasonsPolicy, EvidenceFieldsPolicy
from kanaal.partners.models import Partner
from kanaal.people.mails import to_person
from kanaal.people.models import Person, StaffRole
from kanaal.programme.policies import policy


def registration_approved(registration: Registration) -> Mail:
    return _to_owner("registration_approved", registration, protected_until=registration.protected_until)


def registration_declined(registration: Registration) -> Mail:
    reason = policy(DealDeclineReasonsPolicy).get(registration.decline_reason)
    return _to_owner(
        "registration_declined",
        registration,
        reason=reason.text if reason else Words(),
        remedy=reason.remedy if reason else Words(),
        note=registration.decline_note,
    )


def registration_received(registration: Registration) -> Mail:
    """It waits for the desk: since when, and until when an answer is promised."""
    return _to_owner("registration_received", registration, promised_at=registration.promised_at)


def registration_asked(registration: Registration) -> Mail:
    """The question, with a link that leads to just the fields asked for. Opening it does nothing (L3)."""
    known = policy(EvidenceFieldsPolicy)
    return _to_owner(
        "registration_asked",
        registration,
        fields=[one.label for key in registration.asked_fields if (one := known.get(key))],
        question=registration.question,
        place_until=registration.place_until if registration.complete_at else None,
        question_until=registration.question_until,
        answer_url=absolute("answer-registration", registration.number),
    )


def registration_answered(registration: Registration, to: Person) -> Mail:
    url = absolute("desk-registration", registration.number)
    return to_person("registration_answered", to, **_about(registration) | {"registration_url": url})


def registration_place_lost(registration: Registration) -> Mail:
    url = absolute("answer-registration", registration.number)
    return _to_owner("registration_place_lost", registration, answer_url=url)


def registration_reversed(registration: Registration, word: str) -> Mail:
    return _to_owner("registration_reversed", registration, word=word, promised_at=registration.promised_at)


def registration_extended(registration: Registration) -> Mail:
    return _to_owner("registration_extended", registration, protected_until=registration.protected_until)


def registration_expired(registration: Registration, was: str) -> Mail:
    return _to_owner("registration_expired", registration, was=was)


def registration_ends_soon(registration: Registration, days: int) -> Mail:
    return _to_owner("registration_ends_soon", registration, days=days, protected_until=registration.protected_until)


def registration_handed_over(registration: Registration) -> Mail:
    """To the colleague who owns the deal from now on: its registration, and its clock."""
    return _to_owner("registration_handed_over", registration, state=registration.state_label)


def registration_escalated(registration: Registration, to: Person) -> Mail:
    url = absolute("desk-registration", registration.number)
    values = _about(registration) | {"registration_url": url, "promised_at": registration.promised_at}
    return to_person("registration_escalated", to, **values, partner=registration.partner.name)


def availability_spent(partner: Partner, who: str, times: int, to: Person) -> Mail:
    url = absolute("desk-availability")
    return to_person("availability_spent", to, partner=partner.name, who=who, times=times, availability_url=url)


def managers() -> Sequence[Person]:
    """Whom escalations reach."""
    found = StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True, person__erased_at=None)
    return [role.person for role in found.select_related("person").order_by("pk")]


def _about(registration: Registration) -> dict[str, Any]:
    customer = registration.content.get("customer", {}).get("name") or registration.account.name
    return {"number": registration.number, "customer": customer, "deal": registration.opportunity.name}


def _to_owner(mail: str, registration: Registration, **context: Any) -> Mail:
    """To whoever owns the deal at this moment: somebody who left meanwhile has an heir (P11)."""
    url = absolute("registration", registration.number)
    values = _about(registration) | {"registration_url": url} | context
    return to_person(mail, registration.opportunity.owner, **values)
