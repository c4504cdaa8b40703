"""The file of refused rows: the original's columns, then line, column and reason. Mend it, import it again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from kanaal.core.importing.cells import legible, marked, unmarked
from kanaal.core.importing.columns import ADDED
from kanaal.core.importing.faults import Fault, FileRefused


def free_name(source: Path) -> Path:
    """Beside the file, under a name that nothing has yet: somebody may be mending an earlier run's rows."""
    for number in range(1, 10_000):
        found = source.with_name(f"{source.stem}-rejects{'' if number == 1 else f'-{number}'}.csv")
        if not found.exists():
            return found
    raise FileRefused(f"There are 9,999 files of refused rows beside {source}. Clear some away.")


class Rejects:
    """Made with the first refused row. UTF-8 with mark, as spreadsheets expect it; formulas are marked as text."""

    def __init__(self, path: Path | None, header: Sequence[str], separator: str) -> None:
        if path is not None and path.exists():
            raise FileRefused(f"{path} exists already. Name another file for the refused rows, or move that one away.")
        self.path, self.separator = path, separator
        # A file that has been mended brings the three columns of the last round along; they are written anew.
        self.kept = [i for i, heading in enumerate(header) if heading.lower() not in ADDED]
        self.header = [header[i] for i in self.kept]
        self.width = len(header)
        self._file: TextIO | None = None
        self._out: Any = None

    def write(self, cells: Sequence[str], faults: Sequence[Fault]) -> None:
        if self.path is None:
            return
        if self._file is None:
            self._open(self.path)
        columns = ", ".join(dict.fromkeys(f.column for f in faults if f.column))
        reasons = " ".join(dict.fromkeys(f.reason for f in faults))
        self._write([*self._fitted(cells), str(faults[0].line), columns, reasons])

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def written(self) -> Path | None:
        return self.path if self._file is not None else None

    def _open(self, path: Path) -> None:
        try:
            self._file = path.open("x", encoding="utf-8-sig", newline="")
        except OSError as fault:
            raise FileRefused(f"The refused rows can't be written to {path}: {fault.strerror}.") from fault
        self._out = csv.writer(self._file, delimiter=self.separator)
        self._write([*self.header, *ADDED])

    def _write(self, cells: Sequence[str]) -> None:
        """Marked once, however often the row has gone round: reading takes one mark away, so writing adds one."""
        self._out.writerow([marked(unmarked(legible(cell))) for cell in cells])

    def _fitted(self, cells: Sequence[str]) -> list[str]:
        """As many cells as there are headings; what stands beyond the last stays in the last, with its separators."""
        row = list(cells)
        if len(row) > self.width:
            row = [*row[: self.width - 1], self.separator.join(row[self.width - 1 :])]
        return [row[i] if i < len(row) else "" for i in self.kept]
