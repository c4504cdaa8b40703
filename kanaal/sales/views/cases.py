"""What one has asked the helpdesk about one's deals, filed and found in the Sales Center (D10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.cases.links import new_case
from kanaal.cases.queries import cases_seen_by
from kanaal.cases.tables import my_table
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.sales.doors import sales_page
from kanaal.sales.shown import CASE_CATEGORY


@sales_page
def cases(request: Any) -> HttpResponse:
    """My questions about deals; a new one begins with what it is about filled in."""
    found = cases_seen_by(request.actor).filter(category=CASE_CATEGORY).select_related("asked_by")
    rows = paged(found, request.GET, by=("-pk",))
    return page(request, "sales/cases.html", rows=rows, table=my_table(rows.rows), ask_url=new_case(CASE_CATEGORY))
