"""Tables as CSV that no spreadsheet runs, and as XLSX with real numbers; both are written row by row."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.encoding import escape_uri_path

from kanaal.core.importing.cells import marked

Cells = Sequence[str | int | Decimal | None]
FORMATS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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


def file_answer(
    stem: str, heading: Sequence[str], rows: Iterable[Cells], format: str, *, decimals: int = 2, wide: int = 1
) -> HttpResponseBase:
    """The same table in one of `FORMATS`. `wide`: the column that has the longest words, counted from 0."""
    if format == "csv":
        return csv_answer(stem, heading, rows)
    made = FileResponse(xlsx(heading, rows, decimals=decimals, wide=wide), content_type=XLSX)
    made["Content-Disposition"] = f'attachment; filename="{escape_uri_path(stem)}.xlsx"'
    made["Cache-Control"] = "private, no-store"
    return made


def xlsx(heading: Sequence[str], rows: Iterable[Cells], *, decimals: int = 2, wide: int = 1) -> IO[bytes]:
    """A sheet with a frozen heading and a filter. One row at a time is in memory, whatever the length.

    No cell becomes a formula or a link, whatever it says. Amounts (Decimal) have so many decimals.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1})
    amount = book.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(heading), 16)
    sheet.set_column(0, 0, 18)
    sheet.set_column(wide, wide, 52)
    write: Callable[..., Any] = sheet.write_string
    for column, word in enumerate(heading):
        write(0, column, word, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                write(last, column, cell)
            elif isinstance(cell, Decimal):
                sheet.write_number(last, column, float(cell), amount)
            elif cell is not None:
                sheet.write_number(last, column, cell)
    sheet.autofilter(0, 0, last, len(heading) - 1)
    book.close()
    file.seek(0)
    return file
