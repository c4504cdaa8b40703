"""A reporter's own pages: its reports, one of them, sending one, its lines (R1). Staff look at a report here, too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import clock, spreadsheets
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.people.roles import staff_kind
from kanaal.sellthrough import permissions, queries, shown, work
from kanaal.sellthrough.actions import reports as actions
from kanaal.sellthrough.doors import company_of_request, reporter_page
from kanaal.sellthrough.forms import LineSearch, NothingSoldForm, SendReportForm
from kanaal.sellthrough.models import SalesReport
from kanaal.sellthrough.periods import last_month
from kanaal.sellthrough.reading.columns import headings
from kanaal.sellthrough.reading.store import PIECE, take
from kanaal.sellthrough.reporters import key_of, names_of
from kanaal.sellthrough.template import template_headings, template_rows

RELATED = ("report", "partner")


@reporter_page
def listed(request: Any) -> HttpResponse:
    """What was sent, and which months are due or late."""
    key = key_of(request.reporter)
    found = paged(queries.reports_of(key), request.GET, by=("-pk",))
    months, table = shown.months_shown(key), shown.reports_table(found.rows)
    return page(request, "sellthrough/reports.html", rows=found, table=table, months=months)


@reporter_page
def send(request: Any) -> HttpResponse:
    """A table is chosen, and read line by line while one waits, or by the worker."""
    chosen = request.GET.get("month") or last_month(clock.today())
    form = SendReportForm(request.POST or None, request.FILES or None, initial={"month": chosen})
    if form.is_valid() and (report := form.run(lambda: _take(request, form))):
        work.now(report)
        return redirect("sales-report", report.number)
    nothing = NothingSoldForm(auto_id="nothing_%s", initial={"month": chosen})
    return _form_page(request, form, nothing)


def _take(request: Any, form: SendReportForm) -> SalesReport:
    said = form.cleaned_data
    sent = take(said["file"].chunks(PIECE))
    return actions.send_sales_report(
        request.reporter, month=said["month"], called=said["file"].name or "", sent=sent, dates=said["dates"],
        announced=said["announced"], by=request.actor,
    )  # fmt: skip


def _form_page(request: Any, form: SendReportForm, nothing: NothingSoldForm) -> HttpResponse:
    columns = [column for column in headings().columns if column.key != "order_kind"]
    context: dict[str, Any] = {"form": form, "nothing": nothing, "columns": columns}
    return page(request, "sellthrough/send.html", **context)


@require_POST
@reporter_page
def nothing_sold(request: Any) -> HttpResponse:
    form = NothingSoldForm(request.POST, auto_id="nothing_%s")
    act = actions.report_nothing_sold
    if form.is_valid() and (report := form.run(lambda: act(request.reporter, by=request.actor, **form.cleaned_data))):
        return redirect("sales-report", report.number)
    return _form_page(request, SendReportForm(), form)


@reporter_page
def template(request: Any) -> HttpResponseBase:
    """Headings that are understood, with two lines as an example."""
    made = template_headings(request.reporter)
    return spreadsheets.csv_answer(gettext("sales-report"), made, template_rows(request.reporter, made))


# --- one report


def _found(request: Any, number: str) -> SalesReport:
    """For its reporter and for staff. Who is neither is not told whether there is one."""
    seen = queries.reports_seen_by(request.actor).select_related("distributor", "partner", "sent_by")
    return get_object_or_404(seen, number=number)


def _guarded(request: Any) -> HttpResponseBase | None:
    if not request.actor.signed_in:
        return redirect_to_login(request.get_full_path())
    if not staff_kind(request.actor):
        company = company_of_request(request)
        if company is None:
            raise Http404
        permissions.enter_sales_reports.check(request.actor, company)
    return None


def show(request: Any, report_number: str) -> HttpResponseBase:
    """Its counts, what was refused and why, and the lines that were taken in."""
    if (elsewhere := _guarded(request)) is not None:
        return elsewhere
    report = _found(request, report_number)
    refused = paged(report.refused_lines.all(), request.GET, by=("line",), size=25)
    context: dict[str, Any] = {"refused": refused, "table": shown.refused_table(report, refused.rows)}
    return page(request, "sellthrough/report.html", report=report, **context, **shown.shown_report(report))


def report_lines(request: Any, report_number: str) -> HttpResponseBase:
    if (elsewhere := _guarded(request)) is not None:
        return elsewhere
    report = _found(request, report_number)
    found = paged(report.lines.select_related(*RELATED), request.GET, by=("line",))
    table = shown.lines_table(found.rows, report=False)
    return page(request, "sellthrough/report_lines.html", report=report, rows=found, table=table)


def refused(request: Any, report_number: str) -> HttpResponseBase:
    """The refused lines as they came, with what is wrong: to be mended and sent again."""
    if (elsewhere := _guarded(request)) is not None:
        return elsewhere
    report = _found(request, report_number)
    heading, rows = shown.refused_lines(report)
    stem = gettext("to-mend")
    return spreadsheets.csv_answer(f"{report.number}-{stem}", heading, rows)


# --- lines


@reporter_page
def lines(request: Any) -> HttpResponse:
    """All lines that were taken in, found by any number."""
    form = LineSearch(request.GET or None)
    found = queries.found_by(queries.lines_seen_by(request.actor), form.chosen.get("q", "") if form.is_bound else "")
    rows = paged(found.select_related(*RELATED), request.GET, by=("-pk",))
    return page(request, "sellthrough/lines.html", form=form, rows=rows, table=shown.lines_table(rows.rows))


@reporter_page
def export(request: Any, format: str) -> HttpResponseBase:
    """The same lines as a file, written as it is sent."""
    if format not in spreadsheets.FORMATS:
        raise Http404
    found = queries.found_by(queries.lines_seen_by(request.actor), request.GET.get("q", ""))
    names = names_of([key_of(request.reporter)])
    rows = shown.line_cells(found.select_related(*RELATED).order_by("pk").iterator(chunk_size=500), names)
    return spreadsheets.file_answer(gettext("sales-lines"), shown.LINE_HEADINGS, rows, format)
