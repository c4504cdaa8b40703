"""The desk: pools, orders that wait, an order found by any number, and what is mended there (K5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanaal.contracts.models import ContractOrder
from kanaal.core.decisions import Permission
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distributors.queries import distributor_of
from kanaal.licensingwebsite import permissions, queries, shown, tables
from kanaal.licensingwebsite.actions.loading import load_order_serials
from kanaal.licensingwebsite.actions.mending import replace_order_serial, revoke_order_serial
from kanaal.licensingwebsite.forms import FindFilters, LoadForm, WhyForm
from kanaal.licensingwebsite.models import Serial
from kanaal.people.doors import staff_page

SHOWN = ("account", "contract", "distributor")


@staff_page(permissions.see_pools)
def pools(request: Any) -> HttpResponse:
    """The pools with what runs low, and the form with which more is loaded."""
    form, done = loaded(request, "desk-licences")
    if done is not None:
        return done
    loads = paged(queries.loads(), request.GET, by=("-pk",))
    return page(
        request,
        "licensingwebsite/desk/pools.html",
        form=form,
        may_load=permissions.load_order_serials.explain(request.actor, None),
        pools=tables.pools(queries.pools()),
        loads=loads,
        loaded=tables.loads(loads.rows),
        tabs=_tabs("desk-licences"),
    )


@staff_page(permissions.see_pools)
def waiting(request: Any) -> HttpResponse:
    """Orders that wait for serial numbers, the longest first."""
    rows = paged(queries.waiting_needs(), request.GET, by=("since", "pk"))
    table = tables.needs(rows.rows)
    return page(request, "licensingwebsite/desk/list.html", rows=rows, table=table, tabs=_tabs("desk-licences-waiting"))


@staff_page(permissions.see_pools)
def orders(request: Any) -> HttpResponse:
    """An order found by any number: ours, the distributor's, a purchase order, a contract's, a serial number."""
    filters = FindFilters(request.GET)
    found = queries.found_by_desk(str(filters.chosen.get("q") or "")).annotate(missing=Sum("serial_needs__missing"))
    rows = paged(found.select_related(*SHOWN).prefetch_related("lines"), request.GET, by=("-pk",))
    table = tables.found_orders(rows.rows)
    return page(
        request, "licensingwebsite/desk/list.html", rows=rows, table=table, filters=filters,
        tabs=_tabs("desk-licences-orders"),
    )  # fmt: skip


@staff_page(permissions.see_pools)
def order(request: Any, order_number: str) -> HttpResponse:
    """One order as the desk sees it: serial numbers masked, who looked at them, and what can be mended."""
    return _order_page(request, order_number)


def _order_page(request: Any, order_number: str, unmended: WhyForm | None = None) -> HttpResponse:
    """The order's page; `unmended` is the form of a serial number that could not be mended as it says."""
    found = get_object_or_404(queries.with_all(ContractOrder.objects.all()), number=order_number)
    serials = paged(queries.serials_of(found), request.GET, by=("sku", "place", "pk"), size=shown.MOST)
    products = shown.products(queries.lines_of(found), serials.rows)
    return page(
        request,
        "licensingwebsite/desk/order.html",
        order=found,
        holder=queries.holder_of(found),
        facts=shown.order_facts(found, to_staff=True),
        products=products,
        serials=serials,
        certificate=getattr(found, "valid", None),
        may_mend=permissions.revoke_order_serial.explain(request.actor, None),
        unmended=unmended,
        query=request.GET.urlencode(),
        timeline=shown.timeline(queries.events_about(found), receipts=True),
        standing=tables.standing_of(found, products),
        tabs=_tabs("desk-licences-orders"),
    )


@staff_page(permissions.see_pools)
def revoke(request: Any, order_number: str, pk: int) -> HttpResponse:
    says = _("The serial number is withdrawn.")
    return _mended(request, order_number, pk, permissions.revoke_order_serial, revoke_order_serial, says)


@staff_page(permissions.see_pools)
def replace(request: Any, order_number: str, pk: int) -> HttpResponse:
    says = _("Another serial number has taken its place.")
    return _mended(request, order_number, pk, permissions.replace_order_serial, replace_order_serial, says)


def loaded(request: Any, back: str) -> tuple[LoadForm, HttpResponse | None]:
    """The form for a file, and the answer once it was taken in; for the desk and for distributors."""
    if request.method == "POST":
        permissions.load_order_serials.check(request.actor, distributor_of(request.actor))
    form = LoadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return form, None
    sku, lines = form.cleaned_data["product"], form.cleaned_data["file"]
    made = form.run(lambda: load_order_serials(sku, lines=lines, by=request.actor))
    if made is None:
        return form, None
    says = ngettext("%(count)s serial number was loaded.", "%(count)s serial numbers were loaded.", made.count)
    messages.success(request, says % {"count": made.count})
    return form, redirect(back)


def _mended(
    request: Any, order_number: str, pk: int, may: Permission[Any], action: Callable[..., Serial], says: str
) -> HttpResponse:
    """Mend, or answer with the order and the form as it was sent. Whoever only follows the address (after signing in,
    say) is led to the order.
    """
    if request.method != "POST":
        return redirect("desk-licences-order", order_number)
    serial = get_object_or_404(Serial, pk=pk, order__number=order_number)
    may.check(request.actor, serial)
    form = WhyForm(request.POST, serial=pk)
    if form.is_valid() and form.done(lambda: action(serial, why=form.cleaned_data["why"], by=request.actor)):
        messages.success(request, says)
        return redirect("desk-licences-order", order_number)
    return _order_page(request, order_number, unmended=form)


def _tabs(current: str) -> list[dict[str, Any]]:
    labels = {
        "desk-licences": _("Serial numbers"),
        "desk-licences-waiting": _("Orders that wait"),
        "desk-licences-orders": _("Find an order"),
    }
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()]
