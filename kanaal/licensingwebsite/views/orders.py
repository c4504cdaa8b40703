"""Orders of an ID: found, shown, exported; serial numbers on demand; certificates (K4, K5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kanaal.catalogue.books import called
from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.spreadsheets import FORMATS, file_answer
from kanaal.licensingwebsite import exporting, paper, permissions, queries, shown, tables
from kanaal.licensingwebsite.actions.certificates import issue_licence_certificate
from kanaal.licensingwebsite.actions.showing import show_order_serial
from kanaal.licensingwebsite.doors import licences_page, order_of
from kanaal.licensingwebsite.forms import OrderFilters

SHOWN = ("account", "contract")
ACCOUNTS = 200
"""So many accounts the list can be narrowed to; whoever orders for more finds them by their names."""


@licences_page
def home(request: Any) -> HttpResponse:
    """What was ordered with this ID; nobody's, and why that may be, where there is nothing."""
    mine = queries.orders_seen_by(request.actor)
    accounts = [(one.number, one.name) for one in queries.accounts_of(mine).order_by("name", "pk")[:ACCOUNTS]]
    filters = OrderFilters(request.GET, accounts=accounts)
    chosen = queries.narrowed(mine, filters.chosen).annotate(missing=Sum("serial_needs__missing"))
    found = paged(chosen.select_related(*SHOWN).prefetch_related("lines"), request.GET, by=("-ordered_on", "-pk"))
    table = tables.orders(found.rows, _("None of your orders fits what you look for."))
    context: dict[str, Any] = {"filters": filters, "found": found, "table": table, "has_orders": bool(accounts)}
    if not accounts:
        context["door"] = permissions.enter_licences.explain(request.actor, None)
    query = request.GET.urlencode()
    return page(
        request, "licensingwebsite/home.html", **context, tabs=tabs("licences-home"), query=f"?{query}" if query else ""
    )  # fmt: skip


@licences_page
def order(request: Any, order_number: str) -> HttpResponse:
    """One order: its products with serial numbers and downloads, its certificate, who looked at what."""
    found = order_of(request, order_number)
    serials = paged(queries.serials_of(found), request.GET, by=("sku", "place", "pk"), size=shown.MOST)
    products = shown.products(queries.lines_of(found), serials.rows)
    return page(
        request,
        "licensingwebsite/order.html",
        order=found,
        facts=shown.order_facts(found),
        products=products,
        serials=serials,
        certificate=getattr(found, "valid", None),
        may_certify=permissions.issue_licence_certificate.explain(request.actor, found),
        timeline=shown.timeline(queries.events_since_moved(found)),
        standing=tables.standing_of(found, products),
    )


@require_POST
@licences_page
def look(request: Any, order_number: str, pk: int) -> HttpResponse:
    """The serial number itself: on this answer alone, which nobody keeps."""
    found = order_of(request, order_number)
    serial = get_object_or_404(queries.serials_of(found), pk=pk)
    number = show_order_serial(serial, by=request.actor)
    name = called(serial.sku)
    answer = page(request, "licensingwebsite/serial.html", order=found, serial=serial, number=number, name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@licences_page
def certify(request: Any, order_number: str) -> HttpResponse:
    """Make the certificate, or find the one that there is."""
    made = issue_licence_certificate(order_of(request, order_number), by=request.actor)
    messages.success(request, _("The certificate %(number)s is ready.") % {"number": made.number})
    return redirect("licences-order", order_number)


@require_safe
@licences_page
def certificate(request: Any, order_number: str) -> HttpResponse:
    """The certificate that counts, as a PDF."""
    found = queries.certificate_of(order_of(request, order_number))
    if found is None:
        raise Http404
    answer = HttpResponse(paper.printed(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@licences_page
def accounts(request: Any) -> HttpResponse:
    """The companies for which something was ordered with this ID."""
    rows = queries.accounts_of(queries.orders_seen_by(request.actor))
    found = paged(rows, request.GET, by=("name", "pk"))
    table = tables.accounts(found.rows)
    return page(request, "licensingwebsite/accounts.html", found=found, table=table, tabs=tabs("licences-accounts"))


@require_safe
@licences_page
def downloads(request: Any) -> HttpResponse:
    """What can be installed of all that was ordered with this ID."""
    mine = queries.orders_seen_by(request.actor).filter(state="ordered")
    skus = set(mine.order_by().values_list("lines__sku", flat=True).distinct())
    found = [(called(one.product), one) for one in queries.software() if one.product in skus and one.downloads]
    return page(request, "licensingwebsite/downloads.html", found=found, tabs=tabs("licences-downloads"))


@require_safe
@licences_page
def export(request: Any, format: str) -> HttpResponseBase:
    """The list as it is narrowed, line by line, without serial numbers."""
    if format not in FORMATS:
        raise Http404
    mine = queries.orders_seen_by(request.actor)
    accounts = [(one.number, one.name) for one in queries.accounts_of(mine)]
    chosen = OrderFilters(request.GET, accounts=accounts).chosen
    stem = "-".join((_("orders"), clock.today().isoformat()))
    return file_answer(stem, exporting.heading(), exporting.rows(queries.narrowed(mine, chosen)), format, wide=9)


def tabs(current: str) -> list[dict[str, Any]]:
    labels = {
        "licences-home": _("Orders"),
        "licences-accounts": _("Accounts"),
        "licences-downloads": _("Downloads"),
        "licences-help": _("I can't find an order"),
    }
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()]
