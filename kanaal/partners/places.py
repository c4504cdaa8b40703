"""The navigation of contacts: the programme's tabs and places, and our own pages about the company."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for, support_for
from kanaal.core.texts import say
from kanaal.partners.models import Contact
from kanaal.partners.queries import remember_contact
from kanaal.partners.rooms import PORTAL, ROOMS, doorways

ROOMS[PORTAL] = "portal-home"


@places_for("contact")
def contact_places(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """Home and company first, then every tab of the programme with its places; what is not open says why."""
    partner = remember_contact(contact)
    yield NavGroup("", (NavItem(say(_("Home")), reverse("portal-home"), "house"),))
    yield NavGroup(
        say(_("Your company")),
        (
            NavItem(say(_("Company profile")), reverse("company"), "building-2"),
            NavItem(say(_("Membership")), reverse("membership"), "badge-check"),
            NavItem(say(_("Contacts")), reverse("contacts"), "users"),
            NavItem(say(_("What happened")), reverse("company-timeline"), "history"),
        ),
    )
    for tab, doors in doorways(actor, partner):
        items = (NavItem(d.place.name, d.url, d.place.icon, decision=d.decision) for d in doors)
        yield NavGroup(tab.name, tuple(items))


@support_for("contact")
def contact_support(actor: Actor, contact: Contact) -> Iterable[NavItem]:
    yield NavItem(say(_("My requests to the helpdesk")), reverse("my-requests"), "life-buoy")
    yield NavItem(say(_("Welcome kit")), reverse("welcome-kit"), "book-open")
    yield NavItem(say(_("Levels and what they need")), reverse("levels"), "layers")
