"""A company's bank details: all contacts see that they change, and can stop it; few see the account (R4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.bankdetails import permissions, queries, shown, tables
from kanaal.bankdetails.actions.entering import confirm_bank_details, enter_bank_details
from kanaal.bankdetails.actions.keeping import show_bank_details, stop_bank_details
from kanaal.bankdetails.forms import BankDetailsForm
from kanaal.bankdetails.models import BankDetails
from kanaal.core import clock, formats
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.partners.doors import contact_page, partner_of


@contact_page
def home(request: Any) -> HttpResponse:
    """Where the company is paid, what is about to change, and who looked."""
    if not queries.has_bank_details():
        raise Http404
    partner, actor = partner_of(request), request.actor
    permissions.see_bank_details.check(actor, partner)
    looked = paged(queries.showings_of(partner), request.GET, by=("-pk",), size=10)
    return page(
        request,
        "bankdetails/home.html",
        **shown.standing(partner, actor),
        history=tables.history(list(queries.history_of(partner).order_by("-pk")[:10])),
        looked=looked,
        showings=tables.showings(looked.rows, shown.names_in(looked.rows)),
    )


@contact_page
def enter(request: Any) -> HttpResponse:
    if not queries.has_bank_details():
        raise Http404
    partner = partner_of(request)
    permissions.enter_bank_details.check(request.actor, partner)
    now = queries.details_of(partner, clock.today())
    form = BankDetailsForm(request.POST or None, partner=partner, now=now)
    if form.is_valid() and form.done(lambda: _enter(form, request)):
        messages.success(request, _("The bank details wait for a second person. All contacts were told."))
        return redirect("bank-details")
    form.add_other_faults()
    return page(request, "bankdetails/enter.html", form=form, rule=shown.rule(), now=now)


def _enter(form: BankDetailsForm, request: Any) -> BankDetails:
    given = form.cleaned_data
    return enter_bank_details(
        partner_of(request), form.account, vat_treatment=given["vat_treatment"], second=given.get("second"),
        by=request.actor,
    )  # fmt: skip


@require_POST
@contact_page
def look(request: Any, pk: int) -> HttpResponse:
    """The account itself: on this answer alone, which nobody keeps."""
    details = _theirs(request, pk)
    account = show_bank_details(details, by=request.actor)
    may_confirm = permissions.confirm_bank_details.explain(request.actor, details)
    return shown.in_full(request, details, account, may_confirm=may_confirm, desk=False)


@require_POST
@contact_page
def confirm(request: Any, pk: int) -> HttpResponse:
    details = confirm_bank_details(_theirs(request, pk), by=request.actor)
    day = formats.date(details.counts_from) if details.counts_from else ""
    messages.success(request, _("Confirmed. The bank details count from %(day)s.") % {"day": day})
    return redirect("bank-details")


@require_POST
@contact_page
def stop(request: Any, pk: int) -> HttpResponse:
    stop_bank_details(_theirs(request, pk), by=request.actor)
    messages.success(request, _("The change was stopped. All contacts were told."))
    return redirect("bank-details")


def _theirs(request: Any, pk: int) -> BankDetails:
    rows = queries.history_of(partner_of(request)).select_related("partner", "second", "entered_by")
    details: BankDetails = get_object_or_404(rows, pk=pk)
    details.partner = partner_of(request)
    return details
