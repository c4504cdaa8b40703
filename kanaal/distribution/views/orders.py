"""The distributor's work list, an order, and its answers (V6)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distribution import permissions, queries
from kanaal.distribution.actions import answering
from kanaal.distribution.doors import distributor_of_request, distributor_page
from kanaal.distribution.forms import ConfirmForm, OrderFilters, RefuseForm
from kanaal.distribution.shown import order_tabs, shown_order
from kanaal.distribution.tables import orders_table
from kanaal.licensing.models import Order
from kanaal.licensing.shown_orders import cleared


def find(request: Any, number: str) -> Order:
    found = queries.order_called(request.actor, number)
    if found is None:
        raise Http404
    found.distributor = distributor_of_request(request)
    return found


@distributor_page
def home(request: Any) -> HttpResponse:
    """What waits for an answer, the oldest first."""
    filters = OrderFilters(request.GET, resellers=queries.resellers_of(request.actor))
    found = paged(queries.listed_orders(request.actor, filters.asked), request.GET, by=("asked_at", "pk"))
    context: dict[str, Any] = {
        "filters": filters,
        "rows": found,
        "table": orders_table(found.rows),
        "tabs": order_tabs("orders"),
    }
    return page(request, "distribution/orders.html", **context)


@distributor_page
def show(request: Any, order_number: str) -> HttpResponse:
    """What the reseller asks, for whom, how the licences stand, and the form that confirms them."""
    order = find(request, order_number)
    return page(request, "distribution/order.html", **shown_order(order, request.actor))


@distributor_page
def confirm(request: Any, order_number: str) -> HttpResponse:
    order = find(request, order_number)
    permissions.confirm_order.check(request.actor, order)
    lines = list(order.lines.select_related("addition").order_by("position"))
    form = ConfirmForm(request.POST or None, lines=lines)
    if form.is_valid() and form.done(lambda: _confirm(request, order, form)):
        asked = [(line, form.quantities[line.position]) for line in lines if line.position in form.quantities]
        for says in cleared(order, asked):
            messages.success(request, str(says))
        return redirect("distribution-order", order.number)
    return page(request, "distribution/confirm.html", form=form, order=order)


def _confirm(request: Any, order: Order, form: ConfirmForm) -> Order:
    number = form.cleaned_data["order_number"]
    return answering.confirm_order(order, quantities=form.quantities, order_number=number, by=request.actor)


@distributor_page
def refuse(request: Any, order_number: str) -> HttpResponse:
    order = find(request, order_number)
    permissions.refuse_lines.check(request.actor, order)
    form = RefuseForm(request.POST or None, lines=list(order.lines.order_by("position")))
    if form.is_valid() and form.done(lambda: _refuse(request, order, form)):
        messages.success(request, gettext("Refused. The reseller reads why, and what to do."))
        return redirect("distribution-order", order.number)
    return page(request, "distribution/refuse.html", form=form, order=order)


def _refuse(request: Any, order: Order, form: RefuseForm) -> Order:
    said = {key: form.cleaned_data[key] for key in ("reason", "note")}
    return answering.refuse_lines(order, quantities=form.quantities, by=request.actor, **said)
