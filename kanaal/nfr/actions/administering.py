"""Who administers a company's own licences: its primary contact, whoever that is by now (N5, P12)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.licensing.actions.administrators import call_back, invite, new_link
from kanaal.licensing.mails.administrators import primary_administrator_chosen
from kanaal.licensing.models import AdministratorInvitation, Agreement
from kanaal.licensing.queries import primary_administrator_of
from kanaal.nfr import permissions, queries
from kanaal.nfr.events import OwnAdministrationOffered
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.people.models import Person


@transaction.atomic
def follow_primary_contact(partner: Partner, *, by: Actor = CLOCK) -> AdministratorInvitation | None:
    """Offer the administration of the company's own licences to whoever is its primary contact now.

    Until they have accepted, and the terms, it stays where it is (V12). Twice asks once.
    """
    partner = Partner.locked(partner.pk)
    permissions.follow_primary_contact.check(by, partner)
    found, contact = queries.own_agreement_of(partner), primary_of(partner)
    if found is None or contact is None or contact.person is None:
        return None
    agreement = Agreement.locked(found.pk)
    if not agreement.is_live or _asked(agreement, contact.person):
        return None

    call_back(_overtaken(agreement, contact.person))
    now = primary_administrator_of(agreement)
    if now is not None and now.person_id == contact.person_id:
        return None
    return _ask(agreement, contact.person, by)


def _ask(agreement: Agreement, person: Person, by: Actor) -> AdministratorInvitation:
    chosen = agreement.administrators.filter(person=person, active=True).first()
    invitation = invite(agreement, person.email, str(person), person.language, by, chosen, primary=True)
    fact = OwnAdministrationOffered(agreement.number, str(person))
    record(fact, about=agreement.partner, by=by, person_id=person.pk)
    primary_administrator_chosen(invitation, new_link(invitation))
    return invitation


def _asked(agreement: Agreement, person: Person) -> bool:
    asked = agreement.administrator_invitations.filter(state="open", primary=True)
    return asked.filter(email__iexact=person.email).exists()


def _overtaken(agreement: Agreement, person: Person) -> list[AdministratorInvitation]:
    """Somebody else was to become the primary administrator, or this person only one of the others."""
    other = Q(primary=True) | Q(email__iexact=person.email)
    return list(agreement.administrator_invitations.filter(other, state="open"))
