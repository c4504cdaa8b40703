"""Who may do what in the Sales Center. Which place of the programme it is, and for whom, the pack says; an opportunity
is its owner's alone (D3), but for what the programme gives the primary contact to see.
"""

from __future__ import annotations

import datetime as dt

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.partners import permissions as partners
from kanaal.partners import rooms
from kanaal.partners.models import Contact, Partner
from kanaal.partners.permissions import contact_active, is_primary_contact, is_the_clock, membership_in_force
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import contact_of
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import SalesPolicy

MODULE = "sales"


def sales_places() -> tuple[Place, ...]:
    """The places of the programme that this module fills; none where the programme has no such place."""
    return tuple(place for place in policy(PlacesPolicy).places if place.module == MODULE)


def sales_place() -> Place | None:
    return next(iter(sales_places()), None)


def decide_door(actor: Actor, partner: Partner) -> Decision | None:
    """The door of a place that lets the actor in, else of the first one; None where the programme has none."""
    region = open_in_region(actor, partner)
    decisions = [_with(rooms.decide(actor, partner, place), region) for place in sales_places()]
    return next((one for one in decisions if one.allowed), next(iter(decisions), None))


def _with(decision: Decision, finding: Finding) -> Decision:
    return Decision(decision.permission, decision.does, (*decision.findings, finding))


def needs_seat() -> bool:
    """Does the programme ask for a sales seat (P10)?"""
    places = sales_places()
    return bool(places) and all(place.needs_seat for place in places)


def is_seated(contact: Contact) -> bool:
    """May this contact own opportunities, as far as seats go? The same as `holds_own_seat`, without its words."""
    return contact.seat_since is not None or not needs_seat()


# --- at a company


def _no_place() -> Finding:
    return lacking(_("this programme has no place for sales"))


@condition
def sales_is_offered(actor: Actor, partner: Partner) -> Finding:
    """Does the programme have a place for sales at all, and does the company's level open it (P9)?"""
    found = [partners.level_opens(place.key).ask(actor, partner) for place in sales_places()]
    return next((one for one in found if one.met), next(iter(found), _no_place()))


@condition
def meant_for_this_contact(actor: Actor, partner: Partner) -> Finding:
    found = [rooms.audience_is(place.audience).ask(actor, partner) for place in sales_places()]
    return next((one for one in found if one.met), next(iter(found), _no_place()))


@condition
def open_in_region(actor: Actor, partner: Partner) -> Finding:
    """Is the programme offered where the company is (`open` of the region, in the pack)?"""
    region = policy(RegionsPolicy).get(partner.region)
    if region is not None and region.open:
        return met(_("the programme is open in your region, %(region)s"), region=region.name)
    return unmet(
        _("the programme is not open in your region"),
        remedy=say(_("The helpdesk can tell you whether, and when, it will be.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def holds_own_seat(actor: Actor, partner: Partner) -> Finding:
    """To own opportunities everybody needs a seat, the primary contact, too (P10, D3)."""
    if not needs_seat():
        return met(_("this programme asks for no sales seat"))
    mine = contact_of(actor, partner)
    if mine is not None and mine.active and mine.seat_since is not None:
        return met(_("you hold a sales seat"))
    return rooms.no_seat(actor, partner)


OPEN = (membership_in_force, contact_active, sales_is_offered, open_in_region, meant_for_this_contact)
SEATED = (*OPEN, holds_own_seat)


# --- about one opportunity


def at_its_company(asked: Condition[Partner]) -> Condition[Opportunity]:
    """A condition about companies, asked of the one whose opportunity it is."""

    def ask(actor: Actor, opportunity: Opportunity) -> Finding:
        return asked.ask(actor, opportunity.partner)

    return Condition(asked.key, ask)


SEATED_THERE = tuple(at_its_company(one) for one in SEATED)
OPEN_THERE = tuple(at_its_company(one) for one in OPEN)


@condition
def owns_it(actor: Actor, opportunity: Opportunity) -> Finding:
    if actor.person_id is not None and actor.person_id == opportunity.owner_id:
        return met(_("it is yours"))
    return unmet(_("it is somebody else's"), remedy=say(_("Ask its owner to do it, or to hand it over to you.")))


def orphaned(opportunity: Opportunity) -> bool:
    """Can its owner work on it no longer, for want of a seat or because they left?"""
    held = Contact.objects.filter(partner_id=opportunity.partner_id, person_id=opportunity.owner_id, active=True)
    return not (held.filter(seat_since__isnull=False) if needs_seat() else held).exists()


@condition
def may_hand_over(actor: Actor, opportunity: Opportunity) -> Finding:
    """Its owner; the primary contact where they see all, or where its owner can work on it no longer; the clock."""
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    if actor.person_id is not None and actor.person_id == opportunity.owner_id:
        return met(_("it is yours"))
    primary = is_primary_contact.ask(actor, opportunity.partner)
    if not primary.met:
        return unmet(_("it is somebody else's"), remedy=say(_("Ask its owner to hand it over.")))
    if policy(SalesPolicy).primary_sees_all or orphaned(opportunity):
        return primary
    return unmet(
        _("its owner works on it themselves"), remedy=say(_("Ask its owner to hand it over, or to whom it should go."))
    )


@condition
def may_see(actor: Actor, opportunity: Opportunity) -> Finding:
    """Its owner; the primary contact where the programme says so; staff (D3)."""
    if actor.acts_as("staff") or (actor.person_id is not None and actor.person_id == opportunity.owner_id):
        return met(_("you may see it"))
    if policy(SalesPolicy).primary_sees_all:
        return is_primary_contact.ask(actor, opportunity.partner)
    return unmet(_("it is somebody else's"), remedy=say(_("Whoever owns it sees it.")))


@condition
def closed_not_long_ago(actor: Actor, opportunity: Opportunity) -> Finding:
    """`reopen_days` of the pack, counted from the day on which it was closed."""
    closed = opportunity.closed_at or clock.now()
    until = clock.date_of(closed) + dt.timedelta(days=policy(SalesPolicy).reopen_days)
    if clock.today() <= until:
        return met(_("it can be opened again until %(day)s"), day=until)
    return unmet(
        _("it could be opened again until %(day)s"),
        day=until,
        remedy=say(_("Let the partner copy it, and go on with the copy.")),
    )


works = staff_is("manager", "agent")

enter_sales = door(_("open the sales center"), *OPEN, holds_own_seat)
see_sales_profile = door(_("see who works here"), *OPEN)
open_opportunity = permission(_("open an opportunity"), *SEATED)
copy_opportunity = permission(_("copy this opportunity"), *SEATED_THERE, may_see)
change_opportunity = permission(_("change this opportunity"), *SEATED_THERE, owns_it)
move_stage = permission(_("move this opportunity to another stage"), *SEATED_THERE, owns_it)
add_line = permission(_("put products on this opportunity"), *SEATED_THERE, owns_it)
change_line = permission(_("change the products of this opportunity"), *SEATED_THERE, owns_it)
remove_line = permission(_("take products off this opportunity"), *SEATED_THERE, owns_it)
take_new_prices = permission(_("take the present prices"), *SEATED_THERE, owns_it)
hand_over_opportunity = permission(_("hand over this opportunity"), at_its_company(contact_active), may_hand_over)
hand_over_opportunities = permission(_("hand over opportunities"), *OPEN)
hand_over_of_leaver = permission(_("hand over what a leaver owned"), is_the_clock)
book_opportunity = permission(_("close this opportunity as booked"), *SEATED_THERE, owns_it)
lose_opportunity = permission(_("close this opportunity as lost"), *SEATED_THERE, owns_it)
cancel_opportunity = permission(_("close this opportunity as cancelled"), *SEATED_THERE, owns_it)
reopen_opportunity = permission(_("open this opportunity again"), works, closed_not_long_ago)
expire_opportunity = permission(_("let an opportunity expire"), is_the_clock)
remind_of_expiry = permission(_("remind of an opportunity that expires"), is_the_clock)
see_opportunities = door(_("see the opportunities of partners"), is_staff)
make_calendar_feed = permission(_("make an address for your calendar"), *SEATED)
end_calendar_feed = permission(_("take the address of your calendar away"), contact_active)
