"""Pages of whoever asks: a new case, one's cases, one of them (H1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.cases import permissions, queries
from kanaal.cases.actions import asking as actions
from kanaal.cases.forms.asking import AddForm, NewCaseForm, RateForm
from kanaal.cases.tables import my_table
from kanaal.cases.views.common import find, show_case
from kanaal.core.pages import page
from kanaal.core.paging import paged


@login_required
def new(request: Any) -> HttpResponse:
    """Ask. Other pages fill in what they know: `category`, `about`, `text`."""
    permissions.open_case.check(request.actor, None)
    given = request.GET
    initial = {"category": given.get("category"), "subject": given.get("about", ""), "body": given.get("text", "")}
    form = NewCaseForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and (made := form.run(lambda: actions.open_case(by=request.actor, **form.cleaned_data))):
        messages.success(request, gettext("Your question is with the helpdesk as %(number)s.") % {"number": made})
        return redirect("case", made.pk)
    return page(request, "cases/new.html", form=form)


@login_required
def mine(request: Any) -> HttpResponse:
    """What I asked; a primary contact sees what colleagues asked for the company, too."""
    found = queries.cases_seen_by(request.actor)
    if request.actor.acts_as("staff"):
        found = found.filter(asked_by_id=request.actor.person_id)
    rows = paged(found.select_related("asked_by"), request.GET, by=("-pk",))
    return page(request, "cases/mine.html", rows=rows, table=my_table(rows.rows))


@login_required
def show(request: Any, pk: int) -> HttpResponse:
    return show_case(request, find(request, pk))


@require_POST
@login_required
def add(request: Any, pk: int) -> HttpResponse:
    """Say more, with files; a form that is refused keeps the words."""
    case, form = find(request, pk), AddForm(request.POST, request.FILES)
    if form.is_valid() and form.done(lambda: actions.add_to_case(case, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("Your message is with the helpdesk."))
        return redirect("case", pk)
    return show_case(request, case, add_form=form, form=form)


@require_POST
@login_required
def close(request: Any, pk: int) -> HttpResponse:
    case = actions.close_case(find(request, pk), by=request.actor)
    messages.success(request, gettext("%(number)s is closed.") % {"number": case})
    return redirect("case", pk)


@require_POST
@login_required
def reopen(request: Any, pk: int) -> HttpResponse:
    case = actions.reopen_case(find(request, pk), by=request.actor)
    messages.success(request, gettext("%(number)s is open again.") % {"number": case})
    return redirect("case", pk)


@require_POST
@login_required
def rate(request: Any, pk: int) -> HttpResponse:
    case, form = find(request, pk), RateForm(request.POST, auto_id="rate_%s")
    if form.is_valid() and form.done(lambda: actions.rate_case(case, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("Thank you for the rating."))
        return redirect("case", pk)
    return show_case(request, case, rate_form=form, form=form)
