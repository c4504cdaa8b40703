"""A commitment for years that the reseller asked for: the administrator accepts or declines it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.shown_commitment import of_commitment
from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.actions import committing as actions
from kanaal.licensing.models import Commitment


@console_admin_page
def commitment(request: Any) -> HttpResponse:
    """What is asked, until when it is to be answered, what it means while it holds."""
    row = _last(request)
    may_accept = permissions.accept_commitment.explain(request.actor, row)
    return page(request, "adminconsole/commitment.html", may_accept=may_accept, **of_commitment(row))


@require_POST
@console_admin_page
def accept(request: Any) -> HttpResponse:
    actions.accept_commitment(_last(request), by=request.actor)
    messages.success(request, _("You have committed. Your reseller is told."))
    return redirect("admin-commitment")


@require_POST
@console_admin_page
def decline(request: Any) -> HttpResponse:
    actions.decline_commitment(_last(request), by=request.actor)
    messages.success(request, _("You have declined. Nothing changes; your reseller is told."))
    return redirect("admin-commitment")


def _last(request: Any) -> Commitment:
    rows = Commitment.objects.filter(agreement=agreement_of(request)).select_related("agreement__partner")
    found = rows.order_by("-pk").first()
    if found is None:
        raise Http404
    return found
