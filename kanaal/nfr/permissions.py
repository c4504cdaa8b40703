"""Who may do what with licences for partners' own use: the primary contact, where the level opens the place (N1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, condition, door, permission, unmet
from kanaal.core.texts import say
from kanaal.licensing.conditions import works
from kanaal.nfr.models import SerialNumber
from kanaal.nfr.policy import MODULE
from kanaal.partners.doors import no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import is_the_clock
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import company_of
from kanaal.partners.rooms import as_the_door_says, door_into
from kanaal.people.permissions import is_staff
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy


def nfr_places() -> tuple[Place, ...]:
    return tuple(place for place in policy(PlacesPolicy).places if place.module == MODULE)


def nfr_door(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place for it, and whether it is open to a contact; None when the programme has none."""
    return door_into(MODULE, actor, partner)


@condition
def enters(actor: Actor, subject: object) -> Finding:
    """Is the place open to the contact? It says what that door says."""
    partner = subject if isinstance(subject, Partner) else company_of(actor)
    if partner is None:
        return no_contact(actor)
    found = nfr_door(actor, partner)
    if found is None:
        return lacking(_("this programme gives you nothing for your own use"))
    return as_the_door_says(*found)


@condition
def is_ours(actor: Actor, serial: SerialNumber) -> Finding:
    """Was it given to the contact's own company, and is the place open to them?"""
    partner = serial.partner
    if partner is None:
        return unmet(_("it was given to nobody yet"), remedy=say(_("Ask for one on the page of your own licences.")))
    return enters.ask(actor, partner)


ask_serial = permission(_("ask for a serial number"), enters)
show_serial = permission(_("see this serial number"), is_ours)
ask_own_licences = permission(_("ask for your company's own licences"), enters)
give_own_licences = permission(_("add a company's own licences"), is_the_clock)
follow_level = permission(_("let a company's own licences follow its level"), is_the_clock)
follow_primary_contact = permission(_("let a company's own licences follow its primary contact"), is_the_clock)
load_serials = permission(_("load serial numbers"), works)
see_nfr = door(_("see what partners have for their own use"), is_staff)
