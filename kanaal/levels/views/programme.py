"""The programme at the desk: its releases, and changing it with the impact before one's eyes (C5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.jobs.progress import progress_of
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.spreadsheets import Cells, csv_answer
from kanaal.levels import permissions, shown
from kanaal.levels.actions import proposals as actions
from kanaal.levels.forms import FileForm, ProposeForm, PublishForm
from kanaal.levels.models import Affected, Proposal
from kanaal.levels.tables import affected_table, proposals_table, releases_table
from kanaal.levels.views.desk import desk_page
from kanaal.levels.worth import worth_of
from kanaal.programme.checking import check
from kanaal.programme.models import Release


@desk_page
def programme(request: Any) -> HttpResponse:
    """The releases that were, are and will be; the proposals; and the way to begin one."""
    form = ProposeForm(request.POST or None)
    if request.method == "POST":
        permissions.propose_change.check(request.actor, None)
        if form.is_valid():
            made = actions.propose_change(title=form.cleaned_data["title"], by=request.actor)
            return redirect("proposal", pk=made.pk)
    return page(
        request,
        "levels/programme.html",
        form=form,
        releases=releases_table(Release.objects.defer("files").order_by("-number")[:50]),
        proposals=proposals_table(_light().order_by("-pk")[:50]),
        may_propose=permissions.propose_change.explain(request.actor, None),
    )


@desk_page
def proposal(request: Any, pk: int) -> HttpResponse:
    """What it changes, what is wrong with it, what it would do, and publishing it."""
    one = _find(pk)
    faults = check(one.files) if one.state == "draft" else []
    return page(
        request,
        "levels/proposal.html",
        proposal=one,
        faults=faults,
        files=shown.files(one),
        changes=[] if faults else shown.changes(one),
        impact=shown.impact(one),
        stale=one.impact is not None and one.impact_digest != one.pack.digest,
        progress=progress_of(one.impact_job) if one.impact_job else None,
        form=PublishForm(initial={"begins": one.begins}),
        may_edit=permissions.edit_proposal.explain(request.actor, one),
        may_publish=permissions.publish_proposal.explain(request.actor, one),
    )


@desk_page
def proposal_file(request: Any, pk: int, path: str) -> HttpResponse:
    """One file of the proposal, to be read by all of the desk and written by managers."""
    one, file = _find(pk), path
    if file not in one.files:
        raise Http404
    may_edit = permissions.edit_proposal.explain(request.actor, one)
    form = FileForm(request.POST or None, initial={"text": one.files[file]})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        edited = form.run(lambda: actions.edit_proposal(one, file=file, text=text, by=request.actor))
        if edited:
            messages.success(request, gettext("%(file)s is saved in the proposal.") % {"file": file})
            return redirect("proposal", pk=pk)
    return page(request, "levels/proposal_file.html", proposal=one, file=file, form=form, may_edit=may_edit)


@require_POST
@desk_page
def weigh(request: Any, pk: int) -> HttpResponse:
    """Ask for the impact from the day that was chosen."""
    form = PublishForm(request.POST)
    begins = form.cleaned_data.get("begins") if form.is_valid() or "begins" not in form.errors else None
    actions.ask_for_impact(_find(pk), begins=begins, by=request.actor)
    messages.success(request, gettext("The impact is being weighed. Look at this page again in a moment."))
    return redirect("proposal", pk=pk)


@require_POST
@desk_page
def publish(request: Any, pk: int) -> HttpResponse:
    form, one = PublishForm(request.POST), _find(pk)
    permissions.publish_proposal.check(request.actor, one)
    if form.is_valid() and form.done(lambda: actions.publish_proposal(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("Published. Whoever falls short of it is being written to."))
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("proposal", pk=pk)


@require_POST
@desk_page
def drop(request: Any, pk: int) -> HttpResponse:
    actions.drop_proposal(_find(pk), by=request.actor)
    messages.success(request, gettext("The proposal is dropped."))
    return redirect("programme")


@desk_page
def affected(request: Any, pk: int) -> HttpResponse:
    """The partners whom it would make fall, or could make rise."""
    one = _find(pk)
    rises = request.GET.get("rises") == "1"
    found = paged(one.affected.filter(rises=rises).select_related("partner"), request.GET, by=("pk",), size=50)
    worth = worth_of({row.partner_id: row.after for row in found.rows}, one.as_release)
    table = affected_table(found.rows, shown.needs_of(one), worth)
    return page(request, "levels/affected.html", proposal=one, rows=found, table=table, rises=rises)


@desk_page
def affected_file(request: Any, pk: int) -> HttpResponseBase:
    """The same as a file for a spreadsheet."""
    one = _find(pk)
    heading = [gettext("Number"), gettext("Company"), gettext("Level now"), gettext("Level then"), gettext("Missing")]
    rows = Affected.objects.filter(proposal=one).select_related("partner").order_by("rises", "pk")
    return csv_answer(f"impact-{one.pk}", heading, (_cells(row) for row in rows.iterator(chunk_size=1000)))


def _cells(row: Affected) -> Cells:
    missing = "; ".join(f"{key}: {has}/{needs}" for key, (has, needs) in row.short.items())
    return (row.partner.number, row.partner.name, row.before, row.after, missing)


def _light() -> Any:
    return Proposal.objects.defer("files", "impact").select_related("made_by")


def _find(pk: int) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("based_on", "published_as", "made_by"), pk=pk)
