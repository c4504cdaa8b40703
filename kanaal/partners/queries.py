"""Questions about partners and their people. Whoever may not know that something exists gets an empty answer."""

from __future__ import annotations

from django.db.models import QuerySet

from kanaal.core.actors import Actor
from kanaal.partners.models import Contact, Invitation, Partner


def contact_of(actor: Actor, partner: Partner) -> Contact | None:
    """The actor's contact at a partner, active or not, as it is now; asked once for each partner in hand."""
    known: dict[int | None, Contact | None] = partner.__dict__.setdefault("_contacts_known", {})
    if actor.person_id not in known:
        mine = partner.contacts.filter(person_id=actor.person_id).order_by("-active", "-pk") if actor.person_id else None
        known[actor.person_id] = mine.first() if mine is not None else None
    return known[actor.person_id]


def remember_contact(contact: Contact) -> Partner:
    """The contact's partner, with the contact already known to it (saves the query of `contact_of`)."""
    partner = contact.partner
    partner.__dict__.setdefault("_contacts_known", {})[contact.person_id] = contact
    return partner


def primary_of(partner: Partner) -> Contact | None:
    return partner.contacts.filter(kind=Contact.Kind.PRIMARY, active=True).first()


def partners_seen_by(actor: Actor) -> QuerySet[Partner]:
    """Staff see all partners; a contact sees their own; everybody else none."""
    if actor.acts_as("staff"):
        return Partner.objects.all()
    if actor.acts_as("contact"):
        return Partner.objects.filter(contacts__person_id=actor.person_id, contacts__active=True)
    return Partner.objects.none()


def contacts_seen_by(actor: Actor) -> QuerySet[Contact]:
    return Contact.objects.filter(partner__in=partners_seen_by(actor))


def invitations_seen_by(actor: Actor) -> QuerySet[Invitation]:
    return Invitation.objects.filter(partner__in=partners_seen_by(actor))


def open_invitations_for(email: str) -> QuerySet[Invitation]:
    """What waits for the owner of a verified address; ask this only on behalf of that owner."""
    return Invitation.objects.filter(email__iexact=email, state="open").select_related("partner")
