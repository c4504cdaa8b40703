"""Inviting many customers from a file: look first, then send (V2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from kanaal.core import spreadsheets
from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.actions.inviting_many import invite_customers
from kanaal.licensing.customer_details import kinds_on_offer
from kanaal.licensing.inviting_file import HEADING, preview
from kanaal.licensing.tasks import send_customer_invitations
from kanaal.partners.doors import partner_of
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.forms.bulk import FileForm, SendForm
from kanaal.resellerconsole.tables_inviting import good_table, lines_table

SHOWN = 200
"""Rows of the preview that are shown; how many there are is said."""


@console_page
def upload(request: Any) -> HttpResponse:
    """Hand a file in: every row is judged, and nothing is sent yet."""
    partner = partner_of(request)
    permissions.invite_customers.check(request.actor, partner)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (found := form.run(lambda: preview(form.cleaned_data["file"].read(), partner))):
        tables: dict[str, Any] = {"faults": lines_table(found.faulty[:SHOWN], gettext("What is wrong"))}
        tables["known"] = lines_table(found.known[:SHOWN], gettext("Why"))
        tables["good"] = good_table(found.good[:SHOWN])
        send_form = SendForm.of(found) if found.good else None
        return page(request, "resellerconsole/invite_preview.html", found=found, send=send_form, **tables)
    return page(request, "resellerconsole/invite_many.html", form=form, file_form=form, columns=HEADING)


@require_POST
@console_page
def send(request: Any) -> HttpResponse:
    """Invite the rows that were good. Sent twice, each customer is invited once."""
    partner, form = partner_of(request), SendForm(request.POST)
    if form.is_valid():
        batch, rows = form.cleaned_data["rows"]
        made = form.run(lambda: (invite_customers(partner, rows=rows, batch=batch, by=request.actor),))
        if made is not None:
            send_customer_invitations.enqueue(partner.pk, batch)
            says = ngettext("%(count)s customer is invited; the mail is on its way.",
                            "%(count)s customers are invited; the mails are on their way.", made[0])  # fmt: skip
            messages.success(request, says % {"count": made[0]})
            return redirect(f"{reverse('console-invitations')}?{urlencode({'batch': batch})}")
    return page(request, "resellerconsole/invite_many.html", form=form, file_form=FileForm(), columns=HEADING)


@console_page
def template(request: Any) -> HttpResponseBase:
    """The headings, and a line that shows how one is filled in."""
    partner = partner_of(request)
    permissions.invite_customers.check(request.actor, partner)
    segment = kinds_on_offer()[0].segments[0]
    example = ("Voorbeeld & Zn.", "Dorpsstraat 1", "1234 AB", "Voorbeeldstad", partner.country, segment,
               "A. Beheerder", "beheer@klant.example", partner.language)  # fmt: skip
    return spreadsheets.csv_answer("customers", HEADING, [example])
