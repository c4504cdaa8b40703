"""A contract, as whoever looks may see it: its reseller, its administrator, a distributor, the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.contracts.doors import administrators_page, contract_in, seen_page
from kanaal.contracts.forms import AffiliateForm
from kanaal.contracts.shown import shown_contract
from kanaal.core.pages import page


@administrators_page
def mine(request: Any) -> HttpResponse:
    """The contract that one administers: what we have, what is missing to the next level, until when, whom to call."""
    return _page(request, request.subject.contract.number)


@seen_page
def show(request: Any, number: str) -> HttpResponse:
    return _page(request, number)


def _page(request: Any, number: str, form: AffiliateForm | None = None) -> HttpResponse:
    contract = contract_in(request, number)
    shown = shown_contract(contract, request.actor, request.GET)
    return page(request, "contracts/contract.html", form=form or AffiliateForm(), **shown)
