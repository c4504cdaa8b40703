"""A partner's own licences: for the primary contact alone (N1–N4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.catalogue.books import called
from kanaal.core.pages import page
from kanaal.nfr import queries, shown
from kanaal.nfr.actions.licences import ask_own_licences
from kanaal.nfr.actions.serials import ask_serial, show_serial
from kanaal.nfr.doors import nfr_page
from kanaal.nfr.models import SerialNumber
from kanaal.partners.doors import partner_of


@nfr_page
def home(request: Any) -> HttpResponse:
    """What the level brings, what the company has of it, and how the rest is got."""
    partner = partner_of(request)
    kit, agreement = queries.kit_of(partner), queries.own_agreement_of(partner)
    context: dict[str, Any] = {
        "partner": partner,
        "perpetual": shown.perpetual(partner, kit),
        "subscriptions": shown.subscriptions(kit),
        "agreement": agreement,
        "invitation": None if agreement else queries.own_invitation_of(partner),
        "above": shown.more_above(partner) if kit else [],
    }
    if agreement is not None:
        context |= {"licences": shown.licences(agreement), "facts": shown.agreement_facts(agreement)}
    return page(request, "nfr/home.html", **context)


@require_POST
@nfr_page
def ask(request: Any, sku: str) -> HttpResponse:
    found = ask_serial(partner_of(request), sku=sku, by=request.actor)
    if isinstance(found, SerialNumber):
        messages.success(request, _("A serial number is yours. Look at it whenever you need it."))
    else:
        messages.warning(
            request, _("None is left at the moment. The desk knows; yours is kept for you as soon as there are more.")
        )
    return redirect("nfr-home")


@require_POST
@nfr_page
def look(request: Any, pk: int) -> HttpResponse:
    """The number itself: on this answer alone, which nobody keeps."""
    serial = get_object_or_404(queries.serials_of(partner_of(request)), pk=pk)
    item = queries.all_serial_products().get(serial.sku)
    number = show_serial(serial, by=request.actor)
    answer = page(request, "nfr/serial.html", serial=serial, number=number, name=called(serial.sku), item=item)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@nfr_page
def offer(request: Any) -> HttpResponse:
    """The invitation is sent; whoever is here already can accept it at once."""
    invitation = ask_own_licences(partner_of(request), by=request.actor)
    messages.success(request, _("The invitation was sent to %(email)s.") % {"email": invitation.email})
    return redirect("nfr-home")
