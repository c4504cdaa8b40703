"""Renewing a contract, before its last day or after it: what it brings is said before one presses (K3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.contracts import permissions
from kanaal.contracts.actions.renewing import ask_contract_renewal, renew_contract
from kanaal.contracts.doors import contract_in, seen_page
from kanaal.contracts.forms import RenewForm
from kanaal.contracts.knowing import known_of
from kanaal.contracts.shown import shown_renewal
from kanaal.core import formats
from kanaal.core.pages import page


@seen_page
def renew(request: Any, number: str) -> HttpResponse:
    """What it brings, what differs from the other side of the last day, and the button."""
    contract = contract_in(request, number)
    permissions.renew_contract.check(request.actor, contract)
    form = RenewForm(request.POST or None)
    if form.is_valid() and form.done(
        lambda: renew_contract(contract, seen=form.cleaned_data["seen"], by=request.actor)
    ):
        again = contract_in(request, number)
        messages.success(request, _("Renewed until %(day)s.") % {"day": formats.date(again.ends)})
        return redirect("contract", number)
    shown = shown_renewal(contract, request.actor, known_of(contract))
    return page(request, "contracts/renew.html", form=form, contract=contract, renewal=shown)


@require_POST
@seen_page
def ask(request: Any, number: str) -> HttpResponse:
    contract = contract_in(request, number)
    ask_contract_renewal(contract, by=request.actor)
    messages.success(request, _("Asked. You are told by mail when the contract is renewed."))
    return redirect("contract", number)
