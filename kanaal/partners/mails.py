"""Mails about a partner and its people. Each says who is asking, what for, and what to do; none acts when opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Words
from kanaal.partners.enrolment import steps
from kanaal.partners.models import Contact, Enrolment, Invitation
from kanaal.partners.policy import ContactsPolicy, DeclineReasonsPolicy, PlacesPolicy
from kanaal.programme.policies import policy


def contact_invited(invitation: Invitation, secret: str) -> Mail:
    """To the invited person: who invites them, to what, and until when the link is good."""
    inviter = invitation.invited_by
    return outbox.post(
        "contact_invited",
        to=invitation.email,
        language=invitation.language,
        context={
            "partner": invitation.partner.name,
            "inviter": str(inviter) if inviter else "",
            "kind": policy(ContactsPolicy).kind(invitation.kind).name,
            "until": invitation.until,
            "accept_url": absolute("accept-invitation", secret),
        },
    )


def invitation_accepted(contact: Contact, to: Contact) -> Mail:
    """To the primary contact: a colleague has come in."""
    return outbox.post(
        "invitation_accepted",
        to=to.email,
        language=to.person.language if to.person else to.partner.language,
        person_id=to.person_id,
        context={
            "name": to.name,
            "colleague": contact.name,
            "kind": policy(ContactsPolicy).kind(contact.kind).name,
            "contacts_url": absolute("contacts"),
        },
    )


# --- enrolment


def enrolment_received(enrolment: Enrolment) -> Mail:
    """To the applicant: it has arrived, and until when they have an answer (P3)."""
    return _to_applicant("enrolment_received", enrolment, promised=enrolment.promised_at)


def enrolment_asked(enrolment: Enrolment) -> Mail:
    """To the applicant: what the desk wants to know, and the page with just those fields."""
    labels = [steps.label(field) for field in enrolment.asked_fields]
    answer_url = absolute("answer-enrolment")
    return _to_applicant(
        "enrolment_asked", enrolment, question=enrolment.question, labels=labels, answer_url=answer_url
    )


def enrolment_approved(enrolment: Enrolment) -> Mail:
    """To the new primary contact: the membership ID and the welcome kit (P3, P4)."""
    partner = enrolment.partner
    assert partner is not None  # noqa: S101  an approved enrolment has its partner (a constraint)
    return _to_applicant(
        "enrolment_approved",
        enrolment,
        number=partner.number,
        level=partner.level_name,
        kit_url=absolute("welcome-kit"),
        portal_url=absolute("portal-home"),
    )


def enrolment_declined(enrolment: Enrolment) -> Mail:
    """To the applicant: why, and that they may try again."""
    reason = policy(DeclineReasonsPolicy).get(enrolment.decline_reason)
    words = reason.text if reason else ""
    return _to_applicant(
        "enrolment_declined", enrolment, reason=words, note=enrolment.decline_note, enrol_url=absolute("enrol")
    )


def enrolment_reminder(enrolment: Enrolment) -> Mail:
    """To somebody who has begun and not gone on."""
    return _to_applicant("enrolment_reminder", enrolment, enrol_url=absolute("enrol"))


def _to_applicant(mail: str, enrolment: Enrolment, **context: Any) -> Mail:
    person = enrolment.person
    assert person is not None  # noqa: S101  nobody is written to before they have signed in
    return outbox.post(
        mail,
        to=person.email,
        language=enrolment.language or person.language,
        person_id=person.pk,
        context={
            "name": enrolment.answer("full_name") or str(person),
            "company": enrolment.company_name,
            "state_url": absolute("enrolment"),
            **context,
        },
    )


# --- contacts who leave, and who is the primary one


def contact_deactivated(contact: Contact) -> Mail:
    """To whoever left: that the access ended, and what that means (P11)."""
    return _to_contact("contact_deactivated", contact)


def contact_handed_over(contact: Contact, to: Contact) -> Mail:
    """To the colleague who goes on with what a leaving contact had in hand."""
    return _to_contact("contact_handed_over", to, colleague=contact.name, contacts_url=absolute("contacts"))


def primary_swapped(contact: Contact, *, was: Contact | None, to: Contact) -> Mail:
    """To the new and to the old primary contact."""
    return _to_contact(
        "primary_swapped",
        to,
        new=contact.name,
        mine=contact.pk == to.pk,
        old=was.name if was else "",
        kind=policy(ContactsPolicy).kind(Contact.Kind.PRIMARY).name,
        contacts_url=absolute("contacts"),
    )


# --- sales seats


def seat_given(contact: Contact) -> Mail:
    """To whoever holds a sales seat from now on: where it leads (P10)."""
    place = next((one for one in policy(PlacesPolicy).places if one.needs_seat), None)
    where = place.name if place else contact.partner.name
    url = absolute("place", place.key) if place else absolute("portal-home")
    return _to_contact("seat_given", contact, place=where, place_url=url)


def seat_taken(contact: Contact) -> Mail:
    """To whoever lost a sales seat: what ended, and that nothing of theirs is lost."""
    place = next((one for one in policy(PlacesPolicy).places if one.needs_seat), None)
    return _to_contact("seat_taken", contact, place=place.name if place else "", company_url=absolute("contacts"))


# --- membership


def membership_ends(contact: Contact, *, closes: dt.date, notice: str) -> Mail:
    """A reminder of the renewal, before the end, on the day, or before the window closes (P15)."""
    over = notice in ("closing",)
    return _to_contact(
        "membership_ends",
        contact,
        ends=contact.partner.term_ends,
        closes=closes,
        over=over,
        today=notice == "last-day",
        membership_url=absolute("membership"),
    )


def membership_renewed(contact: Contact) -> Mail:
    until = contact.partner.term_ends
    return _to_contact("membership_renewed", contact, until=until, membership_url=absolute("membership"))


def membership_ended(contact: Contact, *, reason: Words | str, note: str) -> Mail:
    """To every contact with access: what is lost, what is kept, and the way back."""
    return _to_contact(
        "membership_ended", contact, reason=reason, note=note, ask_url=absolute("ask-request", "reinstatement")
    )


def membership_reinstated(contact: Contact) -> Mail:
    partner = contact.partner
    return _to_contact(
        "membership_reinstated",
        contact,
        until=partner.term_ends,
        level=partner.level_name,
        portal_url=absolute("portal-home"),
    )


def _to_contact(mail: str, contact: Contact, **context: Any) -> Mail:
    return outbox.post(
        mail,
        to=contact.email,
        language=contact.person.language if contact.person else contact.partner.language,
        person_id=contact.person_id,
        context={"name": contact.name or contact.email, "partner": contact.partner.name, **context},
    )
