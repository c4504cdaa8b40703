"""Who is the primary contact: changed by the helpdesk, on request (P12)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners import mails, permissions
from kanaal.partners.events import PrimaryContactSwapped
from kanaal.partners.models import Contact, Partner


class CannotBePrimary(Refusal):
    """Whoever acts for a company must be able to sign in for it."""

    field = "contact"

    def __init__(self) -> None:
        super().__init__(
            say(_("Only an active contact who has accepted an invitation can become primary contact.")),
            remedy=say(_("Choose a colleague who has access, or invite somebody first.")),
        )


class PrimaryAlready(Refusal):
    code = "primary-contact-already"
    field = "contact"

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s is the primary contact already."), name=name(str(contact))),
            remedy=say(_("Choose another colleague.")),
        )


class PrimaryChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("The company has another primary contact now than when this was asked.")),
            remedy=say(_("Decline this request; whoever still wants it asks anew.")),
        )


@transaction.atomic
def swap_primary_contact(partner: Partner, *, to: Contact, becomes: str = Contact.Kind.SECONDARY, by: Actor) -> Contact:
    """Make a contact the primary one; who was it becomes another kind. Repairs a company without any, too.

    Roles are asked of the contact at each request, so what both may do is right at their next click.
    """
    partner = Partner.locked(partner.pk)
    decision = permissions.swap_primary_contact.check(by, partner)
    active = partner.contacts.select_for_update(of=("self",)).filter(active=True).order_by("pk")
    contacts = {contact.pk: contact for contact in active}
    new = fit_for_primary(contacts.get(to.pk))
    if becomes not in (Contact.Kind.SECONDARY, Contact.Kind.OTHER):
        becomes = Contact.Kind.SECONDARY

    old = next((c for c in contacts.values() if c.kind == Contact.Kind.PRIMARY), None)
    if old is not None:
        old.kind = becomes
        old.save(update_fields=["kind"])
    new.kind = Contact.Kind.PRIMARY
    new.save(update_fields=["kind"])
    fact = PrimaryContactSwapped(contact_id=new.pk, was_id=old.pk if old else None, name=str(new))
    record(fact, about=partner, by=by, person_id=new.person_id, receipt=decision)
    for one in filter(None, (new, old)):
        mails.primary_swapped(new, was=old, to=one)
    return new


def fit_for_primary(contact: Contact | None) -> Contact:
    """The contact, if they can become the primary one; raises CannotBePrimary or PrimaryAlready."""
    if contact is None or not contact.active or contact.person_id is None:
        raise CannotBePrimary
    if contact.kind == Contact.Kind.PRIMARY:
        raise PrimaryAlready(contact)
    return contact
