"""The reseller's list of its customers' contracts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.contracts.doors import contracts_page
from kanaal.contracts.forms import ContractFilters
from kanaal.contracts.knowing import known_of_many
from kanaal.contracts.permissions import contracts_door
from kanaal.contracts.queries import contracts_seen_by, narrowed
from kanaal.contracts.tables import contracts_table
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.partners.doors import partner_of


@contracts_page
def listed(request: Any) -> HttpResponse:
    """Those that end first stand first: that is where a call is due."""
    filters = ContractFilters(request.GET)
    found = paged(narrowed(contracts_seen_by(request.actor), filters.chosen), request.GET, by=("ends", "pk"))
    table = contracts_table(found.rows, known_of_many(found.rows))
    place = contracts_door(request.actor, partner_of(request))
    title = place[0].name if place else ""
    return page(request, "contracts/list.html", filters=filters, rows=found, table=table, title=title, desk=False)
