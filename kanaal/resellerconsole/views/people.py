"""Who may use the console, and who of them looks after a customer (V1, V10)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.licensing import permissions, queries_inviting
from kanaal.licensing.actions.agreements import appoint_to_console, change_agreement_contact, dismiss_from_console
from kanaal.licensing.queries import agreement_called
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.forms.people import AgreementContactForm, ColleagueForm
from kanaal.resellerconsole.links import agreement_url
from kanaal.resellerconsole.tables_inviting import console_people_table


@console_page
def people(request: Any) -> HttpResponse:
    """The primary contact, and whom they appointed; they appoint another with the form."""
    partner = partner_of(request)
    may = permissions.appoint_to_console.explain(request.actor, partner)
    inside, outside = queries_inviting.console_people(partner)
    form = ColleagueForm(request.POST or None, people=outside)
    if form.is_valid() and form.done(lambda: appoint_to_console(form.chosen, by=request.actor)):
        messages.success(request, gettext("%(name)s can use the console now.") % {"name": form.chosen})
        return redirect("console-people")
    table = console_people_table(inside, may_end=may.allowed)
    return page(request, "resellerconsole/people.html", table=table, form=form, may_appoint=may, others=bool(outside))


@require_POST
@console_page
def dismiss(request: Any, contact_id: int) -> HttpResponse:
    contact = get_object_or_404(partner_of(request).contacts, pk=contact_id)
    dismiss_from_console(contact, by=request.actor)
    messages.success(request, gettext("%(name)s does not use the console any more.") % {"name": contact})
    return redirect("console-people")


@console_page
def agreement_contact(request: Any, agreement_number: str) -> HttpResponse:
    """Choose who of the company looks after a customer (V10)."""
    agreement = agreement_called(request.actor, agreement_number)
    if agreement is None:
        raise Http404
    agreement.partner = partner_of(request)
    permissions.change_agreement_contact.check(request.actor, agreement)
    colleagues = list(queries_inviting.colleagues_of(agreement.partner))
    initial = {"contact": str(agreement.contact_id or "")}
    form = AgreementContactForm(request.POST or None, people=colleagues, initial=initial)
    if form.is_valid() and form.done(
        lambda: change_agreement_contact(agreement, contact=form.chosen, by=request.actor)
    ):
        says = gettext("%(name)s looks after %(customer)s from now on.")
        messages.success(request, says % {"name": form.chosen, "customer": agreement.name})
        return redirect(agreement_url(agreement.number))
    return page(
        request, "resellerconsole/agreement_contact.html", form=form, agreement=agreement,
        back=agreement_url(agreement.number),
    )  # fmt: skip
