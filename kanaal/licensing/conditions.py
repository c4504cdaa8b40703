"""What is asked of whoever does something with agreements and their licences. Several modules use these."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, met, unmet
from kanaal.core.texts import Text, Words, name, say
from kanaal.distributors.queries import acts_for
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Agreement, Order
from kanaal.licensing.queries import CONSOLE, administrator_of, appointed_to_console, token_of
from kanaal.partners.doors import no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import (
    is_primary_contact,
    level_opens,
    membership_in_force,
)
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import company_of, contact_of
from kanaal.partners.rooms import APPOINTED, as_the_door_says, door_into
from kanaal.people.permissions import staff_is
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy

APPOINTED[CONSOLE] = appointed_to_console


works: Condition[Any] = staff_is("manager", "agent")


def console_door(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place for it, and whether it is open to a contact (V1); None when the programme has none."""
    return door_into(CONSOLE, actor, partner)


def console_name() -> Words | Text:
    """What the programme calls its place for it."""
    found = (place.name for place in policy(PlacesPolicy).places if place.module == CONSOLE)
    return next(found, None) or say(_("the console"))


@condition
def uses_console(actor: Actor, subject: object) -> Finding:
    """Is the Reseller Console open to the contact? It says what that door says (V1)."""
    partner = subject if isinstance(subject, Partner) else _company_here(actor, subject)
    if partner is None:
        return no_contact(actor)
    found = console_door(actor, partner)
    if found is None:
        return lacking(_("this programme sells no licences by subscription"))
    return as_the_door_says(*found)


def _company_here(actor: Actor, subject: object) -> Partner | None:
    """For whom the actor acts; where it is the reseller of what is asked about, that one is in hand already."""
    partner = getattr(subject, "partner", None)
    if isinstance(partner, Partner) and actor.acts_as("contact") and actor.role is not None:
        mine = contact_of(actor, partner)
        if mine is not None and mine.active and mine.pk == actor.role.id:
            return partner
    return company_of(actor)


@condition
def is_our_customer(actor: Actor, agreement: Agreement) -> Finding:
    """Does the contact's company sell to this customer now (V9)?"""
    mine = contact_of(actor, agreement.partner) if actor.acts_as("contact") else None
    if mine is not None and mine.active:
        return met(_("%(customer)s is your customer"), customer=name(agreement.name))
    return unmet(
        _("%(customer)s is not your customer"),
        customer=name(agreement.name),
        remedy=say(_("A customer chooses its reseller: ask for its consent code, and then for the move.")),
        link=reverse("ask-request", args=["reseller_switch"]),
        label=say(_("Ask for the move")),
    )


@condition
def administers_it(actor: Actor, agreement: Agreement) -> Finding:
    if administrator_of(actor, agreement) is not None:
        return met(_("you administer %(number)s"), number=name(agreement.number))
    if actor.acts_as("contact"):
        return unmet(
            _("a reseller does not decide for its customer"),
            remedy=say(_("Ask the customer: its administrators do this in the Admin Console.")),
        )
    return unmet(
        _("you don't administer %(number)s"),
        number=name(agreement.number),
        remedy=say(_("Ask its primary administrator to invite you.")),
    )


@condition
def is_in_force(actor: Actor, agreement: Agreement) -> Finding:
    if agreement.is_live:
        return met(_("%(number)s is in force"), number=name(agreement.number))
    return unmet(
        _("%(number)s was cancelled on %(day)s"),
        number=name(agreement.number),
        day=agreement.cancelled_on,
        remedy=say(_("What was bought stays on its pages. The reseller invites the customer to a new one.")),
    )


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


@condition
def invites_customers(actor: Actor, partner: Partner) -> Finding:
    """Whoever uses the console; and the desk in its name, when it has ended an agreement of another segment (V8)."""
    if not actor.acts_as("staff"):
        return uses_console.ask(actor, partner)
    working = works.ask(actor, partner)
    return reseller_sells.ask(actor, partner) if working.met else working


@condition
def is_for_sale(actor: Actor, agreement: Agreement) -> Finding:
    """Are licences of this kind of agreement ordered from a distributor at all?"""
    kind = kind_of(agreement)
    if kind.use != "nfr":
        return met(_("licences of %(kind)s are sold"), kind=kind.name)
    return unmet(
        _("licences of %(kind)s are not sold"),
        kind=kind.name,
        remedy=say(_("The programme gives them, by your level; nobody orders them.")),
    )


@condition
def is_our_order(actor: Actor, order: Order) -> Finding:
    """Did the contact's company place the order? A former reseller keeps its own (V9)."""
    mine = contact_of(actor, order.partner) if actor.acts_as("contact") else None
    if mine is not None and mine.active:
        return met(_("your company placed it"))
    return unmet(_("another company placed it"), remedy=say(_("Whoever placed it can take it back.")))


@condition
def is_its_distributor(actor: Actor, order: Order) -> Finding:
    if acts_for(actor, order.distributor):
        return met(_("you act for its distributor"))
    return unmet(
        _("it waits for another distributor"), remedy=say(_("Only the distributor that was asked can answer it."))
    )


def of_its_agreement(asked: Condition[Agreement]) -> Condition[Any]:
    """A condition about agreements, asked of the one that something belongs to."""
    return Condition(asked.key, lambda actor, subject: asked.ask(actor, subject.agreement))


def of_its_order(asked: Condition[Order]) -> Condition[Any]:
    """A condition about orders, asked of the one whose return it is."""
    return Condition(asked.key, lambda actor, subject: asked.ask(actor, subject.order))


@condition
def looks_after_users(actor: Actor, agreement: Agreement) -> Finding:
    """An administrator, or the directory that an administrator let in with a token."""
    token = token_of(actor, agreement)
    if token is not None:
        return met(_("%(token)s provisions the users"), token=name(token.name))
    return administers_it.ask(actor, agreement)


@condition
def keeps_groups(actor: Actor, agreement: Agreement) -> Finding:
    """The clock, too: a licence that became free goes to whoever waits for it in a group."""
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    return looks_after_users.ask(actor, agreement)
