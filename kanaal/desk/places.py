"""The navigation of the vendor's staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.sql import Counted
from kanaal.core.texts import say
from kanaal.desk.queries import AT_MOST, Figure, handed_in
from kanaal.people import roles

WAITING = "enrolments_waiting"
roles.BESIDE[WAITING] = lambda: Counted(handed_in().values("pk")[: AT_MOST + 1])


@places_for("staff", first=True)
def desk_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    figure = Figure(getattr(subject, WAITING, 0))
    items = (
        NavItem(say(_("Work list")), reverse("desk-home"), "list-todo"),
        NavItem(
            say(_("Enrolments")), reverse("desk-enrolments"), "file-pen", count=str(figure) if figure.number else None
        ),
        NavItem(say(_("Partners")), reverse("desk-partners"), "building-2"),
        NavItem(say(_("Figures")), reverse("desk-figures"), "chart-column"),
        NavItem(say(_("Background work")), reverse("desk-work"), "list-checks"),
        NavItem(say(_("Requests to the helpdesk")), reverse("request-queue"), "life-buoy"),
    )
    return [NavGroup(say(_("Desk")), items)]
