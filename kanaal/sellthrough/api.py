"""Sales reports for programs: a file or lines go in, what became of them comes out, each refused line with its reason.

Who calls shows a key (`Authorization: Bearer kr_…`), made on the page of keys; a signed-in person may call, too. A
call that is repeated, since its answer was lost, answers what the first one did.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema, Status
from ninja.security import HttpBearer

from kanaal.core import limits
from kanaal.core.actors import Actor
from kanaal.core.api import REFUSALS, SignedIn, api
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say
from kanaal.partners.doors import explain_no_contact
from kanaal.people.visitors import address_of
from kanaal.sellthrough import permissions, queries, work
from kanaal.sellthrough.actions import reports as actions
from kanaal.sellthrough.actions.keys import actor_of
from kanaal.sellthrough.models import RefusedLine, SalesReport
from kanaal.sellthrough.reading.columns import PER_KIND, headings
from kanaal.sellthrough.reading.store import PIECE, Sent, as_file, take
from kanaal.sellthrough.reporters import Reporter, has_reports, reporter_of

BUSY = limits.Limit(times=600, seconds=60)
STRANGE = limits.Limit(times=30, seconds=60)
"""Tries without a good key from one address."""
MOST_JSON = 20_000_000
SHOWN = 1000


class Key(HttpBearer):
    """The key of a program. It is counted before it is looked at, so that nobody guesses."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = actor_of(token.strip())
        if found is None:
            limits.spend("report_key", STRANGE, address_of(request))
            return None
        limits.spend("sales_reports", BUSY, f"key:{found[1].pk}")
        request.actor = found[0]  # type: ignore[attr-defined]
        return found[0]


router = Router(tags=["sales reports"], auth=[Key(), SignedIn()])


class ReportOut(Schema):
    """`state`: reading, unreadable (`fault` says why) or taken. Ask again while it is being read."""

    number: str
    month: str
    name: str
    state: str
    rows: int
    kept: int
    known_before: int
    refused: int
    fault: str
    notes: list[str]
    sent_at: dt.datetime

    @staticmethod
    def resolve_fault(row: SalesReport) -> str:
        return str(Text.from_data(row.fault)) if row.fault else ""

    @staticmethod
    def resolve_notes(row: SalesReport) -> list[str]:
        return [str(Text.from_data(one)) for one in row.notes]


class RefusedOut(Schema):
    """`cells` as they came, under the report's headings; `faults`: heading and reason."""

    line: int
    cells: list[str]
    faults: list[list[str]]

    @staticmethod
    def resolve_faults(row: RefusedLine) -> list[list[str]]:
        return [[column, str(Text.from_data(says))] for column, says in row.faults]


class RefusedPage(Schema):
    """So many of the refused lines; the next begin below `after`, if there is one."""

    headings: list[str]
    lines: list[RefusedOut]
    after: int | None


class NoLines(Refusal):
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("The body is no list of lines.")),
            remedy=say(_('Send a file (text/csv or XLSX), or JSON like {"lines": [{"sold_on": "2026-11-24", …}]}.')),
        )


def _company(request: Any) -> Reporter:
    company = reporter_of(request.actor) if has_reports() else None
    if company is None:
        raise NotAllowed(explain_no_contact(request.actor, request))
    permissions.send_sales_report.check(request.actor, company)
    return company


@router.post("/sales-reports", response={200: ReportOut, 201: ReportOut, 202: ReportOut, **REFUSALS})
def send_sales_report(
    request: Any, month: str, name: str = "", lines: int | None = None, dates: str = ""
) -> Status[SalesReport]:
    """Send a report: the file as the body, or JSON lines. 201: read; 202: being read; 200: sent before, as it is now.

    `lines`: how many there are, so that one that arrived in part is not taken for whole; `dates`: dmy or mdy.
    """
    company = _company(request)
    sent, announced = _taken(request, lines)
    called = name or f"api-{month}"
    try:
        report = actions.send_sales_report(
            company, month=month, called=called, sent=sent, source="api", announced=announced,
            dates=dates if dates in ("dmy", "mdy") else "", by=request.actor,
        )  # fmt: skip
    except actions.SentBefore as known:
        return Status(200, known.earlier)
    work.now(report)
    report.refresh_from_db()
    return Status(202 if report.state == "reading" else 201, report)


def _taken(request: Any, lines: int | None) -> tuple[Sent, int | None]:
    announced = int(request.headers.get("Content-Length") or 0) or None
    if not (request.content_type or "").endswith("json"):
        return take(iter(lambda: request.read(PIECE), b""), announced), lines
    body = request.read(MOST_JSON + 1)
    rows = _lines(body)
    known = headings()
    keys = [column.key.removeprefix(PER_KIND) for column in known.columns]
    return take(as_file(keys, rows)), len(rows) if lines is None else lines


def _lines(body: bytes) -> list[dict[str, Any]]:
    try:
        rows = json.loads(body)["lines"] if len(body) <= MOST_JSON else None
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise NoLines from fault
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise NoLines
    return rows


@router.get("/sales-reports/{report_number}", response={200: ReportOut, **REFUSALS})
def get_sales_report(request: Any, report_number: str) -> SalesReport:
    """What became of a report of one's own."""
    return get_object_or_404(queries.reports_seen_by(request.actor), number=report_number)


@router.get("/sales-reports/{report_number}/refused", response={200: RefusedPage, **REFUSALS})
def get_refused_lines(request: Any, report_number: str, after: int = 0) -> dict[str, Any]:
    """The refused lines, a thousand at a time."""
    report = get_object_or_404(queries.reports_seen_by(request.actor), number=report_number)
    rows = list(report.refused_lines.filter(line__gt=after).order_by("line")[: SHOWN + 1])
    more = rows[SHOWN - 1].line if len(rows) > SHOWN else None
    return {"headings": report.header, "lines": rows[:SHOWN], "after": more}


api.add_router("", router)
