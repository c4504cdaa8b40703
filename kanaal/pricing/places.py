"""The room behind the programme's place for price lists, and the staff's way to all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.partners.rooms import ROOMS
from kanaal.pricing.permissions import MODULE

ROOMS[MODULE] = "price-lists"


@places_for("staff")
def staff_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Price lists")), reverse("all-price-lists"), "tags"),
        NavItem(say(_("Lists opened by hand")), reverse("price-list-grants"), "key-round"),
    )
    return [NavGroup(say(_("Catalogue")), items)]
