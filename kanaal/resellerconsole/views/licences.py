"""Adding, ordering and removing licences, each with what it would do before it is done (V4, V5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.access import known_of
from kanaal.licensing.actions.authorising import authorise_licences, must_be_clear, remove_licences
from kanaal.licensing.actions.ordering import order_licences, withdraw_order
from kanaal.licensing.models import Order
from kanaal.licensing.previewing import foresee_authorisation, foresee_order, foresee_removal
from kanaal.licensing.waiting import waiting_of
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole import shown_changes as shown
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.finding import find_customer
from kanaal.resellerconsole.forms.licences import NEW, RemoveForm
from kanaal.resellerconsole.steps import filled, looked_at
from kanaal.resellerconsole.tables_customer import authorisations_of


@console_page
def authorise(request: Any, agreement_number: str) -> HttpResponse:
    """Licences that are used at once and ordered later."""
    agreement = find_customer(request, agreement_number)
    permissions.authorise_licences.check(request.actor, agreement)
    known = known_of(agreement)
    must_be_clear(agreement, known.facts, known.terms, known.today)
    form = shown.add_form(filled(request), known)
    seen = request.POST.get("seen", "")
    if (
        request.method == "POST"
        and form.is_valid()
        and form.done(lambda: authorise_licences(agreement, wanted=form.wanted(NEW), by=request.actor, seen=seen))
    ):
        messages.success(request, gettext("The licences are added, and can be used from now on."))
        return redirect("console-customer", agreement.number)
    preview = looked_at(request, form, lambda: foresee_authorisation(agreement, wanted=form.wanted(NEW), known=known))
    return page(request, "resellerconsole/add.html", form=form, **shown.step(agreement, form, preview, known))


@console_page
def order(request: Any, agreement_number: str) -> HttpResponse:
    """Parts of what is used already, and new licences: asked of a distributor."""
    agreement = find_customer(request, agreement_number)
    permissions.order_licences.check(request.actor, agreement)
    known, to = known_of(agreement), shown.distributors_of(agreement)
    form = shown.order_form(filled(request, distributor=to.first), known, to)
    if request.method == "POST" and form.is_valid() and (made := form.run(lambda: _order(request, agreement, form))):
        messages.success(request, shown.waits(made))
        return redirect("console-customer", agreement.number)
    preview = looked_at(
        request, form, lambda: foresee_order(agreement, wanted=form.wanted(), new=form.wanted(NEW), known=known)
    )  # fmt: skip
    return page(request, "resellerconsole/order.html", form=form, **shown.step(agreement, form, preview, known))


def _order(request: Any, agreement: Any, form: Any) -> Order:
    return order_licences(
        agreement, wanted=form.wanted(), new=form.wanted(NEW), distributor=form.chosen,
        reference=form.cleaned_data["reference"], by=request.actor, seen=request.POST.get("seen", ""),
    )  # fmt: skip


@console_page
def removable(request: Any, agreement_number: str) -> HttpResponse:
    """Which licences can be removed, until when; and what there is instead for the others."""
    agreement = find_customer(request, agreement_number)
    permissions.remove_licences.check(request.actor, agreement)
    rows = authorisations_of(known_of(agreement), waiting_of(agreement))
    return page(request, "resellerconsole/removable.html", agreement=agreement, table=shown.removable_table(rows))


@console_page
def remove(request: Any, agreement_number: str, addition_number: str) -> HttpResponse:
    """So many of one authorisation, with who of the users does without them."""
    agreement = find_customer(request, agreement_number)
    permissions.remove_licences.check(request.actor, agreement)
    addition = get_object_or_404(agreement.additions, number=addition_number)
    form = RemoveForm(request.POST if request.method == "POST" else request.GET if "quantity" in request.GET else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.done(lambda: remove_licences(addition, by=request.actor, **form.cleaned_data))
    ):
        messages.success(request, gettext("The licences are removed."))
        return redirect("console-customer", agreement.number)
    preview = None
    if form.is_bound and form.is_valid():
        preview = form.run(lambda: foresee_removal(agreement, addition, **form.cleaned_data))
    return page(
        request, "resellerconsole/remove.html", form=form, **shown.removal(agreement, addition, preview)
    )  # fmt: skip


@console_page
def withdraw(request: Any, order_number: str) -> HttpResponse:
    """A question first: what was confirmed of it stays."""
    found = get_object_or_404(
        Order.objects.select_related("distributor", "agreement"), number=order_number, partner=partner_of(request)
    )
    if found.state != "asked" and request.method != "POST":
        raise Http404
    if request.method == "POST":
        withdraw_order(found, by=request.actor)
        messages.success(request, gettext("%(number)s is withdrawn.") % {"number": found.number})
        return redirect("console-own-order", found.number)
    return page(
        request, "resellerconsole/withdraw.html", order=found,
        may=permissions.withdraw_order.explain(request.actor, found), lines=shown.order_lines(found),
    )  # fmt: skip
