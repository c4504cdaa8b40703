"""Where rebates stand in the navigation of the vendor's staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.programme import releases
from kanaal.rebates.policy import RebatesPolicy


@places_for("staff")
def rebates_at_the_desk(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if releases.exists() and releases.current().pack.has(RebatesPolicy):
        items = (
            NavItem(say(_("Cycles")), reverse("rebate-cycles"), "banknote"),
            NavItem(say(_("Lines without a deal")), reverse("rebate-lines"), "scan-search"),
            NavItem(say(_("Accruals")), reverse("rebate-accruals"), "scale"),
        )
        yield NavGroup(say(_("Rebates")), items)
