"""The Sales Center's first page: what there is to do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.sales import permissions, queries
from kanaal.sales.doors import sales_page
from kanaal.sales.places import find_url
from kanaal.sales.tables import opportunities_table

SHOWN = 8


@sales_page
def home(request: Any) -> HttpResponse:
    """What ends or should have ended, before the latest; a primary contact without a seat is led to the seats."""
    partner = partner_of(request)
    mine = queries.opportunities_at(partner, request.actor)
    near = mine.select_related("account")
    soon = list(queries.ending_soon(near).order_by("protected_until", "id")[:SHOWN])
    passed = list(queries.day_passed(near).order_by("close_on", "id")[:SHOWN])
    return page(
        request,
        "sales/home.html",
        place=permissions.sales_place(),
        may_open=permissions.open_opportunity.explain(request.actor, partner),
        find_url=find_url(),
        sees=queries.sees_all(request.subject) or permissions.holds_own_seat(request.actor, partner).met,
        soon=opportunities_table(soon, caption=gettext("Protection ends soon")) if soon else None,
        passed=opportunities_table(passed, caption=gettext("Their expected day has passed")) if passed else None,
        latest=opportunities_table(near.filter(state="open").order_by("-id")[:SHOWN], caption=gettext("The latest")),
        counted=queries.counted(mine),
    )
