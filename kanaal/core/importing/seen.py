"""What a run has met already in the file, in constant memory: in a nameless database that ends with the run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


class Seen:
    """Remembers on which line something stood first."""

    def __init__(self) -> None:
        # An empty name is SQLite's word for a temporary file that is gone when it is closed.
        self._db = sqlite3.connect("")
        self._db.execute("pragma cache_size = -2000")
        self._db.execute(
            "create table seen (kind text, thing text, line integer, primary key (kind, thing)) without rowid"
        )

    def first(self, kind: str, thing: str, line: int) -> int:
        """The line on which the thing stood first: this one, if it is new."""
        self._db.execute("insert or ignore into seen values (?, ?, ?)", (kind, thing, line))
        found = self._db.execute("select line from seen where kind = ? and thing = ?", (kind, thing)).fetchone()
        return int(found[0])

    def forget(self, kind: str, things: Iterable[str]) -> None:
        """What stood in a row that was refused has not been met."""
        self._db.executemany("delete from seen where kind = ? and thing = ?", [(kind, thing) for thing in things])

    def close(self) -> None:
        self._db.close()

    def __del__(self) -> None:
        self.close()
