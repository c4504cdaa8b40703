"""What the pages of files show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import tables
from kanaal.core.actors import Actor
from kanaal.core.jobs.progress import progress_of
from kanaal.core.spreadsheets import Cells
from kanaal.core.texts import Text
from kanaal.distribution import permissions
from kanaal.distribution.filing.kinds import END, FILE_KINDS
from kanaal.distribution.forms_files import SendForm
from kanaal.distribution.models import KINDS, DistributorFile, FileRow

TONES = {
    "reading": "info",
    "unreadable": "bad",
    "checked": "warn",
    "carrying": "info",
    "done": "ok",
    "dropped": "neutral",
}
ROW_TONES = {"sound": "info", "faulty": "bad", "already": "neutral", "done": "ok"}
ADDED = ("fault: line", "fault: column", "fault: what to do")
"""Headings beyond the file's own, in the file of rows to be corrected; sent again, they are passed over."""


def kinds_shown(refused: str = "", form: SendForm | None = None) -> list[dict[str, Any]]:
    """Each kind with its template and its form; `form` is the one that was refused."""
    return [
        {
            "key": kind.key,
            "title": _(kind.title),
            "explains": _(kind.explains),
            "form": form
            if form is not None and kind.key == refused
            else SendForm(prefix=None, auto_id=f"{kind.key}_%s"),
            "columns": ", ".join(column.key for column in kind.columns),
        }
        for kind in FILE_KINDS.values()
    ]


def files_table(rows: Iterable[DistributorFile]) -> tables.Table:
    states = {key: (TONES[key], str(Text(label))) for key, label in DistributorFile.lifecycle.choices()}
    kinds = {key: str(Text(label)) for key, label in KINDS}
    return tables.Table(
        caption=_("Files that were sent"),
        columns=[
            tables.link(_("File"), "name", to=tables.address("distribution-file"), under=lambda one: kinds[one.kind]),
            tables.date(_("Sent"), "sent_at"),
            tables.text(_("By"), "sent_by"),
            tables.number(_("Rows"), "rows"),
            tables.badge(_("State"), "state", states),
        ],
        rows=rows,
        empty=_("No file was sent yet. Take a template, fill it in, and send it."),
    )


def shown_file(file: DistributorFile, actor: Actor, which: str) -> dict[str, Any]:
    counts = dict(file.all_rows.values_list("state").annotate(n=Count("pk")).order_by("state"))
    waits = file.state in ("reading", "carrying")
    return {
        "tone": TONES[file.state],
        "kind": _(FILE_KINDS[file.kind].title),
        "fault": Text.from_data(file.fault) if file.fault else None,
        "doubt": Text.from_data(file.doubt) if file.doubt and file.state == "checked" else None,
        "counts": counts,
        "tabs": _tabs(file, counts, which),
        "progress": progress_of(file.job) if file.job and waits else None,
        "waits": waits,
        "may_carry_out": permissions.carry_out_file.explain(actor, file),
    }


def _tabs(file: DistributorFile, counts: dict[str, int], which: str) -> list[dict[str, Any]]:
    url = reverse("distribution-file", args=[file.pk])
    kinds = [("", _("All rows"), sum(counts.values()))]
    kinds += [(key, str(Text(label)), counts[key]) for key, label in FileRow.STATES if counts.get(key)]
    return [
        {"label": label, "url": f"{url}?rows={key}" if key else url, "count": n, "current": key == which}
        for key, label, n in kinds
    ]


def rows_table(file: DistributorFile, rows: Iterable[FileRow]) -> tables.Table:
    """What each row says, in the file's own columns, and what is wrong with it."""
    states = {key: (ROW_TONES[key], str(Text(label))) for key, label in FileRow.STATES}
    shown = [column.key for column in FILE_KINDS[file.kind].columns if column.key != "note"]
    return tables.Table(
        caption=_("Rows of the file"),
        columns=[
            tables.number(_("Row"), "line"),
            tables.text(_("Says"), lambda row: " · ".join(v for key in shown if (v := row.values.get(key)))),
            tables.badge(_("State"), "state", states),
            tables.part(_("What is wrong, and what to do"), _faults),
        ],
        rows=rows,
        empty=_("There are no such rows."),
    )


def _faults(row: FileRow) -> SafeString:
    told = [(f"{column}: " if column else "", str(Text.from_data(says))) for column, says in row.faults]
    lines = format_html_join("", "<li><strong>{}</strong>{}</li>", told)
    return format_html('<ul class="stack is-tight">{}</ul>', lines) if told else SafeString("")


def faulty_rows(file: DistributorFile) -> tuple[list[str], Iterator[Cells]]:
    """The original's columns, then line, column and what to do; with the mark of the end, to be sent again."""
    kept = [place for place, heading in enumerate(file.header) if heading not in ADDED]
    return [*(file.header[place] for place in kept), *ADDED], _faulty(file, kept)


def _faulty(file: DistributorFile, kept: list[int]) -> Iterator[Cells]:
    count = 0
    for row in file.all_rows.filter(state="faulty").order_by("line").iterator(chunk_size=500):
        count += 1
        columns = ", ".join(dict.fromkeys(column for column, _says in row.faults if column))
        reasons = " ".join(str(Text.from_data(says)) for _column, says in row.faults)
        yield (*(row.cells[at] if at < len(row.cells) else "" for at in kept), row.line, columns, reasons)
    yield (END[0].upper(), count)
