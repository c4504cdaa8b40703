"""Accepting an invitation: the person behind an address becomes a contact (P6, P7, P8)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners import mails, permissions
from kanaal.partners.actions.invitations import PURPOSE
from kanaal.partners.events import InvitationAccepted
from kanaal.partners.models import Contact, Invitation, Partner
from kanaal.partners.queries import address_belongs_to_a_partner, primary_of
from kanaal.people import tokens
from kanaal.people.models import Person, normal_address


class MeantForAnother(Refusal):
    """The signed-in address is not the invited one (P7)."""

    status = 403

    def __init__(self, own_address: str) -> None:
        super().__init__(
            say(
                _("This invitation was sent to another address than the one you are signed in with, %(own)s."),
                own=name(own_address),
            ),
            remedy=say(_("Sign out, and sign in (or make an ID) with the address at which you got the invitation.")),
        )


class InvitationOver(Refusal):
    """Its days are over, whether or not anybody has swept it up yet."""

    status = 410

    def __init__(self, until: dt.date) -> None:
        super().__init__(
            say(_("You could accept this invitation until %(until)s."), until=until),
            remedy=say(_("Ask whoever invited you to send it again.")),
        )


class BelongsToAPartner(Refusal):
    """One active contact for each person and address, over all partners (P6)."""

    def __init__(self) -> None:
        super().__init__(
            say(_("You are a contact of a partner already, and an address can belong to one partner only.")),
            remedy=say(_("Let yourself be invited at another address of yours.")),
        )


@transaction.atomic
def accept_invitation(invitation: Invitation, *, person: Person, full_name: str, by: Actor) -> Contact:
    """Become a contact. The person's verified address must be the invited one (P7), and free (P6)."""
    partner = Partner.locked(invitation.partner_id)
    invitation = Invitation.locked(invitation.pk)
    permissions.accept_invitation.check(by, partner)
    person = Person.locked(person.pk)  # an enrolment of theirs may be approved at this very moment (P6)

    if normal_address(person.email) != invitation.email:
        raise MeantForAnother(person.email)
    if invitation.until < clock.today():
        raise InvitationOver(invitation.until)
    if address_belongs_to_a_partner(person.pk, person.email, but=partner):
        raise BelongsToAPartner

    invitation.step("accept")
    invitation.save(update_fields=["state"])
    tokens.use_up(PURPOSE, invitation)
    contact = _take_seat(invitation, person, one_line(full_name))
    record(
        InvitationAccepted(invitation_id=invitation.pk, contact_id=contact.pk, kind=contact.kind, name=full_name),
        about=partner,
        by=by,
        person_id=person.pk,
    )
    if (primary := primary_of(partner)) and primary.pk != contact.pk:
        mails.invitation_accepted(contact, to=primary)
    return contact


def _take_seat(invitation: Invitation, person: Person, full_name: str) -> Contact:
    """The contact that acceptance makes, or the imported one without an ID that was waiting for it."""
    partner = invitation.partner
    contact = partner.contacts.filter(email__iexact=invitation.email, active=True, person=None).first()
    if contact is None:
        return partner.contacts.create(
            person=person, email=invitation.email, name=full_name, kind=invitation.kind, since=clock.today()
        )
    contact.person, contact.name = person, full_name
    contact.save(update_fields=["person", "name"])
    return contact
