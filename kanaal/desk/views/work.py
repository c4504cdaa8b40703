"""What goes on in the background: how far long runs are, what waits, what was given up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.core import formats, tables
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.ticks import run_scheduled
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.tasks import TICKS
from kanaal.core.templatetags.ui import meter
from kanaal.desk import actions, permissions
from kanaal.people.doors import staff_page

work_page = staff_page(permissions.see_background_work)
TONES = {"READY": "neutral", "RUNNING": "info", "SUCCESSFUL": "ok", "FAILED": "bad"}


@work_page
def background(request: Any) -> HttpResponse:
    """The latest first, as they are when the page is opened; ticks only while they wait, run, or were given up."""
    jobs = paged(Job.objects.exclude(TICKS).defer("errors", "result"), request.GET, by=("-pk",))
    return page(request, "desk/work.html", jobs=jobs, table=_table(jobs.rows))


@work_page
def job(request: Any, pk: int) -> HttpResponse:
    """One piece of work: how often it was tried, what went wrong, and what can be done about it."""
    one = get_object_or_404(Job, pk=pk)
    return page(
        request,
        "desk/job.html",
        job=one,
        what=_what(one),
        state=_states()[one.state],
        facts=_facts(one),
        errors=list(reversed(one.errors)),
        may_run=permissions.run_job_again.explain(request.actor, one),
        may_set_aside=permissions.set_job_aside.explain(request.actor, one),
    )


@require_POST
@work_page
def run_again(request: Any, pk: int) -> HttpResponse:
    actions.run_job_again(get_object_or_404(Job, pk=pk), by=request.actor)
    messages.success(request, _("It begins anew, with all its attempts."))
    return redirect("desk-job", pk)


@require_POST
@work_page
def set_aside(request: Any, pk: int) -> HttpResponse:
    actions.set_job_aside(get_object_or_404(Job, pk=pk), by=request.actor)
    messages.success(request, _("It is set aside, and does not stand on the work list any more."))
    return redirect("desk-work")


def _facts(one: Job) -> list[tuple[str, Any]]:
    return [
        (_("Asked for"), formats.moment(one.made_at)),
        (_("Finished"), formats.moment(one.finished_at) if one.finished_at else ""),
        (_("Attempts"), formats.number(one.attempts)),
        (_("Set aside"), formats.moment(one.set_aside_at) if one.set_aside_at else ""),
    ]


def _states() -> dict[str, tuple[str, str]]:
    words = {"READY": _("waits"), "RUNNING": _("at work"), "SUCCESSFUL": _("done"), "FAILED": _("given up")}
    return {state: (TONES[state], word) for state, word in words.items()}


def _table(rows: list[Job]) -> tables.Table:
    return tables.Table(
        caption=_("Background work"),
        columns=[
            tables.link(_("What"), _what, to=tables.address("desk-job"), under="note"),
            tables.badge(_("State"), "state", _states()),
            tables.part(_("How far"), _how_far),
            tables.number(_("Attempts"), "attempts"),
            tables.date(_("Asked for"), "made_at"),
            tables.date(_("Finished"), "finished_at"),
        ],
        rows=rows,
        empty=_("Nothing has been asked for yet."),
    )


def _what(job: Job) -> str:
    """The task's own name; of a tick, whose schedule it is. Other arguments may hold addresses, and are not shown."""
    ticking = job.task == run_scheduled.module_path
    return str(job.args["args"][0]) if ticking else job.task.removeprefix("kanaal.")


def _how_far(job: Job) -> SafeString:
    """A meter for runs that say how far they are; nothing for the many that are too short to tell."""
    if not job.total:
        return SafeString("")
    return render_to_string("ui/meter.html", meter(job.done, job.total, _("How far")))
