"""A commitment of the customer: asked here, answered in the Admin Console."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.access import known_of
from kanaal.licensing.actions.committing import ask_commitment
from kanaal.resellerconsole import shown_settings as shown
from kanaal.resellerconsole.doors import console_page
from kanaal.resellerconsole.finding import find_customer
from kanaal.resellerconsole.forms.licences import CommitmentForm


@console_page
def ask(request: Any, agreement_number: str) -> HttpResponse:
    agreement = find_customer(request, agreement_number)
    permissions.ask_commitment.check(request.actor, agreement)
    known = known_of(agreement)
    form = CommitmentForm(request.POST or None)
    if form.is_valid() and form.done(lambda: ask_commitment(agreement, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("The customer's administrator is asked."))
        return redirect("console-customer", agreement.number)
    return page(request, "resellerconsole/commitment.html", form=form, **shown.commitment_page(agreement, known))
