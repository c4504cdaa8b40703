"""Where the Sales Center is found: its place among the programme's, and below it what one does there."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.partners.models import Contact
from kanaal.partners.policy import TabsPolicy
from kanaal.partners.queries import remember_contact
from kanaal.partners.rooms import ROOMS, SEAT_PAGES
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.queries import sees_all

ROOMS[permissions.MODULE] = "sales-home"
SEAT_PAGES.append("sales-profile")


@places_for("contact")
def sales_pages(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """For whoever may enter. Without a seat of their own the primary contact finds the profile, to give seats."""
    partner = remember_contact(contact)
    decision = permissions.decide_door(actor, partner)
    place = permissions.sales_place()
    if decision is None or not decision.allowed or place is None:
        return
    items = []
    if sees_all(contact) or permissions.is_seated(contact):
        items += _item(_("Opportunities"), "opportunities", "briefcase")
        items += _item(_("Customers"), "find-accounts", "building-2")
        items += _item(_("Forecast"), "sales-forecast", "chart-column")
        items += _item(_("Calendar"), "sales-calendar", "calendar")
        items += _item(_("Questions about deals"), "sales-cases", "messages-square")
    items += _item(_("Company and seats"), "sales-profile", "users-round")
    tab = policy(TabsPolicy).get(place.tab)
    yield NavGroup(tab.name if tab else place.name, tuple(items))


def _item(label: str, url_name: str, icon: str) -> list[NavItem]:
    url = _url(url_name)
    return [NavItem(say(label), url, icon)] if url else []


def find_url() -> str:
    """Where a customer is looked up, from which a new opportunity begins (D5)."""
    return _url("find-accounts")


def _url(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


@places_for("staff")
def opportunity_places(actor: Actor, subject: object) -> Iterable[NavGroup]:
    yield NavGroup(say(_("Sales")), tuple(_item(_("Opportunities"), "desk-opportunities", "briefcase")))
