"""For the vendor's staff: why somebody can't do something, and what readers looked for in vain."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.helpcentre import actions, permissions, queries, tables
from kanaal.helpcentre.forms import WhyForm
from kanaal.helpcentre.library import library
from kanaal.helpcentre.why import Seen, person_called, target_called, targets
from kanaal.programme import releases


@login_required
def why(request: Any) -> HttpResponse:
    """The same as `kanaal why`. A form that is sent, since it is recorded who looked at whom."""
    permissions.enter_why.check(request.actor, None)
    form = WhyForm(request.POST or None, initial=request.GET.dict())
    seen: list[Seen] = []
    if form.is_valid():
        seen = form.run(lambda: _look(form, request)) or []
    return page(request, "helpcentre/why.html", form=form, seen=seen, targets=targets())


def _look(form: WhyForm, request: Any) -> list[Seen]:
    person, target = person_called(form.cleaned_data["email"]), target_called(form.cleaned_data["permission"])
    return actions.look_into_why(person, target, by=request.actor)


@login_required
def unanswered(request: Any) -> HttpResponse:
    permissions.see_unanswered.check(request.actor, None)
    rows = paged(queries.unanswered(), request.GET, by=("-times", "-pk"))
    context: dict[str, Any] = {
        "rows": rows,
        "table": tables.unanswered(rows.rows),
        "readings": tables.readings(queries.readings()[:50], library(releases.current(), get_language() or "")),
    }
    return page(request, "helpcentre/unanswered.html", **context)
