"""Tables as CSV that no spreadsheet runs, written row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils.encoding import escape_uri_path

from kanaal.core.importing.cells import marked

Cells = Sequence[str | int | Decimal | None]
_BATCH = 500


def csv_lines(heading: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """With the mark by which spreadsheets know UTF-8; a text that looks like a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow([marked(word) for word in heading])
    for number, row in enumerate(rows, 1):
        writer.writerow([marked(cell) if isinstance(cell, str) else cell for cell in row])
        if number % _BATCH == 0:
            yield _emptied(out)
    yield _emptied(out)


def csv_answer(stem: str, heading: Sequence[str], rows: Iterable[Cells]) -> StreamingHttpResponse:
    """A file to be saved, `STEM.csv`, sent as it is written."""
    made = StreamingHttpResponse(csv_lines(heading, rows), content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{escape_uri_path(stem)}.csv"'
    made["Cache-Control"] = "private, no-store"
    return made


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
