"""A customer: its licences and what comes next; its orders; its days; who it is (V4–V7, V10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing.shown_timeline import timeline_of
from kanaal.people import history
from kanaal.resellerconsole import tables_customer
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.finding import find_customer
from kanaal.resellerconsole.shown_about import about_customer, events_of, orders_of, returns_of
from kanaal.resellerconsole.shown_customer import shown_customer, tabs_of


@console_page
def show(request: Any, agreement_number: str) -> HttpResponse:
    """What happens next and why, what is owed, what there is, and what waits."""
    agreement = find_customer(request, agreement_number)
    return page(request, "resellerconsole/customer.html", **shown_customer(agreement, request.actor))


@console_page
def orders(request: Any, agreement_number: str) -> HttpResponse:
    """Our orders for this customer, and what goes back of them."""
    agreement = find_customer(request, agreement_number)
    rows = paged(orders_of(agreement), request.GET, by=("-pk",))
    return page(
        request,
        "resellerconsole/customer_orders.html",
        agreement=agreement,
        tabs=tabs_of(agreement, "console-customer-orders"),
        rows=rows,
        orders=tables_customer.orders_table(rows.rows),
        returns=tables_customer.returns_table(list(returns_of(agreement))),
    )


@console_page
def days(request: Any, agreement_number: str) -> HttpResponse:
    """The whole picture: what has been, what comes, until when it can be changed, and who is told."""
    agreement = find_customer(request, agreement_number)
    tabs = tabs_of(agreement, "console-customer-days")
    found = timeline_of(agreement, for_role="reseller")
    return page(request, "resellerconsole/customer_days.html", tabs=tabs, **found)


@console_page
def about(request: Any, agreement_number: str) -> HttpResponse:
    """Number, address, segment, administrators, who looks after it, and what happened since it is ours."""
    agreement = find_customer(request, agreement_number)
    rows = paged(events_of(agreement), request.GET, by=("-pk",))
    return page(
        request,
        "resellerconsole/customer_about.html",
        tabs=tabs_of(agreement, "console-customer-about"),
        rows=rows,
        timeline=history.entries(rows.rows),
        **about_customer(agreement, request.actor),
    )
