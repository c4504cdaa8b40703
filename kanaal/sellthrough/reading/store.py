"""Where reports lie as they were sent, outside the web's root; and what a program sends, written as such a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.files import MEGABYTE
from kanaal.core.files.store import Store
from kanaal.core.importing.cells import marked
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say

STORE = Store("sellthrough")
MOST_BYTES = 400 * MEGABYTE
PIECE = 1 << 18


class NoReport(Refusal):
    status = 422
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            say(_("The file is empty, or larger than %(most)s MB."), most=MOST_BYTES // MEGABYTE),
            remedy=say(_("Save it as CSV or as an Excel workbook; divide it by weeks if it is that large.")),
        )


class CutShort(Refusal):
    """Fewer bytes came than were announced."""

    status = 422
    field = "file"

    def __init__(self, announced: int, arrived: int) -> None:
        super().__init__(
            say(
                _("Of %(announced)s bytes, %(arrived)s arrived. Nothing was kept."),
                announced=announced,
                arrived=arrived,
            ),
            remedy=say(_("Send the report again; what arrives twice counts once.")),
        )


@dataclass(frozen=True)
class Sent:
    """A file that lies in the store. `lines`: about how many it has."""

    digest: str
    size: int
    lines: int


def take(pieces: Iterable[bytes], announced: int | None = None) -> Sent:
    """Keep a file piece by piece. Raises NoReport, and CutShort when fewer bytes arrive than were `announced`."""
    count = _Count()
    try:
        digest, size = STORE.keep_all(count.through(pieces), MOST_BYTES)
    except ValueError as fault:
        raise NoReport from fault
    if announced is not None and size < announced:
        STORE.drop(digest)
        raise CutShort(announced, size)
    if not count.says_anything:
        raise NoReport
    return Sent(digest, size, count.lines if count.lines > 1 else size // 60)


class _Count:
    lines = 0
    says_anything = False

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.lines += piece.count(b"\n")
            self.says_anything = self.says_anything or bool(piece.strip(b"\x00\r\n\t ,;\xef\xbb\xbf"))
            yield piece


def as_file(headings: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Lines of a program as CSV: the same way in as everybody's, and the same lines make the same file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_cell(row.get(key)) for key in headings])
        if out.tell() > PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _cell(value: Any) -> str:
    return "" if value is None else marked(str(value))
