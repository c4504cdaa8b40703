"""Where registrations stand in the navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.partners.models import Contact
from kanaal.partners.queries import remember_contact
from kanaal.sales import permissions as sales


@places_for("contact")
def availability_place(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """For whoever holds a seat: asking before one names a customer."""
    partner = remember_contact(contact)
    decision, place = sales.decide_door(actor, partner), sales.sales_place()
    if decision is None or not decision.allowed or place is None or not sales.is_seated(contact):
        return
    item = NavItem(say(_("Is a deal free?")), reverse("availability"), "search-check")
    yield NavGroup(place.name, (item,))


@places_for("staff")
def registration_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Registrations")), reverse("desk-registrations"), "shield-check"),
        NavItem(say(_("Figures of the deal desk")), reverse("desk-deal-figures"), "chart-column"),
        NavItem(say(_("Who is away")), reverse("desk-absences"), "users-round"),
        NavItem(say(_("Named accounts")), reverse("desk-named-accounts"), "star"),
        NavItem(say(_("Availability checks")), reverse("desk-availability"), "search-check"),
    )
    yield NavGroup(say(_("Sales")), items)
