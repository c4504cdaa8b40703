"""A contract, as whoever looks may see it: its reseller, its administrator, a distributor, the desk."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from kanaal.contracts import shown
from kanaal.contracts.doors import administrators_page, contract_in, seen_page
from kanaal.contracts.forms import AffiliateForm
from kanaal.core.pages import page


@administrators_page
def mine(request: Any) -> HttpResponse:
    """The contract that one administers: what we have, what is missing to the next level, until when, whom to call."""
    return _overview(request, request.subject.contract.number)


@seen_page
def show(request: Any, number: str) -> HttpResponse:
    return _overview(request, number)


def _overview(request: Any, number: str) -> HttpResponse:
    found = shown.shown_contract(contract_in(request, number), request.actor)
    return page(request, "contracts/contract.html", form=AffiliateForm(), **found)


@seen_page
def orders(request: Any, number: str) -> HttpResponse:
    found = shown.shown_orders(contract_in(request, number), request.actor, request.GET)
    return page(request, "contracts/part.html", **found)


@seen_page
def payments(request: Any, number: str) -> HttpResponse:
    """Not for distributors: what a customer pays its reseller and when is theirs."""
    _refuse_distributors(request)
    found = shown.shown_payments(contract_in(request, number), request.actor, request.GET)
    return page(request, "contracts/part.html", **found)


@seen_page
def history(request: Any, number: str) -> HttpResponse:
    _refuse_distributors(request)
    found = shown.shown_history(contract_in(request, number), request.actor, request.GET)
    return page(request, "contracts/part.html", **found)


def _refuse_distributors(request: Any) -> None:
    if request.actor.acts_as("distributor"):
        raise Http404
