"""The vendor's desk: every contract and every order, found by any number that somebody has in hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kanaal.contracts import permissions
from kanaal.contracts.forms import ContractFilters, OrderFilters
from kanaal.contracts.knowing import known_of_many
from kanaal.contracts.queries import contracts_seen_by, found_by_number, narrowed, orders_seen_by
from kanaal.contracts.tables import contracts_table, orders_table
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_contracts)


@desk_page
def listed(request: Any) -> HttpResponse:
    filters = ContractFilters(request.GET)
    found = paged(narrowed(contracts_seen_by(request.actor), filters.chosen), request.GET, by=("ends", "pk"))
    table = contracts_table(found.rows, known_of_many(found.rows), desk=True)
    shown: dict[str, Any] = {"filters": filters, "rows": found, "table": table, "title": _("Contracts"), "desk": True}
    return page(request, "contracts/list.html", **shown)


@desk_page
def orders(request: Any) -> HttpResponse:
    """Orders of licences, with a contract and without."""
    filters = OrderFilters(request.GET)
    asked = orders_seen_by(request.actor)
    if words := str(filters.chosen.get("q") or ""):
        asked = found_by_number(asked, words)
    found = paged(asked, request.GET, by=("-pk",))
    shown: dict[str, Any] = {"filters": filters, "rows": found, "table": orders_table(found.rows), "desk": True}
    return page(request, "contracts/orders.html", **shown)
