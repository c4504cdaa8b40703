"""From a file to rows: lines, quotes and separators. Whatever is in the file, every line of it is accounted for."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kanaal.core.importing.cells import legible
from kanaal.core.importing.encodings import encoding_of
from kanaal.core.importing.faults import FileRefused

LONGEST_LINE = 8_000_000
"""Characters. What has longer lines is no table; it would only fill the memory."""
LONGEST_RECORD = 2_000
"""Lines. A quote that is never closed would swallow the rest of the file; after so many we stop believing it."""
SEPARATORS = (";", ",", "\t", "|")

csv.field_size_limit(LONGEST_LINE)

Known = Callable[[str], bool]


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file. `broken` says why its quotes can't be read; then `cells` are a best guess."""

    line: int
    cells: list[str]
    broken: str = ""


@dataclass
class Table:
    """An open file. `header` are its headings; `records()` the rows below them; `done` and `size` count bytes."""

    header: list[str]
    encoding: str
    separator: str
    size: int
    lines: _Lines
    empty_lines: int = 0

    @property
    def done(self) -> int:
        return min(self.lines.position(), self.size)

    def records(self) -> Iterator[Record]:
        for record in _records(self.lines, self.separator):
            if any(cell.strip() for cell in record.cells):
                yield record
            else:
                self.empty_lines += 1


@contextmanager
def opened(path: Path, known: Known, *, encoding: str = "", separator: str = "") -> Iterator[Table]:
    """Open a table. `known` says whether a heading means something: it decides between separators.

    Raises FileRefused when there is no table in it.
    """
    if not path.is_file():
        raise FileRefused(f"There is no file {path}.")
    try:
        encoding = _sound_encoding(encoding) or encoding_of(path)
        # In the two-byte encodings there is no single byte that could be kept for later.
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        file = path.open(encoding=encoding, errors=errors, newline="")
    except OSError as fault:
        raise FileRefused(f"{path} can't be read: {fault.strerror}.") from fault
    with file:
        yield _table(file, path, known, encoding, separator)


def is_binary(path: Path) -> bool:
    """A picture or a program, by its zero bytes. One or two that slipped into a text are mended cell by cell."""
    if encoding_of(path).startswith("utf-16"):
        return False
    with path.open("rb") as file:
        return file.read(4096).count(0) > 3


def _sound_encoding(asked: str) -> str:
    """The name of the encoding that was asked for, as Python calls it. Empty when none was."""
    try:
        found = codecs.lookup(asked).name if asked else ""
        "".encode(found or "utf-8")
    except LookupError as unknown:
        raise FileRefused(f"There is no encoding called {asked}. Usual: utf-8, windows-1252, utf-16.") from unknown
    return "utf-8-sig" if found == "utf-8" else found


def _table(file: TextIO, path: Path, known: Known, encoding: str, separator: str) -> Table:
    lines = _Lines(file)
    first = lines.peek_text()
    if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
        separator = separator or first[4]
        lines.skip_one()
        first = lines.peek_text()
    if not first:
        raise FileRefused("The file is empty.")
    separator = separator or _separator(first, known)
    if len(separator) != 1 or separator in '"\r\n ':
        raise FileRefused(f"{separator!r} can't separate cells. Usual: ; , | or tab.")
    table = Table([], encoding, separator, path.stat().st_size, lines)
    head = next(table.records(), None)
    if head is None or head.broken:
        raise FileRefused(f"The headings can't be read. {head.broken if head else 'The file has none.'}")
    table.header = [legible(cell).strip() for cell in head.cells]
    return table


def _separator(first: str, known: Known) -> str:
    """The separator that makes the most headings known; among equals the one that makes the most headings."""

    def score(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator), [])
        return sum(known(cell) for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


@dataclass
class _Lines:
    """The lines of a file, with the possibility of putting some back."""

    file: TextIO
    number: int = 0
    waiting: deque[str] = field(default_factory=deque)

    def take(self) -> str:
        """The next line with its end; empty at the end of the file."""
        line = self.waiting.popleft() if self.waiting else self._read()
        self.number += bool(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self.waiting.extendleft(reversed(lines))
        self.number -= len(lines)

    def peek_text(self) -> str:
        """The first line that is not empty, without taking it; empty lines before it are skipped."""
        while (line := self.take()) and not line.strip():
            pass
        if line:
            self.put_back([line])
        return line

    def skip_one(self) -> None:
        self.take()

    def position(self) -> int:
        """Bytes read, about: the file is read ahead in blocks."""
        buffer = getattr(self.file, "buffer", None)
        return int(buffer.tell()) if buffer is not None else 0

    def _read(self) -> str:
        try:
            line = self.file.readline(LONGEST_LINE)
        except UnicodeError as broken:
            raise FileRefused(
                f"After line {self.number} the file is not written in {self.file.encoding} ({broken}). "
                "Save it as CSV (UTF-8)."
            ) from broken
        if len(line) >= LONGEST_LINE:
            raise FileRefused(f"Line {self.number + 1} has more than {LONGEST_LINE:,} characters: this is no table.")
        return line


def _records(lines: _Lines, separator: str) -> Iterator[Record]:
    """Rows, one after the other. Where quotes don't add up, the first line is broken and reading goes on after it."""
    while True:
        start = lines.number + 1
        if not (line := lines.take()):
            return
        if '"' not in line:  # nearly all lines of a large file: nothing to be understood about them
            yield Record(start, line.rstrip("\r\n").split(separator))
            continue
        lines.put_back([line])
        taken: list[str] = []
        try:
            cells = next(csv.reader(_feed(lines, taken), delimiter=separator, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            lines.put_back(taken[1:])
            yield Record(start, _guess(taken[0], separator), _why(error, taken))
        else:
            yield Record(start, cells)


def _feed(lines: _Lines, taken: list[str]) -> Iterator[str]:
    length = 0
    while line := lines.take():
        taken.append(line)
        length += len(line)
        if len(taken) > LONGEST_RECORD or length > LONGEST_LINE:
            raise csv.Error("unexpected end of data")
        yield line


def _guess(line: str, separator: str) -> list[str]:
    """The cells of a line whose quotes don't add up, read without believing in quotes."""
    cells = line.rstrip("\r\n").split(separator)
    return [cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]


def _why(error: csv.Error, taken: list[str]) -> str:
    if "end of data" in str(error):
        return "A quote is opened and never closed. Close it, or write a quote inside a text twice."
    if "expected after" in str(error):
        return "There is something between a closing quote and the separator. Write a quote inside a text twice."
    return f"This row can't be read ({error})."
