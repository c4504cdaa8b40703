"""The market segment is wrong: what that means, what is lost, and asking for it, on one page (V8)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.pages import page
from kanaal.helpdesk.views.asking import ask_with, form_for
from kanaal.licensing import permissions
from kanaal.licensing.actions.segmenting import words_of
from kanaal.licensing.ending import Losses, Placed, losses_of
from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import agreement_of_partner
from kanaal.licensing.requests.segments import SEGMENT_CHANGE
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole.doors import console_page


@console_page
def ask(request: Any, agreement_number: str) -> HttpResponse:
    """Asked here, so that nobody ends an agreement without having seen what that costs."""
    partner = partner_of(request)
    agreement = agreement_of_partner(partner, agreement_number)
    if agreement is None or not agreement.is_live:
        raise Http404
    permissions.ask_for_segment_change.check(request.actor, partner)
    form = form_for(SEGMENT_CHANGE, request, partner, number=agreement.number)
    form.fields["number"].widget = forms.HiddenInput()
    if form.is_valid() and (made := form.run(lambda: ask_with(SEGMENT_CHANGE, form, request.actor))):
        messages.success(request, _("Your request %(number)s is with the helpdesk.") % {"number": made})
        return redirect("request", pk=made.pk)
    return page(request, "resellerconsole/segment.html", form=form, **_shown(agreement))


def _shown(agreement: Agreement) -> dict[str, Any]:
    lost = losses_of(agreement)
    return {
        "agreement": agreement,
        "segment": words_of(agreement.segment),
        "lost": lost,
        "facts": _facts(agreement, lost),
        "orders": _orders(agreement, lost),
        "waiting": ", ".join(lost.waiting),
    }


def _facts(agreement: Agreement, lost: Losses) -> list[tuple[str, str]]:
    return [
        (_("Licences that end"), formats.number(lost.licences)),
        (_("Users who lose access"), formats.number(lost.users)),
        (_("Not credited any more"), formats.money(lost.not_credited, agreement.currency)),
    ]


def _orders(agreement: Agreement, lost: Losses) -> tables.Table:
    """Each order, and what becomes of its money."""
    today = today_of(agreement)
    return tables.Table(
        caption=_("What was ordered"),
        columns=[
            tables.text(_("Order"), "order.number"),
            tables.date(_("Confirmed"), "on"),
            tables.number(_("Licences"), "licences"),
            tables.money(_("Amount (indicative)"), "amount", currency="order.currency"),
            tables.badge(_("If the agreement ends"), lambda one: _becomes(one, today), _badges()),
            tables.date(_("Goes back until"), "until"),
        ],
        rows=sorted((*lost.gone, *lost.could_go_back, *lost.going), key=lambda one: one.on, reverse=True),
        empty=_("Nothing was ordered, so nothing is lost."),
    )


def _becomes(one: Placed, today: dt.date) -> str:
    if one.going:
        return "going"
    return "could" if one.goes_back_on(today) else "gone"


def _badges() -> dict[str, tuple[str, str]]:
    return {
        "gone": ("bad", _("not credited any more")),
        "could": ("warn", _("credited only if it goes back first")),
        "going": ("ok", _("its return is under way")),
    }
