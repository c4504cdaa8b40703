"""The company's certificates, for its primary contact (C2)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.partners.queries import contacts_seen_by
from kanaal.training import company as company_of
from kanaal.training import permissions
from kanaal.training.actions.colleagues import ask_colleague
from kanaal.training.doors import training_page
from kanaal.training.tables import company_table


@training_page
def company(request: Any) -> HttpResponse:
    """Who has what, until when; what the company's level and the next one ask; and a button to ask a colleague."""
    partner = partner_of(request)
    permissions.see_company_training.check(request.actor, partner)
    found = company_of.overview(partner)
    may_ask = permissions.ask_colleague.explain(request.actor, partner)
    tables = [(asked, company_table(asked, may_ask=may_ask.allowed, me=request.actor.person_id)) for asked in found]
    return page(request, "training/company.html", found=found, tables=tables, partner=partner)


@require_POST
@training_page
def ask(request: Any, pk: int, key: str) -> HttpResponse:
    contact = get_object_or_404(contacts_seen_by(request.actor).filter(partner=partner_of(request)), pk=pk)
    ask_colleague(partner_of(request), contact, key, by=request.actor)
    messages.success(request, gettext("A mail is on its way to %(colleague)s.") % {"colleague": contact})
    return redirect("company-training")
