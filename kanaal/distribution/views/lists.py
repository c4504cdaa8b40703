"""The list of returns, as the distributor and as the vendor's desk see it: what waits, the oldest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distribution import queries
from kanaal.distribution.forms import ReturnFilters
from kanaal.distribution.tables import returns_table


def returns_page(
    request: Any, template: str, filters: ReturnFilters, *, desk: bool = False, **context: Any
) -> HttpResponse:
    """Fifty of those that the actor may see, as the filters narrow them."""
    rows = paged(queries.listed_returns(request.actor, filters.asked), request.GET, by=("asked_at", "pk"))
    shown: dict[str, Any] = {"filters": filters, "rows": rows, "table": returns_table(rows.rows, desk=desk)}
    return page(request, template, **shown, **context)
