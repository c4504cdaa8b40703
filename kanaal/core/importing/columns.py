"""Which column of a file is what."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kanaal.core.importing.faults import FileRefused

ADDED = ("line", "column", "reason")
"""What a file of refused rows has beyond the original's columns. When it is imported again they are passed over."""


@dataclass(frozen=True)
class Column:
    """A column that an importer understands. `aliases` are headings that mean the same, in any language; `longest` is
    in characters; a `required` one must be in the file, one with `help` is explained by `--columns`.
    """

    key: str
    help: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int = 200


@dataclass(frozen=True)
class Layout:
    """Where each column stands in a file, and what it is called there. `unused` headings mean nothing to us."""

    header: tuple[str, ...]
    places: Mapping[str, int]
    unused: tuple[str, ...] = ()

    def heading(self, key: str) -> str:
        """The column's name as the file has it; our own where the file has no such column."""
        return self.header[self.places[key]] if key in self.places else key

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Column → what the row says there, trimmed. A row that ends early has nothing in its last columns."""
        return {key: cells[place].strip() if place < len(cells) else "" for key, place in self.places.items()}


def plain(heading: str) -> str:
    """A heading for comparison: `E-mail Adresse*` → `emailadresse`. Letters of other scripts stay."""
    return "".join(c for c in unicodedata.normalize("NFKD", heading).casefold() if c.isalnum())


def names_of(columns: Sequence[Column]) -> dict[str, str]:
    """Every heading that means something, in its plain form → the column's key."""
    return {plain(name): column.key for column in columns for name in (column.key, *column.aliases)}


def layout_of(header: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str]) -> Layout:
    """Find the columns in a header. `mapping` says for a column's key what it is called in this file.

    Raises FileRefused, naming them, when columns are missing or stand there twice.
    """
    names = names_of(columns)
    wanted = _wanted(mapping, header, columns)
    names = {name: key for name, key in names.items() if key not in wanted.values()} | wanted
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(header):
        if key := names.get(plain(heading)):
            found.setdefault(key, []).append(place)
    _refuse_doubles(found, header)
    _refuse_missing(found, columns, header)
    used = {places[0] for places in found.values()}
    unused = tuple(h for i, h in enumerate(header) if i not in used and h and h.lower() not in ADDED)
    return Layout(tuple(header), {key: places[0] for key, places in found.items()}, unused)


def _wanted(mapping: Mapping[str, str], header: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    keys, there = {column.key for column in columns}, {plain(h) for h in header}
    for key, heading in mapping.items():
        if key not in keys:
            raise FileRefused(f"There is no column {key} to be mapped. There are: {', '.join(sorted(keys))}.")
        if plain(heading) not in there:
            raise FileRefused(f"The file has no column {heading!r} for {key}. It has: {', '.join(header)}.")
    return {plain(heading): key for key, heading in mapping.items()}


def _refuse_doubles(found: Mapping[str, list[int]], header: Sequence[str]) -> None:
    for key, places in found.items():
        if len(places) > 1:
            said = " and ".join(f"{header[p]!r} (column {p + 1})" for p in places)
            raise FileRefused(
                f"Two columns are the {key}: {said}. Rename one, or say which with --mapping {key}=HEADING."
            )


def _refuse_missing(found: Mapping[str, list[int]], columns: Sequence[Column], header: Sequence[str]) -> None:
    missing = [column for column in columns if column.required and column.key not in found]
    if missing:
        named = "; ".join(f"{c.key} ({c.help})" for c in missing)
        raise FileRefused(
            f"The file lacks: {named}. It has: {', '.join(h for h in header if h)}. "
            f"If one of these is it, say so: --mapping {missing[0].key}=HEADING."
        )
