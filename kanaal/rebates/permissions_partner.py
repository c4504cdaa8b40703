"""What a partner may do with its rebates: see where they come from, and dispute a line (R3)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.partners.doors import no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import contact_active, is_primary_contact
from kanaal.partners.policy import Place
from kanaal.partners.queries import company_of
from kanaal.partners.rooms import as_the_door_says, door_into
from kanaal.people.permissions import staff_is
from kanaal.programme.lacking import lacking
from kanaal.rebates.models import Statement

MODULE = "rebates"
"""The module behind the programme's place for rebates."""
DECIDES: Condition[Any] = staff_is("manager", "agent")


def rebates_door(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place for rebates, and whether it is open to a contact; None when the programme has none."""
    return door_into(MODULE, actor, partner)


@condition
def enters_rebates(actor: Actor, subject: object) -> Finding:
    """Is the place open; or has the company statements from a level that it had before? Those stay theirs."""
    partner = subject if isinstance(subject, Partner) else company_of(actor)
    if partner is None:
        return no_contact(actor)
    found = rebates_door(actor, partner)
    if found is None:
        return lacking(_("this programme has no rebates"))
    place, decision = found
    if decision.allowed:
        return as_the_door_says(place, decision)
    if is_primary_contact.ask(actor, partner).met and Statement.objects.filter(partner=partner).exists():
        return met(_("your company has statements, which stay yours whatever its level is now"))
    return as_the_door_says(place, decision)


@condition
def statements_have_come(actor: Actor, partner: Partner) -> Finding:
    """Only what has counted can be disputed."""
    if Statement.objects.filter(partner=partner).exclude(state="made").exists():
        return met(_("your company has a statement"))
    return unmet(
        _("your company has no statement yet"),
        remedy=say(_("The first one comes once a cycle is approved in which your company earned something.")),
        link=reverse_lazy("rebates-home"),
        label=say(_("Look at your rebates")),
    )


see_own_rebates = door(_("see what your company earns"), enters_rebates)
dispute_entry = permission(
    _("dispute a line of a statement"), contact_active, is_primary_contact, enters_rebates, statements_have_come
)
ask_about_missing_line = permission(
    _("ask for a sale that is missing"), contact_active, is_primary_contact, enters_rebates
)
amend_entry = permission(_("correct what a line gave"), DECIDES)
settle_missing_line = permission(_("count a sale that was missing"), DECIDES)
