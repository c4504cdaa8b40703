"""A report as a table, whatever it was sent as: CSV in any usual encoding, or a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext_noop as _

from kanaal.core.importing import reading
from kanaal.core.importing.faults import FileRefused
from kanaal.core.importing.reading import Record
from kanaal.core.texts import say
from kanaal.sellthrough.reading import workbook
from kanaal.sellthrough.reading.columns import Headings, Unreadable

_PACKED = b"PK\x03\x04"


class Table(Protocol):
    """An open table: its headings, its rows below them, how far one is (in bytes) and of how many."""

    header: list[str]
    encoding: str
    size: int

    @property
    def done(self) -> int: ...

    def records(self) -> Iterator[Record]: ...


@contextmanager
def opened(path: Path, known: Headings) -> Iterator[Table]:
    """Open a report. Raises Unreadable where it is no table."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _PACKED:
        with workbook.opened(path) as book:
            yield book
        return
    try:
        if reading.is_binary(path):
            raise FileRefused(f"{path.name} is no text.")
        with reading.opened(path, known.known) as table:
            yield table
    except FileRefused as refused:
        raise Unreadable(
            say(
                _(
                    "This can't be read as a table. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx), with its "
                    "headings in the first row, and send it again."
                )
            )
        ) from refused


def ends_open(path: Path) -> bool:
    """Does a text end without the end of its last line? Then that line may have been cut on its way."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        end = file.read()
    return bool(end) and not end.rstrip(b"\x00").endswith((b"\n", b"\r"))
