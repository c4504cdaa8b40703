"""Where levels stand in the navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say


@places_for("contact")
def level_of_company(actor: Actor, contact: Any) -> Iterable[NavGroup]:
    yield NavGroup(say(_("Your company")), (NavItem(say(_("Your level")), reverse("my-level"), "trending-up"),))


@places_for("staff")
def levels_at_the_desk(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Applications for a level")), reverse("desk-upgrades"), "trending-up"),
        NavItem(say(_("Programme")), reverse("programme"), "book-open"),
    )
    yield NavGroup(say(_("Desk")), items)
