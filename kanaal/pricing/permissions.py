"""Who may see which price list, and who opens one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PriceList
from kanaal.catalogue.rules import DATES, misses
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, condition, door, met, permission
from kanaal.core.texts import say
from kanaal.partners import rooms
from kanaal.partners.models import Partner
from kanaal.partners.permissions import contact_active, is_primary_contact, is_the_clock, membership_in_force
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.people.permissions import is_staff, staff_is
from kanaal.pricing.queries import buyer_of
from kanaal.pricing.reasons import finding_of
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy

MODULE = "pricing"


def place() -> Place | None:
    """The place of the programme that price lists fill."""
    return next((one for one in policy(PlacesPolicy).places if one.module == MODULE), None)


@condition
def may_enter_price_lists(actor: Actor, partner: Partner | None) -> Finding:
    """The door of the place (P9), or staff, who see every list."""
    if actor.acts_as("staff"):
        return is_staff.ask(actor, None)
    found = place()
    if partner is None or found is None:
        return lacking(_("this programme has no price lists"))
    decision = rooms.decide(actor, partner, found)
    return decision.reasons[0] if not decision.allowed else met(_("price lists are open to you"))


see_price_lists = door(_("see price lists"), may_enter_price_lists)
take_price_list = permission(_("take a price list as a file"), may_enter_price_lists)
see_every_price_list = door(_("see every price list"), is_staff)
grant_price_list = permission(_("open a price list for a partner"), staff_is("manager", "agent"))
revoke_price_list = permission(_("close a price list that was opened for a partner"), staff_is("manager", "agent"))
announce_price_list = permission(_("tell partners about a price list"), is_the_clock)
ask_for_price_list: Any = permission(_("ask for a price list"), membership_in_force, contact_active, is_primary_contact)


def decide_list(actor: Actor, partner: Partner | None, one: PriceList) -> Decision:
    """May the actor see this list? With every reason why the list is not the partner's; its days hide nothing."""
    decision = see_price_lists.explain(actor, partner)
    if partner is None or not decision.allowed:
        return decision

    against = [m for m in misses(one.terms, buyer_of(partner), clock.today()) if m.why not in DATES]
    findings = tuple(finding_of(miss, one) for miss in against) or (met(_("this list is for your company")),)
    return Decision(decision.permission, say(_("see the price list %(list)s"), list=one.book.name), findings)
