"""Reading one section of a document: its dataclass, or every fault in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading, did_you_mean
from kanaal.programme.plain import UNKNOWN, plain, siblings
from kanaal.programme.sections import SECTIONS, Section
from kanaal.programme.toml_places import Path


def read_section(section: Section, document: Document, reading: Reading) -> tuple[Any, list[Fault]]:
    """The section's value, or None with the reasons why it has none."""
    if document.in_doubt(section.name):
        return None, []
    if section.name not in document.values:
        kind = f"[[{section.name}]]" if section.listed else f"[{section.name}]"
        remedy = "Write it; docs/how-to/write-a-programme.md shows how."
        missing = document.fault((), f"The section {kind} is missing.", remedy)
        return None, [] if section.optional else [missing]
    raw = section.wrapped(document.values[section.name])
    try:
        # JSON, since pydantic's strict mode makes dataclasses of plain tables only there.
        return section.adapter.validate_json(json.dumps(raw, default=str), context=reading), []
    except ValidationError as error:
        details = list(_without_echoes(section, error.errors(include_url=False)))
        return None, [_fault(section, document, d) for d in details]


def unread_sections(document: Document) -> Iterator[Fault]:
    """Tables that no module reads: most often a typing error in their name."""
    for name in document.values:
        if name not in SECTIONS:
            remedy = did_you_mean(name, list(SECTIONS))
            yield document.fault((name,), f"No module of the house reads a section called {name}.", remedy)


def _without_echoes(section: Section, details: list[Any]) -> Iterator[Any]:
    """One complaint for one mistake.

    pydantic complains of a value of several types once for each type, of a list whose items are faulty that it is too
    short, and of a misspelt key twice: that it is unknown, and that the right one is missing.
    """
    meant = {(*d["loc"][:-1], _meant(section, d["loc"])) for d in details if d["type"] == UNKNOWN}
    heard: set[tuple[Any, ...]] = set()
    for detail in details:
        loc, kind = detail["loc"], detail["type"]
        if kind == "missing" and loc in meant:
            continue
        if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue
        branch = loc[:-1] if loc and kind.endswith("_type") and loc[-1] in ("str", "int", "bool") else loc
        if branch == loc or branch not in heard:
            heard.add(branch)
            yield {**detail, "loc": branch}


def _meant(section: Section, loc: Path) -> str:
    return next(iter(get_close_matches(str(loc[-1]), siblings(section, loc[:-1]), n=1)), "")


def _fault(section: Section, document: Document, detail: Mapping[str, Any]) -> Fault:
    path: Path = section.place(detail["loc"])
    says, remedy = plain(section, detail)
    if detail["type"] == "once" and (first := _first(document, path, detail["input"])):
        remedy = f"It stands first in {first}. {remedy}"
    if detail["type"] == "missing":
        path = path[:-1]
    return document.fault(path, says, remedy)


def _first(document: Document, path: Path, value: Any) -> str:
    """Where a value that may occur only once stands for the first time: the same path in another item of the lists."""
    for spot, found in _spots(document.values, path):
        if found == value:
            file, line, _column = document.place(spot)
            return f"{file}, line {line}"
    return ""


def _spots(value: Any, path: Path, done: Path = ()) -> Iterator[tuple[Path, Any]]:
    if not path:
        yield done, value
    elif isinstance(path[0], int) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _spots(item, path[1:], (*done, index))
    elif isinstance(path[0], str) and isinstance(value, dict) and path[0] in value:
        yield from _spots(value[path[0]], path[1:], (*done, path[0]))
