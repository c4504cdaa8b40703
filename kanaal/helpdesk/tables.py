"""Requests as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from kanaal.core import tables
from kanaal.core.texts import Text
from kanaal.helpdesk.kinds import kind_of
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.programme.policies import policy

TONES = {
    "awaiting": "warn",
    "refused": "bad",
    "open": "info",
    "approved": "ok",
    "declined": "bad",
    "withdrawn": "neutral",
}


def requests_table(rows: Iterable[Request], caption: str = "") -> tables.Table:
    states = {s: (TONES[s], str(Text(label))) for s, label in Request.lifecycle.choices()}
    return tables.Table(
        caption=caption or _("Requests"),
        columns=[
            tables.link(_("Number"), "number", to=tables.address("request")),
            tables.text(_("What for"), lambda r: Text(kind_of(r).label)),
            tables.badge(_("State"), "state", states),
            tables.waiting(_("Waiting"), _since, promise=promise()),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No request is waiting here."),
    )


def _since(request: Request) -> dt.datetime | None:
    """Since when the helpdesk can decide it; what waits for somebody else does not count against the helpdesk."""
    return (request.ready_at or request.asked_at) if request.state == "open" else None


def promise() -> dt.timedelta:
    return dt.timedelta(hours=policy(HelpdeskPolicy).answer_hours)
