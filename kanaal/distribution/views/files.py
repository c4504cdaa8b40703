"""Files of many answers: a template to take away, a file to send, its preview, what became of it (V6)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import spreadsheets
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distribution import work
from kanaal.distribution.actions import files as actions
from kanaal.distribution.doors import distributor_of_request, distributor_page
from kanaal.distribution.filing.kinds import FILE_KINDS
from kanaal.distribution.filing.store import MOST_BYTES
from kanaal.distribution.filing.templates import HEADINGS, rows_of
from kanaal.distribution.forms_files import CarryOutForm, SendForm
from kanaal.distribution.models import DistributorFile
from kanaal.distribution.shown_files import faulty_rows, files_table, kinds_shown, rows_table, shown_file


def _find(request: Any, pk: int) -> DistributorFile:
    found: DistributorFile = get_object_or_404(_files(request), pk=pk)
    found.distributor = distributor_of_request(request)
    return found


def _files(request: Any) -> QuerySet[DistributorFile]:
    return DistributorFile.objects.filter(distributor=distributor_of_request(request))


@distributor_page
def listed(request: Any) -> HttpResponse:
    return _home(request)


def _home(request: Any, kind: str = "", form: SendForm | None = None) -> HttpResponse:
    found = paged(_files(request).select_related("sent_by"), request.GET, by=("-pk",))
    context: dict[str, Any] = {"kinds": kinds_shown(kind, form), "rows": found, "table": files_table(found.rows)}
    return page(request, "distribution/files.html", form=form, **context)


@distributor_page
def template(request: Any, kind: str) -> HttpResponseBase:
    """Filled with what waits now; columns beyond ours only help whoever fills it in."""
    if kind not in FILE_KINDS:
        raise Http404
    return spreadsheets.csv_answer(kind, HEADINGS[kind], rows_of(kind, distributor_of_request(request)))


@require_POST
@distributor_page
def send(request: Any, kind: str) -> HttpResponse:
    if kind not in FILE_KINDS:
        raise Http404
    form = SendForm(request.POST, request.FILES)
    if form.is_valid() and (file := form.run(lambda: _take_in(request, kind, form.cleaned_data["file"]))):
        work.now(file, work.read_file)
        return redirect("distribution-file", file.pk)
    return _home(request, kind, form)


def _take_in(request: Any, kind: str, sent: Any) -> DistributorFile:
    data = sent.read(MOST_BYTES + 1)
    mine = distributor_of_request(request)
    return actions.take_in_file(mine, kind=kind, called=sent.name or "", data=data, by=request.actor)


@distributor_page
def show(request: Any, pk: int) -> HttpResponse:
    """While it is read or carried out, how far it is; then what would happen, or what has."""
    return _show(request, _find(request, pk), None)


def _show(request: Any, file: DistributorFile, form: CarryOutForm | None) -> HttpResponse:
    which = request.GET.get("rows", "")
    rows = file.all_rows.filter(state=which) if which in ("sound", "faulty", "already", "done") else file.all_rows.all()
    found = paged(rows, request.GET, by=("line",))
    shown = shown_file(file, request.actor, which)
    table = rows_table(file, found.rows)
    form = form or (CarryOutForm(doubt=file.doubt) if file.state == "checked" else None)
    return page(request, "distribution/file.html", form=form, file=file, rows=found, table=table, **shown)


@require_POST
@distributor_page
def carry_out(request: Any, pk: int) -> HttpResponse:
    file = _find(request, pk)
    form = CarryOutForm(request.POST, doubt=file.doubt)
    if form.is_valid() and form.done(lambda: actions.carry_out_file(file, sure=form.sure, by=request.actor)):
        work.now(file, work.carry_out_file_now)
        return redirect("distribution-file", file.pk)
    return _show(request, file, form)


@require_POST
@distributor_page
def drop(request: Any, pk: int) -> HttpResponse:
    file = actions.drop_file(_find(request, pk), by=request.actor)
    messages.success(request, gettext("%(file)s is dropped; nothing of it was done.") % {"file": file.name})
    return redirect("distribution-files")


@distributor_page
def faulty(request: Any, pk: int) -> HttpResponseBase:
    """The rows that were not carried out, as they came, with what is wrong: to be corrected and sent again."""
    file = _find(request, pk)
    heading, rows = faulty_rows(file)
    return spreadsheets.csv_answer(gettext("to-correct"), heading, rows)
