"""Cycles at the desk: which there are, what one comes to, and the steps to a payment (R2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from kanaal.core.decisions import Permission
from kanaal.core.forms import ActionForm
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.spreadsheets import csv_answer
from kanaal.core.texts import Text
from kanaal.people.doors import staff_page
from kanaal.programme import releases
from kanaal.rebates import permissions, queries, tables
from kanaal.rebates.actions import cycles as actions
from kanaal.rebates.forms import SendBackForm, SureForm
from kanaal.rebates.models import Cycle, Entry, Statement
from kanaal.rebates.policy import RebatesPolicy
from kanaal.rebates.shown import shown_cycle, shown_statement

desk_page = staff_page(permissions.see_rebates)


@desk_page
def listed(request: Any) -> HttpResponse:
    """All cycles, the newest first."""
    if not releases.current().pack.has(RebatesPolicy):
        raise Http404
    found = paged(Cycle.objects.all(), request.GET, by=("-starts", "region", "pk"))
    return page(request, "rebates/cycles.html", rows=found, table=tables.cycles_table(found.rows))


@desk_page
def show(request: Any, pk: int) -> HttpResponse:
    """What it comes to, for whom, what waits, what the last computing changed, and what to do next."""
    cycle = _find(pk)
    rows = Statement.objects.filter(cycle=cycle).select_related("partner")
    found = paged(rows, request.GET, by=("-payable", "pk"), size=25)
    table = tables.statements_table(found.rows, cycle)
    return page(request, "rebates/cycle.html", rows=found, table=table, **shown_cycle(cycle, request.actor))


@desk_page
def partner(request: Any, pk: int, partner_number: str) -> HttpResponse:
    """One partner in a cycle: the sums, and every line that made them."""
    cycle = _find(pk)
    rows = Statement.objects.select_related("partner")
    statement = get_object_or_404(rows, cycle=cycle, partner__number=partner_number)
    statement.cycle = cycle
    found = paged(queries.entries_of(cycle, statement.partner_id), request.GET, by=("pk",))
    table = tables.entries_table(found.rows, cycle.currency)
    return page(request, "rebates/partner.html", rows=found, table=table, **shown_statement(statement))


@desk_page
def statements_file(request: Any, pk: int) -> HttpResponseBase:
    """All statements of a cycle, for a spreadsheet."""
    cycle = _find(pk)
    rows = Statement.objects.filter(cycle=cycle).select_related("partner").order_by("partner__number")
    return csv_answer(
        f"rebates-{cycle.region}-{cycle.first_period}",
        tables.statement_heading(), (tables.statement_cells(row) for row in rows.iterator(chunk_size=1000)),
    )  # fmt: skip


@desk_page
def entries_file(request: Any, pk: int) -> HttpResponseBase:
    """Every line that counted in a cycle, with its rule and its release; streamed, since there may be millions."""
    cycle = _find(pk)
    rows = Entry.objects.filter(cycle=cycle).select_related("line", "tariff", "opportunity", "partner").order_by("pk")
    return csv_answer(
        f"rebate-lines-{cycle.region}-{cycle.first_period}",
        tables.entry_heading(), (tables.entry_cells(row) for row in rows.iterator(chunk_size=2000)),
    )  # fmt: skip


@require_POST
@desk_page
def compute(request: Any, pk: int) -> HttpResponse:
    actions.ask_to_compute(_find(pk), by=request.actor)
    messages.success(request, gettext("The cycle is being computed. Look at this page again in a moment."))
    return redirect("rebate-cycle", pk=pk)


@dataclass(frozen=True)
class Act:
    """A page of one intention about a cycle: `says` what will happen, `done` what has."""

    permission: Permission[Any]
    form_of: type[ActionForm]
    heading: str
    says: str
    do: Callable[..., object]
    done: str


def _act(*how: Any) -> Any:
    one = Act(*how)

    @desk_page
    @wraps(one.do)
    def view(request: Any, pk: int) -> HttpResponse:
        cycle = _find(pk)
        one.permission.check(request.actor, cycle)
        form = one.form_of(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.done(lambda: one.do(cycle, by=request.actor, **form.cleaned_data)):
            messages.success(request, gettext(one.done) % {"key": cycle.key})
            return redirect("rebate-cycle", pk=pk)
        words: dict[str, Any] = {"heading": Text(one.heading), "says": Text(one.says)}
        return page(request, "rebates/act.html", form=form, **words, **shown_cycle(cycle, request.actor, brief=True))

    return view


propose = _act(
    permissions.propose_cycle, SureForm, _("Propose for approval"),
    _("Finance gets a mail and looks at it. Until they have decided it can't be computed again."),
    actions.propose_cycle, _("%(key)s is proposed for approval."),
)  # fmt: skip
send_back = _act(
    permissions.send_back_cycle, SendBackForm, _("Send back"),
    _("It can be computed and proposed again then."),
    actions.send_back_cycle, _("%(key)s is sent back."),
)  # fmt: skip
approve = _act(
    permissions.approve_cycle, SureForm, _("Approve"),
    _("You sign for these amounts. From now on they are fixed: every partner gets a statement with a number, and what comes late goes into the next cycle."),  # noqa: E501
    actions.approve_cycle, _("%(key)s is approved."),
)  # fmt: skip
pay = _act(
    permissions.pay_cycle, SureForm, _("Mark as paid"),
    _("Do this once the bank has carried out the payments. Every statement with an amount is marked as paid."),
    actions.pay_cycle, _("%(key)s is marked as paid."),
)  # fmt: skip


def _find(pk: int) -> Cycle:
    people = ("proposed_by", "approved_by", "sent_back_by", "paid_by")
    return get_object_or_404(queries.with_first_open_before(Cycle.objects.select_related(*people)), pk=pk)
