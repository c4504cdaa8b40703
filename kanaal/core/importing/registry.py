"""What can be imported. Each module declares its own in its importers.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from kanaal.core.importing.columns import Column
from kanaal.core.importing.faults import Fault
from kanaal.core.importing.values import DateOrder

U = TypeVar("U")


@dataclass(frozen=True)
class Row:
    """A row whose cells are sound as text. `values` has every column that the file has, by key, in one line each."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass
class Outcome:
    """What became of one unit, or would. `did` counts by words for people (`new partners`); `fields` are those that
    changed; a fault found now refuses the rows of its line; notes are worth a look and refuse nothing.
    """

    label: str = ""
    did: dict[str, int] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, word: str, by: int = 1) -> None:
        if by:
            self.did[word] = self.did.get(word, 0) + by


class Work(Protocol[U]):
    """One run of an importer. Faults name columns by their key; the engine puts the file's own headings in."""

    def key(self, row: Row) -> str:
        """Rows that stand together and have the same key are one unit: a company with its people."""
        ...

    def check(self, rows: Sequence[Row]) -> tuple[U | None, list[Fault]]:
        """Judge the rows of a unit by themselves. A row with a fault is left out; None when nothing is left."""
        ...

    def apply(self, units: Sequence[U], *, really: bool) -> list[Outcome]:
        """Compare with the database and, `really`, write: called in a transaction of its own for each batch."""
        ...


@dataclass(frozen=True)
class Switch:
    """Something that an importer does only when asked to: `--invite`. It needs --apply."""

    name: str
    help: str


Start = Callable[[Mapping[str, bool], DateOrder], Work[Any]]


@dataclass(frozen=True)
class Importer:
    """`name` is the word on the command line; `start` begins a run (switches, order of dates) → its work.

    `after` is called once when all of a run is written: what is derived from the rows is made then, in bulk. A run that
    was killed has not called it; the next one does.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    start: Start
    switches: tuple[Switch, ...] = ()
    after: Callable[[], object] = lambda: None


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> Importer:
    """Called at import of a module's importers.py; a name can be registered once."""
    if importer.name in IMPORTERS:
        raise ValueError(f"The importer {importer.name} is registered twice.")
    IMPORTERS[importer.name] = importer
    return importer
