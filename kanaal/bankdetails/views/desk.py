"""The vendor's finance: changes of bank details under way; they confirm those of a company of one person (R4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.bankdetails import permissions, queries, shown, tables
from kanaal.bankdetails.actions.entering import confirm_bank_details
from kanaal.bankdetails.actions.keeping import show_bank_details, stop_bank_details
from kanaal.bankdetails.models import BankDetails
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people.doors import staff_page

WAITING_SHOWN = 20


@staff_page(permissions.see_all_bank_details)
def changes(request: Any) -> HttpResponse:
    """Those that wait for finance first, each with its buttons; then all that are under way."""
    rows = paged(queries.open_changes(), request.GET, by=("-pk",))
    first = queries.waiting_for_finance().select_related("partner", "entered_by").order_by("pk")[:WAITING_SHOWN]
    shown_waiting = [shown.for_finance(one, request.actor) for one in first]
    return page(request, "bankdetails/desk.html", rows=rows, table=tables.changes(rows.rows), waiting=shown_waiting)


@require_POST
@staff_page(permissions.see_all_bank_details)
def look(request: Any, pk: int) -> HttpResponse:
    """The account itself: on this answer alone; the company sees that finance looked."""
    details = _one(pk)
    account = show_bank_details(details, by=request.actor)
    may_confirm = permissions.confirm_bank_details.explain(request.actor, details)
    return shown.in_full(request, details, account, may_confirm=may_confirm, desk=True)


@require_POST
@staff_page(permissions.see_all_bank_details)
def confirm(request: Any, pk: int) -> HttpResponse:
    confirm_bank_details(_one(pk), by=request.actor)
    messages.success(request, _("Confirmed. All contacts of the company were told."))
    return redirect("desk-bank-details")


@require_POST
@staff_page(permissions.see_all_bank_details)
def stop(request: Any, pk: int) -> HttpResponse:
    stop_bank_details(_one(pk), by=request.actor)
    messages.success(request, _("The change was stopped. All contacts of the company were told."))
    return redirect("desk-bank-details")


def _one(pk: int) -> BankDetails:
    return get_object_or_404(BankDetails.objects.select_related("partner", "second", "entered_by"), pk=pk)
