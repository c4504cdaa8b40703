"""The TOML files of a pack as one document that remembers where everything stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading
from kanaal.programme.sections import SECTIONS
from kanaal.programme.toml_places import Path, Place, places

MAIN = "programme.toml"


@dataclass
class Document:
    """All top-level tables of the pack's TOML files. One table stands whole in one file.

    `doubled` are tables that stand in several files; `broken` tells that a file couldn't be read, so that what isn't
    there may be in it.
    """

    files: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    """Table → the file that holds it."""
    doubled: set[str] = field(default_factory=set)
    broken: bool = False
    faults: list[Fault] = field(default_factory=list)

    def in_doubt(self, section: str) -> bool:
        """Is it unknown what this section holds?"""
        return section in self.doubled or (self.broken and section not in self.values)

    @cached_property
    def _places(self) -> dict[str, dict[Path, Place]]:
        return {name: places(self.files[name]) for name in set(self.home.values())}

    def place(self, path: Path) -> tuple[str, int, int]:
        """File, line and column of a path, or of the nearest thing around it that is written."""
        name = self.home.get(str(path[0]), MAIN) if path else MAIN
        known = self._places.get(name, {})
        for length in range(len(path), 0, -1):
            if (place := known.get(path[:length])) is not None:
                return name, *place
        return name, 0, 0

    def fault(self, path: Path, says: str, remedy: str) -> Fault:
        return Fault(*self.place(path), says, remedy)

    def reading(self) -> Reading:
        """What the values have to know of the pack; forgiving, since the pack may be faulty."""
        programme = self.values.get("programme")
        table = programme if isinstance(programme, dict) else {}
        return Reading(
            languages=_strings(table.get("languages")),
            drafts=_strings(table.get("drafts")),
            document=self.values,
            files=frozenset(self.files),
            # A section that must be there and isn't is one fault; what it would have held is none.
            doubtful=frozenset(
                name
                for name, section in SECTIONS.items()
                if self.in_doubt(name) or (not section.optional and name not in self.values)
            ),
        )


def read_document(files: Mapping[str, str]) -> Document:
    """Read every `*.toml` at the top of the pack; what is wrong is in `faults`."""
    document = Document(files)
    for name in sorted(f for f in files if f.endswith(".toml") and "/" not in f):
        try:
            tables = tomllib.loads(files[name])
        except tomllib.TOMLDecodeError as error:
            document.broken = True
            document.faults.append(_syntax(name, files[name], error))
            continue
        for table, value in tables.items():
            if table in document.values:
                document.doubled.add(table)
                document.faults.append(_twice(document, name, table))
            else:
                document.values[table] = value
                document.home[table] = name
    if MAIN not in files:
        document.broken = True
        document.faults.append(Fault(MAIN, 0, 0, "This file is missing.", "Begin it with [programme]."))
    return document


def _syntax(name: str, text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """tomllib tells the place in its message only: 'Expected … (at line 3, column 7)'."""
    says, _, where = str(error).rpartition(" (at ")
    if where.startswith("end of document"):
        line, column = text.count("\n") + 1, 1
    else:
        line, column = (int("".join(c for c in part if c.isdigit())) for part in where.split(","))
    remedy = "What follows in this file is not looked at before this is mended."
    return Fault(name, line, column, f"This isn't TOML: {says[:1].lower()}{says[1:]}.", remedy)


def _twice(document: Document, name: str, table: str) -> Fault:
    place = places(document.files[name]).get((table,), (0, 0))
    says = f"[{table}] stands in {document.home[table]} already."
    return Fault(name, *place, says, "Keep a section whole, in one file.")


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
