"""How an import says no: to one row, or to the whole file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Why a row is refused. `line` is the line of the file on which the row begins (1 is the first), `column` the
    heading as the file has it (empty: the whole row), `reason` a sentence that also says what to do.
    """

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.reason}"


class FileRefused(Exception):
    """Nothing in the file can be imported, and nothing was changed. The message says why and what to do."""
