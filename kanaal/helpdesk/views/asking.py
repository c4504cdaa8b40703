"""Pages for asking the helpdesk: the form of each kind, my requests, one request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.decisions import NotAllowed
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.texts import Text
from kanaal.helpdesk import actions
from kanaal.helpdesk.actions.evidence import STORE
from kanaal.helpdesk.forms import EvidenceForm
from kanaal.helpdesk.kinds import RequestKind, decide, kind_called
from kanaal.helpdesk.models import Evidence
from kanaal.helpdesk.queries import requests_seen_by, waiting_for
from kanaal.helpdesk.tables import requests_table
from kanaal.helpdesk.views.shown import shown_request


@login_required
def ask(request: Any, kind: str) -> HttpResponse:
    """The form of one kind of request, or why one can't ask it."""
    asked = kind_called(kind)
    subject, decision = decide(asked, request.actor)
    if not decision.allowed:
        raise NotAllowed(decision)
    form = form_for(asked, request, subject)
    if form.is_valid() and (made := form.run(lambda: ask_with(asked, form, request.actor))):
        says = gettext("Your request %(number)s is with the helpdesk.")
        if made.state == "awaiting":
            says = gettext("Your request %(number)s is on its way to whoever must authorise it.")
        messages.success(request, says % {"number": made})
        return redirect("request", pk=made.pk)
    return page(request, "helpdesk/ask.html", form=form, kind=asked)


def form_for(kind: RequestKind, request: Any, subject: Any, **initial: Any) -> Any:
    """The kind's form with what was typed. For pages of other modules on which a request is handed in, too."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind.form(data, files, initial=request.GET.dict() | initial, subject=subject, by=request.actor)
    if kind.evidence:
        form.wants(str(Text(kind.evidence.says)))
    return form


def ask_with(kind: RequestKind, form: Any, by: Any) -> Any:
    """Hand in what the form says, with its files."""
    values = {k: v for k, v in form.cleaned_data.items() if k not in ("reason", "evidence")}
    files, reason = form.cleaned_data.get("evidence") or (), form.cleaned_data.get("reason", "")
    return actions.ask_request(kind.key, values=values, reason=reason, by=by, files=files)


@login_required
def show(request: Any, pk: int) -> HttpResponse:
    """One request: what was asked, what became of it, and what one can do about it."""
    found = requests_seen_by(request.actor).select_related("asked_by", "decided_by", "authorisation")
    found = found.annotate(is_proved=Exists(Evidence.objects.filter(request=OuterRef("pk"))))
    return page(request, "helpdesk/request.html", **shown_request(get_object_or_404(found, pk=pk), request.actor))


@login_required
def mine(request: Any) -> HttpResponse:
    """What I asked for, and what others ask of me."""
    asked = requests_seen_by(request.actor).filter(asked_by_id=request.actor.person_id)
    found = paged(asked, request.GET, by=("-pk",))
    waits = list(waiting_for(request.actor).order_by("pk")[:20])
    waiting = requests_table(waits, gettext("Waiting for you")) if waits else None
    return page(request, "helpdesk/requests.html", requests=found, table=requests_table(found.rows), waiting=waiting)


@require_POST
@login_required
def withdraw(request: Any, pk: int) -> HttpResponse:
    asked = get_object_or_404(requests_seen_by(request.actor), pk=pk)
    actions.withdraw_request(asked, by=request.actor)
    messages.success(request, gettext("%(number)s is withdrawn.") % {"number": asked.number})
    return redirect("request", pk=pk)


@require_POST
@login_required
def attach(request: Any, pk: int) -> HttpResponse:
    """Something more that proves it."""
    asked = get_object_or_404(requests_seen_by(request.actor), pk=pk)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid() or not form.done(
        lambda: actions.add_evidence(asked, files=form.cleaned_data["evidence"], by=request.actor)
    ):
        messages.error(request, " ".join(str(fault) for faults in form.errors.values() for fault in faults))
    else:
        messages.success(request, gettext("It is attached."))
    return redirect("request", pk=pk)


@login_required
def download(request: Any, pk: int, file: int) -> Any:
    """A file that proves a request, for its asker and for staff: saved, never opened here."""
    asked = get_object_or_404(requests_seen_by(request.actor), pk=pk)
    if not (request.actor.acts_as("staff") or asked.asked_by_id == request.actor.person_id):
        raise Http404
    kept = get_object_or_404(Evidence, pk=file, request=asked)
    answer = FileResponse(STORE.path_of(kept.digest).open("rb"), as_attachment=True, filename=kept.name)
    answer.headers["Content-Type"] = kept.kind
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
