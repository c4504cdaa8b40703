"""What the pages of sales reports show (R1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanaal.core import clock, formats, tables
from kanaal.core.importing.cells import unmarked
from kanaal.core.jobs.progress import progress_of
from kanaal.core.spreadsheets import Cells
from kanaal.core.texts import Text
from kanaal.sellthrough.models import SOURCES, RefusedLine, ReportKey, SaleLine, SalesReport, month_of
from kanaal.sellthrough.periods import MonthName, after
from kanaal.sellthrough.queries import due_on, months_delivered
from kanaal.sellthrough.reading.columns import ADDED

TONES = {"reading": "info", "unreadable": "bad", "taken": "ok"}
KEY_TONES = {"active": "ok", "withdrawn": "neutral"}
LOOKED_BACK = 4
"""Months that the overview shows."""


def reports_table(rows: Iterable[SalesReport], names: dict[str, str] | None = None) -> tables.Table:
    """`names`: who reports, by key, where the list is of several."""
    states = {key: (TONES[key], str(Text(label))) for key, label in SalesReport.lifecycle.choices()}
    who = [tables.text(_("Of"), lambda row: names.get(row.reporter, "–"))] if names is not None else []
    return tables.Table(
        caption=_("Sales reports"),
        columns=[
            tables.link(_("Report"), "number", to=lambda row: reverse("sales-report", args=[row.number]), under=called),
            *who,
            tables.text(_("Month"), lambda row: MonthName(row.month)),
            tables.date(_("Sent"), "sent_at"),
            tables.number(_("Taken in"), "kept"),
            tables.number(_("Known already"), "known_before"),
            tables.number(_("Refused"), "refused"),
            tables.badge(_("State"), "state", states),
        ],
        rows=rows,
        empty=_("No report was sent yet."),
    )


def called(report: SalesReport) -> str:
    return report.name or str(Text(dict(SOURCES)[report.source]))


def months_shown(reporter: str) -> list[dict[str, Any]]:
    """The last months, the latest first: delivered, due, or late."""
    today = clock.today()
    months = [after(month_of(today), -ago) for ago in range(1, LOOKED_BACK + 1)]
    there, found = months_delivered(reporter, months), []
    for month in months:
        due = due_on(month)
        if month in there:
            tone, says = "ok", _("delivered")
        elif today <= due:
            tone, says = "info", _("due on %(day)s") % {"day": formats.date(due, "medium")}
        else:
            tone, says = "bad", _("late since %(day)s") % {"day": formats.date(due, "medium")}
        found.append({"month": MonthName(month), "tone": tone, "says": says})
    return found


def shown_report(report: SalesReport) -> dict[str, Any]:
    waits = report.state == "reading"
    return {
        "tone": TONES[report.state],
        "fault": Text.from_data(report.fault) if report.fault else None,
        "notes": [Text.from_data(one) for one in report.notes],
        "progress": progress_of(report.job) if report.job and waits else None,
        "waits": waits,
        "month": MonthName(report.month),
        "source": Text(dict(SOURCES)[report.source]),
    }


def refused_table(report: SalesReport, rows: Iterable[RefusedLine]) -> tables.Table:
    """What each refused line says, and what is wrong with it."""
    return tables.Table(
        caption=_("Refused lines"),
        columns=[
            tables.number(_("Line"), "line"),
            tables.part(_("Why, and what to do"), faults_shown),
            tables.text(_("Says"), lambda row: " · ".join(cell for cell in row.cells if cell)[:240]),
        ],
        rows=rows,
        empty=_("No line was refused."),
    )


def faults_shown(row: RefusedLine) -> SafeString:
    told = [(f"{column}: " if column else "", str(Text.from_data(says))) for column, says in row.faults]
    lines = format_html_join("", "<li><strong>{}</strong>{}</li>", told)
    return format_html('<ul class="stack is-tight">{}</ul>', lines) if told else SafeString("")


def refused_lines(report: SalesReport) -> tuple[list[str], Iterator[Cells]]:
    """The report's own columns, then line, column and reason: to be mended and sent again."""
    kept = [place for place, heading in enumerate(report.header) if heading.lower() not in ADDED]
    return [*(report.header[place] for place in kept), *ADDED], _refused(report, kept)


def _refused(report: SalesReport, kept: list[int]) -> Iterator[Cells]:
    for row in report.refused_lines.order_by("line").iterator(chunk_size=500):
        columns = ", ".join(dict.fromkeys(column for column, _says in row.faults if column))
        reasons = " ".join(str(Text.from_data(says)) for _column, says in row.faults)
        cells = (unmarked(row.cells[at]) if at < len(row.cells) else "" for at in kept)
        yield (*cells, row.line, columns, reasons)


def lines_table(rows: Iterable[SaleLine], *, names: dict[str, str] | None = None, report: bool = True) -> tables.Table:
    """Lines that were taken in. `names`: for the vendor, who reported them."""
    who = [tables.text(_("Reported by"), lambda row: names.get(row.reporter, "–"))] if names is not None else []
    of = [tables.link(_("Report"), "report.number", to=report_of, under=_line)] if report else [_numbered()]
    return tables.Table(
        caption=_("Lines taken in"),
        columns=[
            *of,
            *who,
            tables.date(_("Sold"), "sold_on"),
            tables.text(_("Product"), "sku", under=_late),
            tables.text(_("Reseller"), _reseller, under="customer"),
            tables.text(_("Order number"), lambda row: row.order_number or row.po_number, under=_po),
            tables.number(_("Quantity"), "quantity"),
            tables.money(_("Amount"), "amount"),
            tables.part(_("Counts as"), _counts),
        ],
        rows=rows,
        empty=_("There are no such lines."),
    )


def report_of(row: SaleLine) -> str:
    return reverse("sales-report", args=[row.report.number])


def _numbered() -> tables.Column:
    return tables.number(_("Line"), "line")


def _line(row: SaleLine) -> str:
    return _("line %(line)s") % {"line": row.line}


def _late(row: SaleLine) -> str:
    """The line says so: its own month was locked."""
    return _("counts in %(month)s: its own month was locked") % {"month": MonthName(row.period)} if row.is_late else ""


def _reseller(row: SaleLine) -> str:
    if row.partner_id is None:
        return _("%(name)s (not recognised yet)") % {"name": row.reseller}
    return row.reseller or (row.partner.name if row.partner is not None else "")


def _po(row: SaleLine) -> str:
    if row.corrects_id is not None:
        return _("goes back, or corrects an earlier line")
    if row.returned:
        return ngettext("%(n)s of it went back", "%(n)s of it went back", row.returned) % {"n": row.returned}
    return row.po_number if row.order_number else ""


def _counts(row: SaleLine) -> SafeString:
    """The amount in the currency of the reseller's region, or what it waits for."""
    if row.amount_base is not None:
        return format_html("{}", formats.money(row.amount_base, row.base_currency))
    if row.partner_id is None:
        return format_html('<span class="muted">{}</span>', _("once the reseller is known"))
    return format_html('<span class="muted">{}</span>', _("once the rate of the day is known"))


LINE_HEADINGS = (
    "report", "line", "reported_by", "reference", "reseller_id", "reseller", "sold_on", "period", "order_kind",
    "order_number", "po_number", "sku", "quantity", "amount", "currency", "rate", "amount_base", "base_currency",
    "customer", "country",
)  # fmt: skip


def line_cells(rows: Iterable[SaleLine], names: dict[str, str]) -> Iterator[Cells]:
    for row in rows:
        yield (
            row.report.number, row.line, names.get(row.reporter, ""), row.reference,
            row.partner.number if row.partner else "", row.reseller, row.sold_on.isoformat(), row.period,
            row.order_kind, row.order_number, row.po_number, row.sku, row.quantity, row.amount, row.currency,
            f"{row.rate.normalize():f}" if row.rate is not None else "", row.amount_base, row.base_currency,
            row.customer, row.customer_country,
        )  # fmt: skip


def keys_table(rows: Iterable[ReportKey]) -> tables.Table:
    states = {key: (KEY_TONES[key], str(Text(label))) for key, label in ReportKey.lifecycle.choices()}
    return tables.Table(
        caption=_("Keys of programs"),
        columns=[
            tables.text(
                _("Program"), "name", under=lambda row: format_html("<code>…{}</code>", row.ending), strong=True
            ),
            tables.text(_("Made by"), "person"),
            tables.date(_("Good until"), "until"),
            tables.date(_("Used last"), "used_at"),
            tables.badge(_("State"), "state", states),
            tables.part(_("Withdraw"), _withdraw),
        ],
        rows=rows,
        empty=_("No program sends reports for you yet."),
    )


def _withdraw(row: ReportKey) -> SafeString:
    if row.state != "active":
        return SafeString("")
    return format_html('<a class="link" href="{}">{}</a>', reverse("withdraw-report-key", args=[row.pk]), _("Withdraw"))
