"""What administrators of a customer find in their navigation."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.licensing.models import Administrator

PAGES = (
    (_("Licences"), "admin-console", "layout-dashboard"),
    (_("Users"), "console-users", "users"),
    (_("Groups"), "console-groups", "users-round"),
    (_("Administrators"), "console-administrators", "user-cog"),
    (_("Directory"), "console-directory", "plug"),
    (_("Change reseller"), "console-switch", "arrow-right-left"),
    (_("What happened"), "console-timeline", "history"),
)


@places_for("administrator")
def console_places(actor: Actor, administrator: Administrator) -> Iterable[NavGroup]:
    agreement = administrator.agreement
    items = [NavItem(say(label), reverse(page), icon) for label, page, icon in PAGES]
    days = NavItem(say(_("The days")), reverse("agreement-timeline", args=[agreement.number]), "calendar")
    yield NavGroup(agreement.name, (items[0], days, *items[1:]))
