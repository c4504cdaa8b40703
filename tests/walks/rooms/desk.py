"""The desk on the walks: its one list and narrowed, the figures, a partner's story, and background work given up."""

from __future__ import annotations

from kanaal.core.dashboards import DASHBOARDS
from kanaal.core.jobs.models import Job
from tests import world_desk

NAMES = {
    "core",
    "tasks",
    "deliver",
    "mail",
    "smtplib",
    "smtpserverdisconnected",
    "traceback",
    "csv",
    "xlsx",
    "went",
    "server",
    "away",
}
PAGES = [
    ("vera", "/desk/?queue=jobs"), ("vera", "/desk/?late=on&region=emea&mine=on"), ("auditor", "/desk/?queue=cases"),
    ("vera", "/desk/figures/"), *(("vera", f"/desk/figures/{key}/") for key in DASHBOARDS),
    ("auditor", "/desk/figures/partners/?region=emea"),
    ("vera", "/desk/work/{job}/"), ("auditor", "/desk/work/{job}/"),
    ("vera", "/desk/partners/{partner}/?strand=sales&year=2026"), ("auditor", "/desk/partners/{partner}/"),
]  # fmt: skip


def make_world() -> dict[str, int]:
    found = Job.objects.filter(state="FAILED").order_by("pk").first() or world_desk.job_given_up()
    return {"job": found.pk}
