"""Contacts who change, and contacts who leave (P11)."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import name, say
from kanaal.helpdesk.actions import hand_over_request
from kanaal.helpdesk.models import Request
from kanaal.partners import mails, permissions
from kanaal.partners.events import ContactChanged, ContactDeactivated
from kanaal.partners.models import Contact, Partner
from kanaal.people import roles


class IsPrimary(Refusal):
    """A company without a primary contact could do nothing any more (P12)."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s is the primary contact, and a company always has one."), name=name(str(contact))),
            remedy=say(_("Ask the helpdesk first to make a colleague primary contact.")),
            link=reverse("ask-request", args=["primary_swap"]),
            label=say(_("Ask for another primary contact")),
        )


class LeftAlready(WrongState):
    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s is not an active contact any more."), name=name(str(contact))),
            remedy=say(_("Somebody who comes back is invited anew, and takes the seat by accepting.")),
            link=reverse("invite-contact"),
            label=say(_("Invite a contact")),
        )


class NoSuchHeir(Refusal):
    field = "heir"

    def __init__(self) -> None:
        super().__init__(
            say(_("Nobody with access to the portal was chosen to go on with what they had in hand.")),
            remedy=say(_("Choose an active colleague.")),
        )


class KindNotOffered(Refusal):
    field = "kind"

    def __init__(self) -> None:
        super().__init__(
            say(_("This kind of contact can't be given here.")), remedy=say(_("Choose one of the kinds offered."))
        )


@transaction.atomic
def change_contact(contact: Contact, *, job_title: str, kind: str, by: Actor) -> Contact:
    """Change what somebody does at the company. The primary contact stays it: that is a swap (P12)."""
    partner = Partner.locked(contact.partner_id)
    permissions.change_contact.check(by, partner)
    contact = Contact.locked(contact.pk)
    if not contact.active:
        raise LeftAlready(contact)
    if (kind == Contact.Kind.PRIMARY) != (contact.kind == Contact.Kind.PRIMARY) or kind not in Contact.Kind.values:
        raise KindNotOffered

    wanted = {"job_title": one_line(job_title)[:80], "kind": kind}
    changed = [field for field, value in wanted.items() if getattr(contact, field) != value]
    if not changed:
        return contact
    contact.job_title, contact.kind = wanted["job_title"], wanted["kind"]
    contact.save(update_fields=changed)
    record(ContactChanged(contact_id=contact.pk, fields=changed), about=partner, by=by, person_id=contact.person_id)
    return contact


@transaction.atomic
def deactivate_contact(contact: Contact, *, heir: Contact | None, by: Actor) -> Contact:
    """Somebody has left: access ends at once, and what they had in hand goes to a colleague (P11).

    Invitations that they sent stay good: the company made them. Their address is free for another company (P6).
    """
    waiting = Request.objects.select_for_update(of=("self",)).filter(
        about_kind=Partner._meta.label_lower, about_id=contact.partner_id, state__in=Request.OPEN
    )
    theirs = [r for r in waiting.order_by("pk") if r.asked_by_id == contact.person_id]
    partner = Partner.locked(contact.partner_id)
    decision = permissions.deactivate_contact.check(by, partner)
    contact = Contact.locked(contact.pk)
    if not contact.active:
        raise LeftAlready(contact)
    if contact.kind == Contact.Kind.PRIMARY:
        raise IsPrimary(contact)
    heir = _sound_heir(contact, heir)

    contact.active, contact.left_on, contact.seat_since = False, clock.today(), None
    contact.save(update_fields=["active", "left_on", "seat_since"])
    for request in theirs:
        hand_over_request(request, to=heir.person, by=by)  # type: ignore[arg-type]  # an heir has an ID
    fact = ContactDeactivated(
        contact_id=contact.pk, person_id=contact.person_id, handed_to_id=heir.pk, name=str(contact)
    )
    record(fact, about=partner, by=by, person_id=contact.person_id, receipt=decision)
    _sign_out(contact)
    mails.contact_deactivated(contact)
    mails.contact_handed_over(contact, to=heir)
    return contact


def _sound_heir(contact: Contact, heir: Contact | None) -> Contact:
    found = Contact.objects.select_related("person", "partner").filter(pk=heir.pk if heir else 0, active=True).first()
    if found is None or found.person is None or found.partner_id != contact.partner_id or found.pk == contact.pk:
        raise NoSuchHeir
    return found


def _sign_out(contact: Contact) -> None:
    """Open sessions end where the person has no other role; else only this role is gone, at their next click."""
    if contact.person_id is None or roles.roles_of(contact.person_id):
        return
    for session in UserSession.objects.filter(user_id=contact.person_id):
        session.end()
