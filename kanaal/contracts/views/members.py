"""Affiliates are added to a contract, and end their ordering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kanaal.contracts import permissions
from kanaal.contracts.actions.members import add_affiliate, end_affiliate
from kanaal.contracts.doors import contract_in, seen_page
from kanaal.contracts.finding import sound_account
from kanaal.contracts.forms import AffiliateForm
from kanaal.contracts.models import Contract
from kanaal.core.forms import ActionForm
from kanaal.core.pages import page


@seen_page
def add(request: Any, number: str) -> HttpResponse:
    contract = contract_in(request, number)
    permissions.add_affiliate.check(request.actor, contract)
    form = AffiliateForm(request.POST or None)
    if form.is_valid() and form.done(lambda: _add(request, contract, form.cleaned_data["account"])):
        messages.success(request, _("Added. Its orders count for the contract from today on."))
        return redirect("contract", contract.number)
    return page(request, "contracts/affiliate.html", form=form, contract=contract)


def _add(request: Any, contract: Contract, number: str) -> object:
    return add_affiliate(contract, account=sound_account(number), by=request.actor)


@seen_page
def end(request: Any, number: str, pk: int) -> HttpResponse:
    """Says first what stays: the points."""
    contract = contract_in(request, number)
    permissions.end_affiliate.check(request.actor, contract)
    member = contract.members.select_related("account").filter(pk=pk).first()
    if member is None:
        raise Http404
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.done(lambda: end_affiliate(member, by=request.actor)):
        messages.success(request, _("%(account)s orders with this contract no more.") % {"account": member.account})
        return redirect("contract", contract.number)
    return page(request, "contracts/end_affiliate.html", form=form, contract=contract, member=member)
