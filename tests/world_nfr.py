"""Partners' own licences in tests: a pool of serial numbers, and an own agreement that was accepted."""

from __future__ import annotations

from kanaal.licensing.actions.accepting import accept_customer_invitation
from kanaal.licensing.models import Agreement
from kanaal.nfr.actions.licences import ask_own_licences
from kanaal.nfr.actions.loading import load_serials
from kanaal.nfr.models import SerialBatch
from kanaal.nfr.queries import own_agreement_of, own_invitation_of
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from tests import world

SKU = "AC-03-PERP"
APPS, ENTERPRISE, STOCK = "CC-01-T12", "CC-09-T12", "ST-03-U040"


def pool(*numbers: str) -> SerialBatch:
    """Serial numbers of Acrobat Pro DC, loaded by the desk."""
    return load_serials(SKU, lines=numbers or serials(3), by=world.actor(world.agent(), "staff"))


def serials(many: int, first: int = 1) -> list[str]:
    return [f"1118-1037-{one:04d}-AC03" for one in range(first, first + many)]


def own_agreement(who: Person | None = None) -> Agreement:
    """Anna has asked for the licences, and accepted; made once."""
    who = who or world.anna()
    contact = Contact.objects.select_related("partner").get(person=who, active=True)
    known = own_agreement_of(contact.partner)
    if known is not None:
        return known
    by = world.actor(who, "contact")
    invitation = own_invitation_of(contact.partner) or ask_own_licences(contact.partner, by=by)
    made = accept_customer_invitation(invitation, person=who, shown="", language=invitation.language, by=by)
    made.refresh_from_db()  # its licences came with the acceptance
    return made


def at_level(partner: Partner, level: str) -> Partner:
    """The company's level, as if it had been so for long; nothing is told."""
    Partner.objects.filter(pk=partner.pk).update(level=level)
    return Partner.objects.get(pk=partner.pk)
