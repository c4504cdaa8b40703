"""Where a person finds what is about themselves: the links in the menu with their name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavItem
from kanaal.core.texts import say
from kanaal.people import roles

_MINE = (
    (_("My ID"), "me", "circle-user"),
    (_("Signing in"), "mfa_index", "key-round"),
    (_("My data"), "me-data", "database"),
)

FURTHER: list[Callable[[Actor], Iterable[NavItem]]] = []
"""Links that a higher module adds to the menu with one's name; it registers in its places.py. They ask no database."""


def of_a_person(request: Any) -> list[NavItem]:
    """Nothing for strangers, nor while one views as somebody else: these pages are for the person alone."""
    actor = request.actor
    if not actor.signed_in or actor.view_only:
        return []
    links = [NavItem(say(label), reverse(page), icon) for label, page, icon in _MINE]
    links += [item for further in FURTHER for item in further(actor)]
    return [*links, NavItem(say(_("Staff")), reverse("staff"), "users")] if roles.staff_kind(actor) else links
