"""Where the Reseller Console is found: its place among the programme's, and below it what one does there."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for, support_for
from kanaal.core.texts import say
from kanaal.licensing.conditions import console_door
from kanaal.licensing.queries import CONSOLE
from kanaal.partners.models import Contact
from kanaal.partners.policy import TabsPolicy
from kanaal.partners.queries import remember_contact
from kanaal.partners.rooms import ROOMS
from kanaal.programme.policies import policy

ROOMS[CONSOLE] = "reseller-console"
PAGES = (
    (_("Invitations of customers"), "console-invitations", "mail"),
    (_("Your orders"), "console-own-orders", "package"),
    (_("Counts compared"), "console-reconcile", "scale"),
    (_("Who uses the console"), "console-people", "users-round"),
    (_("Guide"), "console-guide", "book-open"),
)
"""Below the place itself, in this order: label, url name, icon."""


@places_for("contact")
def console_pages(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """For whoever may enter."""
    found = console_door(actor, remember_contact(contact))
    if found is None or not found[1].allowed:
        return
    tab = policy(TabsPolicy).get(found[0].tab)
    items = [NavItem(say(label), url, icon) for label, name, icon in PAGES if (url := _url(name))]
    yield NavGroup(tab.name if tab else found[0].name, tuple(items))


@support_for("contact")
def console_support(actor: Actor, contact: Contact) -> Iterable[NavItem]:
    """The guide, at hand in the head of every page (V14)."""
    found = console_door(actor, remember_contact(contact))
    if found is not None and found[1].allowed and (url := _url("console-guide")):
        yield NavItem(say(_("Guide to %(place)s"), place=found[0].name), url, "book-open")


def _url(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
