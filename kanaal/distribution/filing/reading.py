"""From bytes to rows: whatever the encoding and the separator; and whether the file has arrived whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_noop as _

from kanaal.core.importing import cells, reading
from kanaal.core.importing.columns import Layout, names_of, plain
from kanaal.core.importing.faults import FileRefused
from kanaal.core.texts import Text, name, say
from kanaal.distribution.filing.kinds import END, FileKind


class Unreadable(Exception):
    """Nothing of the file can be taken in; `says` is why, and what to do."""

    def __init__(self, says: Text) -> None:
        super().__init__(str(says))
        self.says = says


@dataclass(frozen=True)
class Raw:
    """A row: its line in the file, its cells, what they mean, and what is wrong with it whatever it means."""

    line: int
    cells: list[str]
    values: dict[str, str]
    faults: list[tuple[str, Text]] = field(default_factory=list)


@dataclass
class Reading:
    """An open file. After the rows have run through, `doubt` says what can't be known of it."""

    kind: FileKind
    layout: Layout
    table: reading.Table
    doubt: Text | None = None

    def rows(self) -> Iterator[Raw]:
        """The rows above the end mark. Raises Unreadable for a file that was cut."""
        found, last = 0, None
        records = self.table.records()
        for record in records:
            if plain(record.cells[0]) in END:
                self._check_count(record, found)
                if next(records, None) is not None:
                    raise Unreadable(
                        say(_("There are rows below the last one, which begins with END. Move it to the end."))
                    )
                return
            found, last = found + 1, record
            yield self._raw(record)
        self._check_last(last, found)

    def _check_count(self, record: reading.Record, found: int) -> None:
        said = "".join(c for c in record.cells[1] if c.isdigit()) if len(record.cells) > 1 else ""
        if said and int(said[:9]) != found:
            raise Unreadable(
                say(
                    _(
                        "The last row says that there are %(said)s rows, and %(found)s have arrived. Send the file "
                        "again; if rows were taken out on purpose, correct the number."
                    ),
                    said=int(said[:9]), found=found,
                )
            )  # fmt: skip

    def _check_last(self, last: reading.Record | None, found: int) -> None:
        """Without an end mark: a row that breaks off was cut on its way; one that doesn't leaves a doubt."""
        if last is not None and (last.broken or len(last.cells) < len(self.layout.header)):
            raise Unreadable(
                say(
                    _(
                        "The file breaks off in line %(line)s: the row has fewer cells than there are headings. It "
                        "seems that it was not transmitted whole. Send it again."
                    ),
                    line=last.line,
                )
            )  # fmt: skip
        self.doubt = say(
            _(
                "The file has no last row that begins with END, so nobody can tell whether it arrived whole. It has "
                "%(found)s rows: compare that with yours."
            ),
            found=found,
        )  # fmt: skip

    def _raw(self, record: reading.Record) -> Raw:
        values = self.layout.values([cells.unmarked(cell) for cell in record.cells])
        shown = [cells.legible(cell) for cell in record.cells]
        return Raw(record.line, shown, values, list(self._unsound(record, values)))

    def _unsound(self, record: reading.Record, values: dict[str, str]) -> Iterator[tuple[str, Text]]:
        if record.broken:
            yield "", say(_("The quotes in this row don't add up. Write a quote inside a text twice."))
            return
        if any(record.cells[len(self.layout.header) :]):
            yield "", say(_("There are more cells than headings. Put quotes around a text that holds the separator."))
        longest = {column.key: column.longest for column in self.kind.columns}
        for key, value in values.items():
            if cells.fault_of(value, longest[key]):
                says = _("This can't be kept as it is: type it anew, in %(most)s characters at most, and no formula.")
                yield self.layout.heading(key), say(says, most=longest[key])


@contextmanager
def opened(path: Path, kind: FileKind) -> Iterator[Reading]:
    """Open a file of a kind. Raises Unreadable where it is no table, or lacks a column."""
    known = names_of(kind.columns)
    try:
        if reading.is_binary(path):
            raise FileRefused(f"{path.name} is no text.")
        with reading.opened(path, lambda heading: plain(heading) in known) as table:
            yield Reading(kind, _layout(table.header, kind), table)
    except FileRefused as refused:
        raise Unreadable(
            say(_("This file can't be read as a table. Save it as CSV (UTF-8), with its headings in the first row."))
        ) from refused


def _layout(header: list[str], kind: FileKind) -> Layout:
    names, places = names_of(kind.columns), dict[str, int]()
    for place, heading in enumerate(header):
        key = names.get(plain(heading), "")
        if key in places:
            raise Unreadable(
                say(
                    _("Two columns mean the same: %(one)s and %(other)s. Take one of them out."),
                    one=name(header[places[key]]), other=name(heading),
                )
            )  # fmt: skip
        if key:
            places[key] = place
    missing = [column.key for column in kind.columns if column.required and column.key not in places]
    if missing:
        raise Unreadable(
            say(
                _("The file lacks these columns: %(columns)s. Take the template, and keep its headings."),
                columns=name(", ".join(missing)),
            )
        )
    return Layout(tuple(header), places)
