"""Pages for asking the helpdesk and for deciding."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.decisions import NotAllowed
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.helpdesk import actions, permissions
from kanaal.helpdesk.forms import AnswerForm, DeclineForm
from kanaal.helpdesk.kinds import decide, kind_called, kind_of, sum_up, warnings
from kanaal.helpdesk.queries import requests_seen_by
from kanaal.helpdesk.tables import requests_table


@login_required
def ask(request: Any, kind: str) -> HttpResponse:
    """The form of one kind of request, or why one can't ask it."""
    asked = kind_called(kind)
    _subject, decision = decide(asked, request.actor)
    if not decision.allowed:
        raise NotAllowed(decision)
    form = asked.form(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "reason"}
        reason = form.cleaned_data.get("reason", "")
        made = form.run(lambda: actions.ask_request(kind, values=values, reason=reason, by=request.actor))
        if made:
            messages.success(request, gettext("Your request %(number)s is with the helpdesk.") % {"number": made})
            return redirect("request", pk=made.pk)
    return page(request, "helpdesk/ask.html", form=form, kind=asked)


@login_required
def show(request: Any, pk: int) -> HttpResponse:
    """One request: what was asked, what became of it, and what one can do about it."""
    asked = get_object_or_404(requests_seen_by(request.actor).select_related("asked_by", "decided_by"), pk=pk)
    return page(
        request,
        "helpdesk/request.html",
        asked=asked,
        kind=kind_of(asked),
        summary=sum_up(asked),
        warnings=warnings(asked) if request.actor.acts_as("staff") and asked.state == "open" else [],
        may_decide=permissions.approve_request.explain(request.actor, asked),
        may_withdraw=permissions.withdraw_request.explain(request.actor, asked),
        answer_form=AnswerForm(auto_id="approve_%s"),
        decline_form=DeclineForm(auto_id="decline_%s"),
    )


@login_required
def mine(request: Any) -> HttpResponse:
    """What I asked for."""
    found = paged(requests_seen_by(request.actor).filter(asked_by_id=request.actor.person_id), request.GET, by=("-pk",))
    return page(request, "helpdesk/requests.html", requests=found, table=requests_table(found.rows), queue=False)


@login_required
def queue(request: Any) -> HttpResponse:
    """What waits for the helpdesk, the longest waiting first."""
    permissions.see_requests.check(request.actor, None)
    state = request.GET.get("state", "open")
    found = paged(requests_seen_by(request.actor).filter(state=state), request.GET, by=("asked_at", "pk"))
    return page(request, "helpdesk/requests.html", requests=found, table=requests_table(found.rows), queue=True)


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
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Your answer is too long: 2,000 characters at most."))
        return
    actions.approve_request(asked, by=request.actor, answer=form.cleaned_data["answer"])
    messages.success(request, gettext("%(number)s is approved, and done.") % {"number": asked.number})


@_decision
def decline(request: Any, asked: Any) -> None:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why not: the asker reads it."))
        return
    actions.decline_request(asked, by=request.actor, answer=form.cleaned_data["answer"])
    messages.success(request, gettext("%(number)s is declined; the asker reads why.") % {"number": asked.number})


@_decision
def withdraw(request: Any, asked: Any) -> None:
    actions.withdraw_request(asked, by=request.actor)
    messages.success(request, gettext("%(number)s is withdrawn.") % {"number": asked.number})
