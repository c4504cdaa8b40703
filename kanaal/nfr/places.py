"""The room behind the programme's place for partners' own licences, and the desk's way to the pools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.nfr.policy import MODULE
from kanaal.nfr.queries import has_kit
from kanaal.partners.rooms import ROOMS

ROOMS[MODULE] = "nfr-home"


@places_for("staff")
def staff_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if has_kit():
        item = NavItem(say(_("Partners' own licences (NFR)")), reverse("desk-nfr"), "gift")
        yield NavGroup(say(_("Distribution")), (item,))
