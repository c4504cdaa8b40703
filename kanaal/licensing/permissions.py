"""Who may do what with agreements and their licences. Conditions that several modules use stand here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import Text, Words, name, say
from kanaal.distributors.queries import acts_for
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Agreement, Order
from kanaal.licensing.queries import CONSOLE, administrator_of, appointed_to_console, token_of
from kanaal.partners.doors import no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import (
    address_is_proved,
    is_primary_contact,
    is_the_clock,
    knows_the_address,
    level_opens,
    membership_in_force,
)
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import company_of, contact_of
from kanaal.partners.rooms import APPOINTED, as_the_door_says, door_into
from kanaal.people.permissions import is_signed_in, is_staff, staff_is
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
        return unmet(_("this programme sells no licences by subscription"))
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


@condition
def invites_customers(actor: Actor, partner: Partner) -> Finding:
    """Whoever uses the console; and the desk in its name, when it has ended an agreement of another segment (V8)."""
    if not actor.acts_as("staff"):
        return uses_console.ask(actor, partner)
    working = works.ask(actor, partner)
    return reseller_sells.ask(actor, partner) if working.met else working


invite_customer = permission(_("invite a customer"), invites_customers)
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
move_agreement = permission(_("move a customer to another reseller"), works, is_in_force)
cancel_agreement = permission(_("cancel an agreement"), works, is_in_force)
change_segment = permission(_("begin a customer anew in another market segment"), works, is_in_force)
rename_agreement = permission(_("change the name of an agreement"), works, is_in_force)
ask_for_reseller_switch = permission(_("ask that a customer moves to your company"), uses_console)
ask_for_agreement_name = permission(_("ask for another name of an agreement"), uses_console)
ask_for_segment_change = permission(_("ask for another market segment of a customer"), uses_console)

# --- licences: authorising, ordering, renewing, committing (V4, V5, V7)


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


SELLS = (uses_console, is_our_customer, is_in_force)
authorise_licences = permission(_("add licences for this customer"), *SELLS, is_for_sale)
remove_licences = permission(_("remove licences of this customer"), *SELLS)
order_licences = permission(_("order licences for this customer"), *SELLS, is_for_sale)
order_renewal = permission(_("renew licences of this customer"), *SELLS, is_for_sale)
withdraw_order = permission(_("withdraw this order"), uses_console, is_our_order)
clear_line = permission(_("confirm this order"), is_its_distributor)
ask_commitment = permission(_("ask this customer for a commitment"), *SELLS, is_for_sale)
accept_commitment = permission(
    _("accept this commitment"), of_its_agreement(administers_it), of_its_agreement(is_in_force)
)
decline_commitment = permission(_("decline this commitment"), of_its_agreement(administers_it))
change_renewal_setting = permission(_("change how licences renew by themselves"), *SELLS)

# --- what goes back (V6)


def of_its_order(asked: Condition[Order]) -> Condition[Any]:
    """A condition about orders, asked of the one whose return it is."""
    return Condition(asked.key, lambda actor, subject: asked.ask(actor, subject.order))


ask_return = permission(_("ask for a return of this order"), uses_console, is_our_order)
withdraw_return = permission(_("withdraw this return"), uses_console, of_its_order(is_our_order))
order_and_return = permission(_("order licences only to return them"), *SELLS, is_for_sale)

# --- administrators and users (V12, V13)


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


enter_admin_console = door(_("open the Admin Console"), administers_it, is_in_force)
invite_administrator = permission(_("invite an administrator"), administers_it, is_in_force)
change_primary_administrator = permission(_("choose another primary administrator"), administers_it, is_in_force)
send_administrator_invitation_again = permission(_("send an invitation again"), administers_it, is_in_force)
withdraw_administrator_invitation = permission(_("withdraw an invitation"), administers_it, is_in_force)
expire_administrator_invitation = permission(_("end an invitation"), is_the_clock)
accept_administration = permission(_("administer the agreement"), knows_the_address, is_in_force)
decline_administration = permission(_("decline the invitation"), knows_the_address)
dismiss_administrator = permission(_("end somebody's administration"), administers_it, is_in_force)

add_licence_user = permission(_("add a user"), looks_after_users, is_in_force)
change_licence_user = permission(_("change a user"), looks_after_users, is_in_force)
remove_licence_user = permission(_("remove a user"), looks_after_users, is_in_force)
import_licence_users = permission(_("take in a file of users"), administers_it, is_in_force)
assign_licence = permission(_("give somebody a licence"), looks_after_users, is_in_force)
assign_licences = permission(_("give licences to users"), looks_after_users, is_in_force)
take_licence_back = permission(_("take a licence back"), looks_after_users, is_in_force)
take_licences_back = permission(_("take licences back"), looks_after_users, is_in_force)
settle_groups = permission(_("give out licences by group"), keeps_groups)

make_licence_group = permission(_("make a group"), looks_after_users, is_in_force)
change_licence_group = permission(_("change a group"), looks_after_users, is_in_force)
change_group_members = permission(_("change who is in a group"), looks_after_users, is_in_force)
map_licence_group = permission(_("choose what a group gives"), administers_it, is_in_force)
remove_licence_group = permission(_("remove a group"), looks_after_users, is_in_force)
make_provisioning_token = permission(_("let a directory in"), administers_it, is_in_force)
revoke_provisioning_token = permission(_("shut a directory out"), administers_it)

give_switch_consent = permission(_("make a consent code"), administers_it, is_in_force)
withdraw_switch_consent = permission(_("withdraw a consent code"), administers_it)

# --- what the clock does

see_to_agreement = permission(_("see to what a day brings for an agreement"), is_the_clock)
see_agreements = door(_("see the agreements of customers"), is_staff)
ask_for_addressee = permission(_("ask who hears of what is coming"), works, is_in_force)
