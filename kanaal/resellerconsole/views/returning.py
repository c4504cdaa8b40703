"""A company's own orders; asking for returns; ordering what is owed only to return it (V6, V9)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing import permissions, returns
from kanaal.licensing.actions import returning as actions
from kanaal.licensing.models import Agreement, Order
from kanaal.licensing.queries import agreement_called
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole import own_orders
from kanaal.resellerconsole.at_once import shown_at_once
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.forms.returning import AtOnceForm, OwnOrderFilters, ReturnForm


def _order(request: Any, number: str) -> Order:
    found = own_orders.own_order(request.actor, partner_of(request), number)
    if found is None:
        raise Http404
    return found


@console_page
def listed(request: Any) -> HttpResponse:
    """All that the company ever ordered, the newest first; also for customers that have another reseller now."""
    filters = OwnOrderFilters(request.GET)
    found = paged(own_orders.listed(request.actor, filters.chosen), request.GET, by=("-asked_at", "-pk"))
    table = own_orders.orders_table(found.rows)
    return page(request, "resellerconsole/own_orders.html", filters=filters, rows=found, table=table)


@console_page
def show(request: Any, order_number: str) -> HttpResponse:
    order = _order(request, order_number)
    return page(request, "resellerconsole/own_order.html", **own_orders.shown_order(order, request.actor))


@console_page
def ask(request: Any, order_number: str) -> HttpResponse:
    """What goes back, until when, and what comes back for it; every reason when it can't."""
    order = _order(request, order_number)
    known = returns.known_of(order)
    form = ReturnForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid() and (made := form.run(lambda: _ask(request, order, form))):
        messages.success(request, gettext("%(number)s waits for the distributor now.") % {"number": made.number})
        return redirect("console-own-order", order.number)
    asked = known.all_left if known.whole or not form.is_bound else form.quantities
    context: dict[str, Any] = {"order": order, "known": known, "until": returns.return_until(known)}
    context["decision"] = own_orders.explain_return(request.actor, known, asked, own_orders.open_return(order))
    context["credit"] = own_orders.credit_table(known)
    return page(request, "resellerconsole/return.html", form=form, **context)


def _ask(request: Any, order: Order, form: ReturnForm) -> Any:
    reason = form.cleaned_data["reason"]
    return actions.ask_return(order, lines=form.quantities, reason=reason, by=request.actor)


@require_POST
@console_page
def withdraw(request: Any, return_number: str) -> HttpResponse:
    found = own_orders.own_return(request.actor, return_number)
    if found is None:
        raise Http404
    actions.withdraw_return(found, by=request.actor)
    messages.success(request, gettext("%(number)s is withdrawn. The licences stay.") % {"number": found.number})
    return redirect("console-own-order", found.order.number)


@console_page
def at_once(request: Any, agreement_number: str) -> HttpResponse:
    """One way out for what is owed and nobody wants: order it, and let it go back as soon as it is confirmed (V6)."""
    agreement = agreement_called(request.actor, agreement_number)
    if agreement is None:
        raise Http404
    agreement.partner = partner_of(request)
    permissions.order_and_return.check(request.actor, agreement)
    shown = shown_at_once(agreement)
    posted = request.POST if request.method == "POST" else None
    form = AtOnceForm(posted, owed=shown["owed"], distributors=shown["distributors"])
    if form.is_valid() and (order := form.run(lambda: _order_and_return(request, agreement, form))):
        says = gettext("%(number)s waits for the distributor. It goes back as soon as it is confirmed.")
        messages.success(request, says % {"number": order.number})
        return redirect("console-own-order", order.number)
    return page(request, "resellerconsole/return_at_once.html", form=form, agreement=agreement, **shown)


def _order_and_return(request: Any, agreement: Agreement, form: AtOnceForm) -> Order:
    """What it comes to was shown for all that is owed; of fewer it comes to less."""
    all_of_it = all(form.wanted.get(number) == quantity for number, quantity in form.owed.items())
    return actions.order_and_return(
        agreement,
        wanted=form.wanted,
        distributor=form.chosen,
        reference=form.cleaned_data["reference"],
        by=request.actor,
        seen=request.POST.get("seen", "") if all_of_it else "",
    )
