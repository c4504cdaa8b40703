"""The queue of enrolments, one enrolment, and the three decisions on it (P3, P5, P6)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import markdown
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.desk import queries, shown
from kanaal.desk.doors import staff_page
from kanaal.desk.forms import AskForm, DeclineForm, QueueFilters
from kanaal.desk.tables import queue_table
from kanaal.partners import permissions
from kanaal.partners.actions import enrolment_decisions as actions
from kanaal.partners.models import Enrolment
from kanaal.partners.queries import acceptance_of, enrolments_seen_by
from kanaal.people import terms


@staff_page
def queue(request: Any) -> HttpResponse:
    """Fifty enrolments; in review: the first promised first, else the latest first. Filters are in the address."""
    filters = QueueFilters(request.GET)
    chosen = filters.chosen
    state = chosen.get("state") or "submitted"
    found = queries.enrolments(request.actor, chosen)
    rows = paged(found, request.GET, by=("promised_at", "pk") if state == "submitted" else ("-promised_at", "-pk"))
    table = queue_table(rows.rows, state=state)
    return page(request, "desk/enrolments.html", filters=filters, rows=rows, table=table, total=queries.counted(found))


@staff_page
def enrolment(request: Any, pk: int) -> HttpResponse:
    """Everything that the applicant said, what to look at beside it, what happened, and what can be decided."""
    one = _find(request, pk)
    decisions: dict[str, Any] = {
        "approve": permissions.approve_enrolment.explain(request.actor, one),
        "decline": permissions.decline_enrolment.explain(request.actor, one),
        "ask": permissions.ask_enrolment.explain(request.actor, one),
    }
    return page(request, "desk/enrolment.html", **decisions, **shown.enrolment(one))


@require_POST
@staff_page
def approve(request: Any, pk: int) -> HttpResponse:
    one = actions.approve_enrolment(_find(request, pk), by=request.actor)
    says = gettext(
        "%(company)s is a partner now, with the membership ID %(number)s. The applicant has been written to."
    )
    messages.success(request, says % {"company": one.company_name, "number": one.partner and one.partner.number})
    return redirect("desk-enrolment", pk)


@staff_page
def decline(request: Any, pk: int) -> HttpResponse:
    one = _find(request, pk)
    permissions.decline_enrolment.check(request.actor, one)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(lambda: _decline(request, one, form)) is not None:
        messages.success(request, gettext("The enrolment is declined, and the applicant has been written to."))
        return redirect("desk-enrolment", pk)
    return page(request, "desk/decline.html", form=form, enrolment=one)


@staff_page
def ask(request: Any, pk: int) -> HttpResponse:
    one = _find(request, pk)
    permissions.ask_enrolment.check(request.actor, one)
    form = AskForm(request.POST if request.method == "POST" else None, country=one.country)
    if form.is_valid() and form.run(lambda: _ask(request, one, form)) is not None:
        messages.success(request, gettext("The question is on its way. The promise stands still until it is answered."))
        return redirect("desk-enrolment", pk)
    return page(request, "desk/ask.html", form=form, enrolment=one)


@staff_page
def accepted_terms(request: Any, pk: int) -> HttpResponse:
    """The terms that the applicant accepted, as they were (P5)."""
    one = _find(request, pk)
    kept = acceptance_of(one)
    if kept is None:
        raise Http404
    text = markdown.to_html(terms.text_of(kept))
    return page(request, "desk/accepted_terms.html", enrolment=one, acceptance=kept, text=text)


def _find(request: Any, pk: int) -> Enrolment:
    found = enrolments_seen_by(request.actor).select_related("person", "partner", "decided_by")
    return get_object_or_404(found, pk=pk)


def _decline(request: Any, one: Enrolment, form: DeclineForm) -> Enrolment:
    return actions.decline_enrolment(one, by=request.actor, **form.cleaned_data)


def _ask(request: Any, one: Enrolment, form: AskForm) -> Enrolment:
    values = form.cleaned_data
    return actions.ask_enrolment(one, fields=values["fields_asked"], question=values["question"], by=request.actor)
