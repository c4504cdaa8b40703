"""Who may do what with agreements and their licences. Conditions that several modules use stand here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, met, permission, unmet
from kanaal.core.texts import Text, Words, name, say
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import CONSOLE, administrator_of, appointed_to_console
from kanaal.partners.models import Partner
from kanaal.partners.permissions import (
    address_is_proved,
    is_primary_contact,
    is_the_clock,
    level_opens,
    membership_in_force,
)
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import company_of, contact_of
from kanaal.partners.rooms import APPOINTED, decide
from kanaal.people.permissions import is_signed_in, staff_is
from kanaal.programme.policies import policy

APPOINTED[CONSOLE] = appointed_to_console
works: Condition[Any] = staff_is("manager", "agent")


def console_door(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place for it, and whether it is open to a contact (V1); None when the programme has none."""
    found = [(place, decide(actor, partner, place)) for place in policy(PlacesPolicy).places if place.module == CONSOLE]
    return next((one for one in found if one[1].allowed), found[0] if found else None)


def console_name() -> Words | Text:
    """What the programme calls its place for it."""
    found = (place.name for place in policy(PlacesPolicy).places if place.module == CONSOLE)
    return next(found, None) or say(_("the console"))


@condition
def uses_console(actor: Actor, subject: object) -> Finding:
    """Is the Reseller Console open to the contact? It says what that door says (V1)."""
    partner = subject if isinstance(subject, Partner) else company_of(actor)
    if partner is None:
        return unmet(
            _("you act for no partner of this programme here"),
            remedy=say(_("Switch to your role as contact of a partner, at the top of the page.")),
        )
    found = console_door(actor, partner)
    if found is None:
        return unmet(_("this programme sells no licences by subscription"))
    place, decision = found
    if decision.allowed:
        return met(_("%(place)s is open to you"), place=place.name)
    first = decision.reasons[0]
    return Finding(
        False,
        say(_("%(place)s is not open to you: %(why)s"), place=place.name, why=first.says),
        first.remedy,
        first.link or reverse("place", args=[place.key]),
        first.link_label,
    )


@condition
def is_our_customer(actor: Actor, agreement: Agreement) -> Finding:
    """Does the contact's company sell to this customer now (V9)?"""
    if contact_of(actor, agreement.partner) is not None:
        return met(_("%(customer)s is your customer"), customer=name(agreement.name))
    return unmet(
        _("%(customer)s is not your customer"),
        customer=name(agreement.name),
        remedy=say(_("A customer chooses its reseller: ask for its consent code, and then for the move.")),
    )


@condition
def administers_it(actor: Actor, agreement: Agreement) -> Finding:
    if administrator_of(actor, agreement) is not None:
        return met(_("you administer %(number)s"), number=name(agreement.number))
    return unmet(
        _("you don't administer %(number)s"),
        number=name(agreement.number),
        remedy=say(_("Ask its primary administrator to invite you.")),
    )


@condition
def is_in_force(actor: Actor, agreement: Agreement) -> Finding:
    if agreement.is_live:
        return met(_("%(number)s is in force"), number=name(agreement.number))
    return unmet(_("%(number)s was cancelled on %(day)s"), number=name(agreement.number), day=agreement.cancelled_on)


# --- invitations and acceptance (V1–V3)


@condition
def reseller_sells(actor: Actor, partner: Partner) -> Finding:
    """Can the company that invited still sell licences? Whoever accepts is told no more of it than that (V1)."""
    places = [place for place in policy(PlacesPolicy).places if place.module == CONSOLE]
    opens = any(level_opens(place.key).ask(actor, partner).met for place in places)
    if opens and membership_in_force.ask(actor, partner).met:
        return met(_("%(partner)s sells licences in this programme"), partner=name(partner.name))
    return unmet(
        _("%(partner)s does not sell licences in this programme at present"),
        partner=name(partner.name),
        remedy=say(_("Ask %(partner)s, or let another reseller invite you."), partner=name(partner.name)),
    )


@condition
def appoints(actor: Actor, partner: Partner) -> Finding:
    """Appointments are the primary contact's; the clock ends those of people who left."""
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    return is_primary_contact.ask(actor, partner)


@condition
def chooses_contacts(actor: Actor, agreement: Agreement) -> Finding:
    """Whoever is primary contact where the agreement is now; the clock for somebody who left (V10)."""
    return appoints.ask(actor, agreement.partner)


@condition
def console_is_open(actor: Actor, agreement: Agreement) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    return uses_console.ask(actor, agreement.partner)


invite_customer = permission(_("invite a customer"), uses_console)
invite_customers = permission(_("invite the customers of a file"), uses_console)
change_customer_invitation = permission(_("change this invitation"), uses_console)
send_customer_invitation_again = permission(_("send this invitation again"), uses_console)
withdraw_customer_invitation = permission(_("withdraw this invitation"), uses_console)
expire_customer_invitation = permission(_("let an invitation expire"), is_the_clock)
accept_customer_invitation = permission(_("accept this invitation"), is_signed_in, address_is_proved, reseller_sells)
note_name_taken = permission(_("say that a name is taken"), is_signed_in)
appoint_to_console = permission(_("let somebody use the console"), is_primary_contact, uses_console)
dismiss_from_console = permission(_("end somebody's access to the console"), appoints)

# --- the agreement itself: contact, cancelling, moving, its name (V8–V11)

change_agreement_contact = permission(
    _("change who looks after this customer"), chooses_contacts, console_is_open, is_in_force
)
pass_on_customers_of_leaver = permission(_("pass on the customers of somebody who left"), is_the_clock)

# --- licences: authorising, ordering, renewing, committing (V4, V5, V7)

# --- what goes back (V6)

# --- administrators and users (V12, V13)

# --- what the clock does
