"""Lines that found no deal, and what a person does about them; and why an amount is what it is (R2, R3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core.forms import ActionForm
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people.doors import staff_page
from kanaal.programme import releases
from kanaal.rebates import mending, permissions, tables, why
from kanaal.rebates.actions import lines as actions
from kanaal.rebates.forms import AskForm, DealForm, DismissForm, LineFilters
from kanaal.rebates.models import Match
from kanaal.rebates.policy import RebatesPolicy
from kanaal.rebates.shown import shown_entry, shown_line

desk_page = staff_page(permissions.see_rebates)


@desk_page
def listed(request: Any) -> HttpResponse:
    """Fifty lines that wait for somebody, the oldest month first; another state or region on demand."""
    if not releases.current().pack.has(RebatesPolicy):
        raise Http404
    filters = LineFilters(request.GET)
    found = paged(mending.lines(filters.asked), request.GET, by=("period", "line_id"))
    table = tables.lines_table(found.rows)
    return page(request, "rebates/lines.html", filters=filters, rows=found, table=table)


@desk_page
def show(request: Any, pk: int) -> HttpResponse:
    """The line as it was reported, why it found no deal, which it may be, and the ways to settle it."""
    one = _find(pk)
    return page(request, "rebates/line.html", deal=DealForm(), dismissal=DismissForm(), asking=AskForm(),
                **shown_line(one, request.actor))  # fmt: skip


def _acting(name: str, form_of: type[ActionForm], do: Callable[..., object], done: str) -> Any:
    """The page of one action: what it says when it was `done`, or the line again with what was typed."""

    @desk_page
    def view(request: Any, pk: int) -> HttpResponse:
        one = _find(pk)
        form = form_of(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            if form.done(lambda: do(one, by=request.actor, **form.cleaned_data)):
                messages.success(request, gettext(done))
                return redirect("rebate-line", pk=pk)
        elif request.method != "POST":
            return redirect("rebate-line", pk=pk)
        forms: dict[str, Any] = {"deal": DealForm(), "dismissal": DismissForm(), "asking": AskForm()} | {name: form}
        return page(request, "rebates/line.html", **forms, **shown_line(one, request.actor))

    return view


choose = _acting(
    "deal", DealForm, actions.choose_deal, _("The line has its deal. It counts when the cycle is computed next.")
)
dismiss = _acting("dismissal", DismissForm, actions.dismiss_line, _("The line earns nothing, and waits no longer."))
ask = _acting(
    "asking", AskForm, actions.ask_partner, _("The question was sent. The line goes on waiting for its deal.")
)
undo = _acting("undoing", ActionForm, actions.undo_choice, _("Taken back. The line waits again."))


@desk_page
def entry(request: Any, pk: int) -> HttpResponse:
    """Why an amount: from the line to the rule and the release, with the arithmetic."""
    found = why.related(pk)
    if found is None:
        raise Http404
    return page(request, "rebates/why.html", **shown_entry(found))


def _find(pk: int) -> Match:
    related = ("line__report", "line__account", "partner", "opportunity", "proposed", "decided_by", "asked_by")
    return get_object_or_404(Match.objects.select_related(*related), pk=pk)
