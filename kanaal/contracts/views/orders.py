"""An order of licences: seen by whoever has to do with it, corrected and cancelled by who placed it, or the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kanaal.contracts import permissions
from kanaal.contracts.actions.orders import cancel_contract_order, correct_contract_order
from kanaal.contracts.doors import order_in, seen_page
from kanaal.contracts.finding import sound_account, sound_partner
from kanaal.contracts.forms import CancelForm, CorrectForm
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.shown import shown_order
from kanaal.contracts.sound import Given
from kanaal.core.pages import page


@seen_page
def show(request: Any, number: str) -> HttpResponse:
    order = order_in(request, number)
    return page(request, "contracts/order.html", **shown_order(order, request.actor))


@seen_page
def correct(request: Any, number: str) -> HttpResponse:
    """What was entered, to be changed; with a contract it says what that means for points and level."""
    order = order_in(request, number)
    permissions.correct_contract_order.check(request.actor, order)
    form = CorrectForm(request.POST or None, order=order)
    if form.is_valid() and form.done(lambda: _correct(request, order, form)):
        messages.success(request, _("Corrected. What it was before stands in what happened."))
        return redirect("contract-order", order.number)
    return page(request, "contracts/correct.html", form=form, order=order)


def _correct(request: Any, order: ContractOrder, form: CorrectForm) -> object:
    said = form.cleaned_data
    account, partner = order.account, order.partner
    given = Given(
        partner=partner if said["partner"] == partner.number else sound_partner(said["partner"]),
        account=account if said["account"] == account.number else sound_account(said["account"]),
        ordered_by=said["ordered_by"],
        ordered_on=said["ordered_on"],
        distributor_number=said["distributor_number"],
        po_number=said["po_number"],
        lines=form.lines,
    )
    return correct_contract_order(order, given=given, by=request.actor)


@seen_page
def cancel(request: Any, number: str) -> HttpResponse:
    """Says first what goes (the points) and what stays (the level, for the term)."""
    order = order_in(request, number)
    permissions.cancel_contract_order.check(request.actor, order)
    form = CancelForm(request.POST or None)
    if form.is_valid() and form.done(lambda: cancel_contract_order(order, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("Cancelled. Whoever ordered is told."))
        return redirect("contract-order", order.number)
    return page(request, "contracts/cancel.html", form=form, order=order)
