"""Where licences stand in the navigation of the vendor's staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say


@places_for("staff")
def licensing_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    yield NavGroup(say(_("Licences")), (NavItem(say(_("No surprise")), reverse("desk-unannounced"), "megaphone"),))
