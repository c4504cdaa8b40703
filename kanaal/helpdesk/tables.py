"""Requests as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import tables
from kanaal.core.texts import Text
from kanaal.helpdesk.kinds import kind_of
from kanaal.helpdesk.models import Request

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
            tables.part(_("Waiting"), _waited),
            tables.date(_("Promised by"), lambda r: r.promised_at if r.state == "open" else None),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No request is waiting here."),
    )


def _waited(request: Request) -> SafeString:
    since = request.waiting_since
    return tables.waited(since, request.promise) if since else SafeString("")
