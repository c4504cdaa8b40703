"""Where accounts are found: the desk's navigation. Partners come to them from the room in which they sell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say


@places_for("staff")
def account_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    items = (
        NavItem(say(_("Accounts")), reverse("desk-accounts"), "building-2"),
        NavItem(say(_("Duplicates")), reverse("desk-duplicates"), "copy"),
    )
    return [NavGroup(say(_("Customers")), items)]
