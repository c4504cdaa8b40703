"""What goes on in the background: how far long runs are, what waits, what was given up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import tables
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.ticks import run_scheduled
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.tasks import TICKS
from kanaal.core.templatetags.ui import meter
from kanaal.desk.doors import staff_page

TONES = {"READY": "neutral", "RUNNING": "info", "SUCCESSFUL": "ok", "FAILED": "bad"}


@staff_page
def background(request: Any) -> HttpResponse:
    """The latest first, as they are when the page is opened; ticks only while they wait, run, or were given up."""
    jobs = paged(Job.objects.exclude(TICKS).defer("errors", "result"), request.GET, by=("-pk",))
    return page(request, "desk/work.html", jobs=jobs, table=_table(jobs.rows))


def _table(rows: list[Job]) -> tables.Table:
    words = {"READY": _("waits"), "RUNNING": _("at work"), "SUCCESSFUL": _("done"), "FAILED": _("given up")}
    return tables.Table(
        caption=_("Background work"),
        columns=[
            tables.text(_("What"), _what, under="note"),
            tables.badge(_("State"), "state", {state: (TONES[state], word) for state, word in words.items()}),
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
