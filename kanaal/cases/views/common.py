"""What the pages about cases share: finding one, and showing it whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kanaal.cases import permissions, queries
from kanaal.cases.events import CasesMerged
from kanaal.cases.forms.asking import AddForm, RateForm
from kanaal.cases.models import Case
from kanaal.cases.policy import CategoriesPolicy, QueuesPolicy
from kanaal.core.pages import page
from kanaal.people import history
from kanaal.programme.policies import policy

RELATED = ("partner", "asked_by", "assignee", "merged_into")


def find(request: Any, pk: int) -> Case:
    return get_object_or_404(queries.cases_seen_by(request.actor).select_related(*RELATED), pk=pk)


def show_case(request: Any, case: Case, **changed: Any) -> HttpResponse:
    """The page of a case, for whoever asked and for staff; `changed` are forms with what was typed."""
    actor = request.actor
    staff = actor.acts_as("staff")
    said = list(queries.messages_seen_by(actor, case))
    context: dict[str, Any] = {
        "case": case,
        "said": said,
        "staff": staff,
        "category": policy(CategoriesPolicy).name_of(case.category),
        "queue": policy(QueuesPolicy).name_of(case.queue),
    }
    context |= _for_staff(request, case) if staff else _for_asker(request, case)
    return page(request, "cases/case.html", **(context | changed))


def _for_asker(request: Any, case: Case) -> dict[str, Any]:
    actor = request.actor
    return {
        "may_add": permissions.add_to_case.explain(actor, case),
        "may_reopen": permissions.reopen_case.explain(actor, case),
        "may_rate": permissions.rate_case.explain(actor, case),
        "add_form": AddForm(),
        "rate_form": RateForm(auto_id="rate_%s"),
    }


def _for_staff(request: Any, case: Case) -> dict[str, Any]:
    timeline = history.entries(queries.events_about(case)[:50])
    merged = any(entry.name == CasesMerged.__name__ for entry in timeline)  # else there is nothing to ask for
    return {
        "may_work": permissions.answer_case.explain(request.actor, case),
        "timeline": timeline,
        "absorbed": list(case.absorbed.order_by("pk")[:50]) if merged else [],
    }
