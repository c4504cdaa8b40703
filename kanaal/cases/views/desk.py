"""Pages of the helpdesk: the queue, and what is done with a case (H1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from kanaal.cases import permissions, queries
from kanaal.cases.actions import merging, working
from kanaal.cases.forms.desk import AnswerForm, AssignForm, MergeForm, MoveForm, NoteForm, QueueFilters, VerifyForm
from kanaal.cases.macros import filled_in, macros
from kanaal.cases.models import Case
from kanaal.cases.tables import mails_table, queue_table
from kanaal.cases.views.common import find
from kanaal.core.decisions import Permission
from kanaal.core.forms import ActionForm
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.texts import Text

Act = Callable[[Case, Any, dict[str, Any]], object]


@login_required
def queue(request: Any) -> HttpResponse:
    """Fifty cases: what is ours to do, the longest promised first."""
    permissions.see_cases.check(request.actor, None)
    filters = QueueFilters(request.GET)
    chosen = filters.chosen
    rows = paged(queries.queue(request.actor, chosen), request.GET, by=queries.order_of(chosen))
    return page(request, "cases/queue.html", filters=filters, rows=rows, table=queue_table(rows.rows))


@login_required
def mails_kept(request: Any) -> HttpResponse:
    """Mails that were answered with nothing: nothing is thrown away."""
    permissions.see_cases.check(request.actor, None)
    rows = paged(queries.kept_mails(), request.GET, by=("-pk",))
    return page(request, "cases/mails.html", rows=rows, table=mails_table(rows.rows))


def _act(permission: Permission[Any], form_of: type[ActionForm], heading: str, act: Act, done: str) -> Any:
    """A page of one intention: its form, the one action, and back to the case."""

    @login_required
    @wraps(act)
    def view(request: Any, pk: int) -> HttpResponse:
        case = find(request, pk)
        permission.check(request.actor, case)
        posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = form_of(*posted, initial=_initial(request, case))
        if form.is_valid() and form.done(lambda: act(case, request.actor, form.cleaned_data)):
            messages.success(request, gettext(done) % {"number": case.number})
            return redirect("case", pk)
        ready = macros() if form_of is AnswerForm else ()
        return page(request, "cases/act.html", form=form, case=case, heading=Text(heading), macros=ready)

    return view


def _initial(request: Any, case: Case) -> dict[str, Any]:
    text = filled_in(request.GET.get("macro", ""), case)
    values = {"category": case.category, "queue": case.queue, "assignee": case.assignee_id}
    return values | {"body": text, "email": case.claimed_email}


def _merge(case: Case, by: Any, values: dict[str, Any]) -> object:
    into = get_object_or_404(queries.cases_seen_by(by), number=values["number"].strip().upper())
    return merging.merge_cases(case, into, by=by)


answer = _act(
    permissions.answer_case, AnswerForm, _("Answer"), lambda c, by, v: working.answer_case(c, by=by, **v),
    _("%(number)s is answered, and the answer is on its way."),
)  # fmt: skip
ask = _act(
    permissions.ask_about_case, AnswerForm, _("Ask the asker"), lambda c, by, v: working.ask_about_case(c, by=by, **v),
    _("The question is on its way. The promise rests until it is answered."),
)  # fmt: skip
solve = _act(
    permissions.solve_case, AnswerForm, _("Solve"), lambda c, by, v: working.solve_case(c, by=by, **v),
    _("%(number)s is solved, and the asker has been told."),
)  # fmt: skip
note = _act(
    permissions.note_case, NoteForm, _("Note for colleagues"), lambda c, by, v: working.note_case(c, by=by, **v),
    _("The note is kept; only colleagues read it."),
)  # fmt: skip
move = _act(
    permissions.move_case, MoveForm, _("Move to another category or queue"),
    lambda c, by, v: working.move_case(c, by=by, **v), _("%(number)s was moved."),
)  # fmt: skip
assign = _act(
    permissions.take_case, AssignForm, _("Give to somebody"), lambda c, by, v: working.take_case(c, by=by, **v),
    _("%(number)s has somebody who looks after it."),
)  # fmt: skip
verify = _act(
    permissions.verify_case, VerifyForm, _("Say who asked this"), lambda c, by, v: working.verify_case(c, by=by, **v),
    _("%(number)s belongs to somebody we know now."),
)  # fmt: skip
merge = _act(
    permissions.merge_cases, MergeForm, _("Merge into another case"), _merge,
    _("%(number)s was merged; both askers are told."),
)  # fmt: skip


@require_POST
@login_required
def take(request: Any, pk: int) -> HttpResponse:
    case = working.take_case(find(request, pk), by=request.actor)
    messages.success(request, gettext("%(number)s is yours now.") % {"number": case.number})
    return redirect("case", pk)


@require_POST
@login_required
def part(request: Any, pk: int) -> HttpResponse:
    case = merging.part_cases(find(request, pk), by=request.actor)
    messages.success(request, gettext("%(number)s is a case of its own again.") % {"number": case.number})
    return redirect("case", pk)
