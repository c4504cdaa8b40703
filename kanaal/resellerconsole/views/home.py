"""The console's first page: what presses, what will be renewed, and the customers; and the list as a file (V14)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase

from kanaal.core.pages import page
from kanaal.core.spreadsheets import FORMATS, file_answer
from kanaal.licensing import permissions
from kanaal.licensing.queries import CONSOLE
from kanaal.partners.doors import partner_of
from kanaal.partners.policy import PlacesPolicy
from kanaal.programme.policies import policy
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.forms.listing import CustomerFilters
from kanaal.resellerconsole.listing import export, shown
from kanaal.resellerconsole.listing.counting import COUNTED, counts
from kanaal.resellerconsole.listing.outlook import outlooks
from kanaal.resellerconsole.listing.rows import shown as rows_shown
from kanaal.resellerconsole.listing.tables import customers_table
from kanaal.resellerconsole.listing.views_of import ALL, Chosen, day_at


@console_page
def home(request: Any) -> HttpResponse:
    """Dashboards stand before the list where nothing was asked for yet; whoever narrows it wants the list."""
    partner, filters = partner_of(request), CustomerFilters(request.GET)
    chosen, words = _chosen(request, filters), filters.chosen.get("q", "")
    found = rows_shown(chosen, request.GET, words)
    counted = counts(partner, chosen.today, chosen.mine) if found.hits is None else None
    begins = counted if not request.GET else None
    return page(
        request,
        "resellerconsole/home.html",
        place=next(one for one in policy(PlacesPolicy).places if one.module == CONSOLE),
        filters=filters,
        found=found,
        table=customers_table(found, chosen),
        tabs=shown.tabs(chosen, counted, request.GET),
        figures=shown.figures(begins) if begins else (),
        outlooks=outlooks(partner, chosen.today, many=begins[ALL] > COUNTED) if begins else (),
        export_query=shown.kept(request.GET),
        may_invite=permissions.invite_customer.explain(request.actor, partner),
    )


@console_page
def export_customers(request: Any, format: str) -> HttpResponseBase:
    """The list as its filters narrow it, all of it."""
    if format not in FORMATS:
        raise Http404
    filters = CustomerFilters(request.GET)
    chosen, words = _chosen(request, filters), filters.chosen.get("q", "")
    stem = f"customers-{chosen.view}-{chosen.today.isoformat()}"
    return file_answer(stem, export.heading(), export.rows(chosen, words), format)


def _chosen(request: Any, filters: CustomerFilters) -> Chosen:
    partner, asked = partner_of(request), filters.chosen
    mine = request.subject if asked.get("who") == "me" else None
    return Chosen(partner, day_at(partner), asked.get("list") or ALL, mine, asked.get("sort", ""))
