"""Keys by which a reporter's own programs send reports (R1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from kanaal.core.links import absolute
from kanaal.core.pages import page
from kanaal.sellthrough import queries, shown
from kanaal.sellthrough.actions import keys as actions
from kanaal.sellthrough.doors import reporter_page
from kanaal.sellthrough.forms import KeyForm
from kanaal.sellthrough.reporters import key_of


@reporter_page
def listed(request: Any) -> HttpResponse:
    """The keys, and the form for another. A new one's secret is on the answer alone, and nowhere later."""
    form = KeyForm(request.POST or None)
    company, by = request.reporter, request.actor
    if form.is_valid() and (made := form.run(lambda: actions.make_report_key(company, by=by, **form.cleaned_data))):
        key, secret = made
        answer = page(
            request, "sellthrough/key_made.html", key=key, secret=secret, address=absolute("sales-report-keys")
        )
        answer["Cache-Control"] = "no-store"
        return answer
    rows = list(queries.keys_of(key_of(company))[:50])
    return page(request, "sellthrough/keys.html", form=form, table=shown.keys_table(rows))


@reporter_page
def withdraw(request: Any, pk: int) -> HttpResponseBase:
    key = get_object_or_404(queries.keys_of(key_of(request.reporter)), pk=pk)
    if request.method != "POST":
        return page(request, "sellthrough/withdraw_key.html", key=key)
    actions.withdraw_report_key(key, by=request.actor)
    messages.success(request, gettext("The key “%(name)s” works no more.") % {"name": key.name})
    return redirect("sales-report-keys")
