"""Pages for the desk: the queue, and the decision."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.texts import Text
from kanaal.helpdesk import actions, permissions
from kanaal.helpdesk.forms import AnswerForm, DeclineForm, QueueFilter, WithoutForm
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.queries import queued, requests_seen_by
from kanaal.helpdesk.tables import requests_table

SHOWN = ("open", "awaiting", "approved", "declined", "refused", "withdrawn")


@login_required
def queue(request: Any) -> HttpResponse:
    """What waits for the helpdesk, the longest waiting first; by kind and state."""
    permissions.see_requests.check(request.actor, None)
    kind, about = request.GET.get("kind", ""), request.GET.get("about", "")
    state = "" if about else request.GET.get("state") or "open"
    found = paged(queued(request.actor, request.GET), request.GET, by=("asked_at", "pk"))
    tabs = [
        {"label": Text(Request.lifecycle.labels[s]), "url": f"?state={s}&kind={kind}", "current": s == state}
        for s in SHOWN
    ]
    filters = QueueFilter({"kind": kind, "state": state})
    return page(
        request, "helpdesk/queue.html", requests=found, table=requests_table(found.rows), tabs=tabs, filters=filters
    )


def _decision(view: Any) -> Any:
    @require_POST
    @login_required
    @wraps(view)
    def wrapped(request: Any, pk: int) -> HttpResponse:
        asked = get_object_or_404(requests_seen_by(request.actor), pk=pk)
        view(request, asked)
        return redirect("request", pk=pk)

    return wrapped


@_decision
def approve(request: Any, asked: Any) -> None:
    form = (WithoutForm if asked.state == "awaiting" else AnswerForm)(request.POST)
    if not form.is_valid():
        fault = gettext("Say why this can be done without authorisation; 2,000 characters at most.")
        if asked.state != "awaiting":
            fault = gettext("Your answer is too long: 2,000 characters at most.")
        messages.error(request, fault)
        return
    actions.approve_request(asked, by=request.actor, **form.cleaned_data)
    messages.success(request, gettext("%(number)s is approved, and done.") % {"number": asked.number})


@_decision
def decline(request: Any, asked: Any) -> None:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why not: the asker reads it."))
        return
    actions.decline_request(asked, by=request.actor, answer=form.cleaned_data["answer"])
    messages.success(request, gettext("%(number)s is declined; the asker reads why.") % {"number": asked.number})
