"""*I can't get in, or can't see my order*: led to what is wrong with one's own ID, and to the way out (K6).

Whoever is signed in reads about their own ID. About any other address only its owner reads, by mail; the page says the
same of every address and number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.contracts.models import ContractOrder
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision
from kanaal.core.numbers import order_key
from kanaal.core.pages import page
from kanaal.licensingwebsite import permissions, queries
from kanaal.licensingwebsite.forms import AddressForm, NumberForm
from kanaal.licensingwebsite.requests import NumberMissing
from kanaal.licensingwebsite.rules import Cause
from kanaal.licensingwebsite.tasks import tell_what_is_wrong
from kanaal.licensingwebsite.telling import sealed_question
from kanaal.licensingwebsite.views.orders import tabs
from kanaal.licensingwebsite.ways import way

OF_A_MISSING_ONE: tuple[Cause, ...] = ("not-entered", "other-address", "colleague", "other-id")


def help(request: Any) -> HttpResponse:
    """What is wrong with one's ID, and what can be asked."""
    return _page(request)


def missing(request: Any) -> HttpResponse:
    """A number that one misses: found under one's ID, or all that may be the matter, whatever the number."""
    if not request.actor.signed_in:
        return redirect_to_login(request.get_full_path())
    form = NumberForm(request.POST or None)
    if not form.is_valid():
        return _page(request, number_form=form)
    number = form.cleaned_data["number"]
    mine = form.run(lambda: _known_by(number, request.actor))
    if mine is None:
        return _page(request, number_form=form)
    if len(mine) == 1:
        return redirect("licences-order", mine[0].number)
    if mine:
        return redirect(f"{reverse('licences-home')}?{urlencode({'q': number})}")
    return _page(request, number_form=form, number=number, ways=[way(one, number) for one in OF_A_MISSING_ONE])


def _known_by(number: str, actor: Actor) -> list[ContractOrder]:
    """One's own order with this number; two, where there are more. Raises NumberMissing."""
    if not order_key(number):
        raise NumberMissing
    return list(queries.with_numbers(queries.orders_seen_by(actor), number)[:2])


@require_POST
def address(request: Any) -> HttpResponse:
    """What is wrong with an address is written to that address."""
    form = AddressForm(request.POST)
    question = form.run(lambda: sealed_question(**form.cleaned_data, by=request.actor)) if form.is_valid() else None
    if question is not None:
        tell_what_is_wrong.enqueue(*question, get_language() or "en")
        says = _("A mail is on its way to that address. It says what is wrong, and what to do. Look in spam, too.")
        messages.success(request, says)
        return redirect("licences-help")
    return _page(request, address_form=form)


def _page(request: Any, **context: Any) -> HttpResponse:
    if not queries.is_open():
        raise Http404
    signed_in = request.actor.signed_in
    door = _without_way_here(permissions.enter_licences.explain(request.actor, None))
    form = context.get("number_form") or context.get("address_form")
    values = {"number_form": NumberForm(auto_id="number_%s"), "address_form": AddressForm(auto_id="address_%s")}
    status = 422 if form is not None and form.errors else 200
    layout = "ui/app.html" if signed_in else "ui/narrow.html"
    shown = values | context | {"door": door, "signed_in": signed_in, "layout": layout, "tabs": tabs("licences-help")}
    return page(request, "licensingwebsite/help.html", status=status, **shown)


def _without_way_here(door: Decision) -> Decision:
    """Whoever is on this page need not be led to it."""
    here = reverse("licences-help")
    return replace(door, findings=tuple(replace(f, link="") if f.link == here else f for f in door.findings))
