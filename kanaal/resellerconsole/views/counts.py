"""Reconciliation: given out, usable, ordered, on distributors' books; of all customers, and of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing.counting import lines_of
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.finding import find_customer
from kanaal.resellerconsole.listing.views_of import customers_of
from kanaal.resellerconsole.shown_counts import counts_table, rows_of
from kanaal.resellerconsole.shown_customer import tabs_of

SOME = 25
"""Customers on a page; each is read whole."""


@console_page
def reconcile(request: Any) -> HttpResponse:
    """A line for each product of each customer, by name; a page of customers at a time."""
    mine = customers_of(partner_of(request)).filter(state="live")
    rows = paged(mine, request.GET, by=("name_key", "id"), size=SOME)
    table = counts_table(rows_of(rows.rows, lines_of(rows.rows)))
    return page(request, "resellerconsole/reconcile.html", rows=rows, table=table)


@console_page
def of_customer(request: Any, agreement_number: str) -> HttpResponse:
    agreement = find_customer(request, agreement_number)
    rows = rows_of([agreement], lines_of([agreement]))
    return page(
        request,
        "resellerconsole/customer_counts.html",
        agreement=agreement,
        tabs=tabs_of(agreement, "console-customer-counts"),
        table=counts_table(rows, customers=False),
        agrees=all(row.line.agrees for row in rows),
    )
