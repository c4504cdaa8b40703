"""Renewing by order, and how licences renew by themselves where the terms let them (V7)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.access import known_of
from kanaal.licensing.actions.renewing import order_renewal, renewal_open
from kanaal.licensing.actions.settings import change_renewal_setting, sound_setting
from kanaal.licensing.models import Agreement, Order
from kanaal.licensing.previewing import foresee_renewal
from kanaal.resellerconsole import shown_changes as shown
from kanaal.resellerconsole import shown_settings
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.finding import find_customer
from kanaal.resellerconsole.forms.licences import OrderForm, SettingForm
from kanaal.resellerconsole.steps import filled, looked_at


@console_page
def renew(request: Any, agreement_number: str) -> HttpResponse:
    """All or a part of what ends with the term; all is filled in first."""
    agreement = find_customer(request, agreement_number)
    permissions.order_renewal.check(request.actor, agreement)
    known, to = known_of(agreement), shown.distributors_of(agreement)
    _known, anniversary = renewal_open(agreement, known.facts, known.terms, known.today)
    form = shown.renew_form(filled(request, distributor=to.first), known, anniversary, to)
    if request.method == "POST" and form.is_valid() and (made := form.run(lambda: _renew(request, agreement, form))):
        messages.success(request, shown.waits(made))
        return redirect("console-customer", agreement.number)
    preview = looked_at(request, form, lambda: foresee_renewal(agreement, wanted=form.wanted(), known=known))
    return page(
        request, "resellerconsole/renew.html", form=form, anniversary=anniversary,
        window=shown.window_of(known, anniversary), **shown.step(agreement, form, preview, known),
    )  # fmt: skip


def _renew(request: Any, agreement: Agreement, form: OrderForm) -> Order:
    return order_renewal(
        agreement, wanted=form.wanted(), distributor=form.chosen, reference=form.cleaned_data["reference"],
        by=request.actor, seen=request.POST.get("seen", ""),
    )  # fmt: skip


@console_page
def settings(request: Any, agreement_number: str) -> HttpResponse:
    """What each product does on the anniversary if nobody does anything."""
    agreement = find_customer(request, agreement_number)
    permissions.change_renewal_setting.check(request.actor, agreement)
    return page(request, "resellerconsole/settings.html", **shown_settings.settings_of(agreement, known_of(agreement)))


@console_page
def setting(request: Any, agreement_number: str, sku: str) -> HttpResponse:
    agreement = find_customer(request, agreement_number)
    permissions.change_renewal_setting.check(request.actor, agreement)
    known = known_of(agreement)
    sound_setting(known.facts, known.terms, sku, known.today)
    form = SettingForm(request.POST or None, initial=shown_settings.setting_now(known, sku))
    if form.is_valid() and form.done(lambda: _set(request, agreement, sku, form)):
        messages.success(request, gettext("It is set."))
        return redirect("console-settings", agreement.number)
    return page(
        request, "resellerconsole/setting.html", form=form, **shown_settings.setting_page(agreement, known, sku)
    )


def _set(request: Any, agreement: Agreement, sku: str, form: SettingForm) -> object:
    enabled, quantity = form.setting
    return change_renewal_setting(agreement, sku=sku, enabled=enabled, quantity=quantity, by=request.actor)
