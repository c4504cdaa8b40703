"""The vendor's pages: all reports, all lines, names that nobody knows, day rates, locked months (R1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanaal.core import spreadsheets
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.partners.models import Partner
from kanaal.sellthrough import desk_shown, permissions, queries, shown
from kanaal.sellthrough.actions.periods import lock_period, unlock_period
from kanaal.sellthrough.actions.rates import load_day_rates
from kanaal.sellthrough.actions.resellers import recognise_reseller
from kanaal.sellthrough.doors import staff_page
from kanaal.sellthrough.forms import LineSearch, LockForm, RatesForm, RecogniseForm, ReportSearch, UnlockForm
from kanaal.sellthrough.models import DayRate, LockedPeriod, SaleLine
from kanaal.sellthrough.periods import MonthName, locked_periods
from kanaal.sellthrough.ratefiles import rates_of
from kanaal.sellthrough.reporters import names_of
from kanaal.sellthrough.views.reports import RELATED

PLENTY = 200


@staff_page
def reports(request: Any) -> HttpResponse:
    """All reports, and who owes one of last month."""
    form = ReportSearch(request.GET or None)
    found = paged(desk_shown.reports_found(form.chosen if form.is_bound else {}), request.GET, by=("-pk",))
    names = names_of(row.reporter for row in found.rows)
    table = shown.reports_table(found.rows, names)
    return page(
        request, "sellthrough/desk_reports.html", form=form, rows=found, table=table, owed=desk_shown.owed(),
        tabs=desk_shown.tabs("desk-sales-reports"),
    )  # fmt: skip


@staff_page
def lines(request: Any) -> HttpResponse:
    form = LineSearch(request.GET or None)
    words = form.chosen.get("q", "") if form.is_bound else ""
    rows = paged(queries.found_by(SaleLine.objects.select_related(*RELATED), words), request.GET, by=("-pk",))
    names = names_of(row.reporter for row in rows.rows)
    table = shown.lines_table(rows.rows, names=names)
    return page(
        request, "sellthrough/lines.html", form=form, rows=rows, table=table, tabs=desk_shown.tabs("desk-sales-lines")
    )  # fmt: skip


@staff_page
def resellers(request: Any) -> HttpResponse:
    """Names in reports that nobody is called by."""
    rows = list(queries.nobodys_names()[:PLENTY])
    table = desk_shown.names_table(rows, names_of(str(row["reporter"]) for row in rows))
    return page(
        request, "sellthrough/desk_list.html", table=table, tabs=desk_shown.tabs("desk-resellers"),
        explains=_("Lines whose reseller nobody is called by count for no partner until somebody says who is meant."),
    )  # fmt: skip


@staff_page
def recognise(request: Any) -> HttpResponse:
    """Say once whom a reporter means by a name; its lines to come are known then."""
    reporter, named = request.GET.get("reporter", ""), request.GET.get("name", "")
    waiting = SaleLine.objects.filter(reporter=reporter, partner__isnull=True, reseller=named)
    many = waiting.count()
    if not many:
        raise Http404
    form, may = RecogniseForm(request.POST or None), permissions.recognise_reseller.explain(request.actor, None)
    if form.is_valid() and (count := form.run(lambda: _recognise(reporter, named, form, request.actor))):
        says = ngettext("%(n)s line is the partner's now.", "%(n)s lines are the partner's now.", count)
        messages.success(request, says % {"n": count})
        return redirect("desk-resellers")
    near = desk_shown.looking_alike(named)
    return page(
        request, "sellthrough/desk_recognise.html", form=form, named=named, many=many, may=may, near=near,
        who=names_of([reporter]).get(reporter, ""),
    )  # fmt: skip


def _recognise(reporter: str, named: str, form: RecogniseForm, by: Any) -> int:
    number = form.cleaned_data["partner"].strip().upper()
    partner = Partner.objects.filter(number=number).first()
    if partner is None:
        raise desk_shown.NoPartner(number)
    return recognise_reseller(reporter, named, partner, by=by)


@staff_page
def rates(request: Any) -> HttpResponse:
    """Which rates there are, which lines wait for one, and loading more."""
    form, may = RatesForm(request.POST or None, request.FILES or None), _may_load(request)
    if form.is_valid() and (
        made := form.run(
            lambda: load_day_rates(
                rates_of(form.cleaned_data["file"]), correct=form.cleaned_data["correct"], by=request.actor
            )
        )
    ):
        messages.success(request, desk_shown.loaded(made))
        return redirect("desk-day-rates")
    found = paged(DayRate.objects.all(), request.GET, by=("-day", "currency", "pk"))
    return page(
        request, "sellthrough/desk_rates.html", form=form, may=may, rows=found,
        table=desk_shown.rates_table(found.rows), missing=desk_shown.missing_table(queries.rates_missing()),
        tabs=desk_shown.tabs("desk-day-rates"),
    )  # fmt: skip


def _may_load(request: Any) -> Any:
    if request.method == "POST":
        permissions.load_day_rates.check(request.actor, None)
    return permissions.load_day_rates.explain(request.actor, None)


@staff_page
def rates_template(request: Any) -> HttpResponseBase:
    return spreadsheets.csv_answer(_("day-rates"), *desk_shown.rates_template())


@staff_page
def periods(request: Any) -> HttpResponse:
    """Which months are locked; locking one."""
    form, may = (
        LockForm(request.POST or None, locked=locked_periods()),
        permissions.lock_period.explain(request.actor, None),
    )
    if request.method == "POST":
        permissions.lock_period.check(request.actor, None)
    if form.is_valid() and (made := form.run(lambda: lock_period(by=request.actor, **form.cleaned_data))):
        messages.success(request, _("%(month)s is locked.") % {"month": MonthName(made.period)})
        return redirect("desk-periods")
    table = desk_shown.periods_table(queries.periods_known()[:PLENTY])
    return page(
        request, "sellthrough/desk_periods.html", form=form, may=may, table=table, tabs=desk_shown.tabs("desk-periods")
    )


@staff_page
def unlock(request: Any, period: str) -> HttpResponse:
    row = get_object_or_404(LockedPeriod.objects.select_related("locked_by"), period=period)
    form, may = UnlockForm(request.POST or None), permissions.unlock_period.explain(request.actor, None)
    if form.is_valid() and form.done(lambda: unlock_period(period, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(month)s takes lines again.") % {"month": MonthName(period)})
        return redirect("desk-periods")
    return page(request, "sellthrough/desk_unlock.html", form=form, may=may, row=row, month=MonthName(period))
