"""Reading one section of a document: its dataclass, or every fault in it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

from pydantic import ValidationError

from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading, did_you_mean
from kanaal.programme.sections import SECTIONS, Section
from kanaal.programme.toml_places import Path


def read_section(section: Section, document: Document, reading: Reading) -> tuple[Any, list[Fault]]:
    """The section's value, or None with the reasons why it has none."""
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
        details = error.errors(include_url=False)
        return None, [_fault(section, document, d) for d in _without_echoes(details)]


def unread_sections(document: Document) -> Iterator[Fault]:
    """Tables that no module reads: most often a typing error in their name."""
    for name in document.values:
        if name not in SECTIONS:
            remedy = did_you_mean(name, list(SECTIONS))
            yield document.fault((name,), f"No module of the house reads a section called {name}.", remedy)


def _without_echoes(details: list[Any]) -> Iterator[Any]:
    """Of a value that may be of several types pydantic complains once for each type; one complaint is enough."""
    heard: set[tuple[Any, ...]] = set()
    for detail in details:
        loc = detail["loc"]
        branch = loc[:-1] if loc and detail["type"].endswith("_type") and loc[-1] in ("str", "int", "bool") else loc
        if branch not in heard or branch == loc:
            heard.add(branch)
            yield {**detail, "loc": branch}


def _fault(section: Section, document: Document, detail: Mapping[str, Any]) -> Fault:
    path: Path = section.place(detail["loc"])
    says, remedy = _plain(section, detail)
    if detail["type"] == "once" and (first := _first(document, path, detail["input"])):
        remedy = f"It stands first in {first}. {remedy}"
    if detail["type"] == "missing":
        path = path[:-1]
    return document.fault(path, says, remedy)


def _plain(section: Section, detail: Mapping[str, Any]) -> tuple[str, str]:
    """pydantic's finding in plain words, and the way out."""
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    key = shown(section.place(loc))
    if kind in ("pack", "once"):
        return f"{key} {context['says']}.", context["remedy"]
    if kind == "missing":
        return f"{key} is missing.", f"Add {loc[-1]} = …"
    if kind == "unexpected_keyword_argument":
        return f"{key} is not known here.", did_you_mean(str(loc[-1]), _siblings(section, loc[:-1]))
    if kind == "literal_error":
        choices = [c.strip("'") for c in context["expected"].replace(" or ", ", ").split(", ")]
        given = str(detail["input"])
        remedy = did_you_mean(given, choices, f"It can be {', '.join(choices)}.")
        return f'{key} is "{given}", which it can\'t be.', remedy
    if kind == "value_error":
        says, _, remedy = str(context["error"]).partition(" | ")
        return f"{key} {says}.", remedy
    if kind in _LIMITS:
        says, name = _LIMITS[kind]
        return f"{key} is {detail['input']!r}; it {says} {context[name]}.", "Choose another value."
    wanted = next((words for ending, words in _KINDS.items() if kind.startswith(ending)), "")
    if wanted:
        return f"{key} must be {wanted}, not {_kind_of(detail['input'])}.", _EXAMPLES.get(wanted, "")
    return f"{key}: {detail['msg'][:1].lower()}{detail['msg'][1:]}.", ""


_LIMITS = {
    "greater_than_equal": ("must be at least", "ge"),
    "greater_than": ("must be more than", "gt"),
    "less_than_equal": ("can be at most", "le"),
    "less_than": ("must be less than", "lt"),
    "too_short": ("must have at least this many entries:", "min_length"),
    "too_long": ("may have at most this many entries:", "max_length"),
}
_KINDS = {
    "string": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "float": "a number",
    "decimal": "a number",
    "date": "a date",
    "tuple": "a list",
    "dataclass": "a table",
    "dict": "a table",
}
_EXAMPLES = {
    "a text": 'Put it in quotes: "…".',
    "a whole number": "Write it without quotes and without a decimal point: 12.",
    "true or false": "Write true or false, without quotes.",
    "a date": "Write it as 2027-03-01, without quotes; the day must exist.",
    "a list": "Put it in square brackets: [ … ].",
    "a table": "Write it as key = value in braces, or below a [heading].",
}


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "that")


def shown(path: Path) -> str:
    """`levels[2].opens[0]`, counted from 1 as people do: the second level's first."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def _siblings(section: Section, loc: tuple[str | int, ...]) -> list[str]:
    """The keys that a table may have: the fields of its dataclass."""
    found = section.cls
    for part in loc:
        hint = found if isinstance(part, int) else get_type_hints(found).get(part)
        found = next(_dataclasses_in(hint), found)
    return [f.name for f in dataclasses.fields(found)]


def _dataclasses_in(hint: Any) -> Iterator[type[Any]]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _dataclasses_in(inner)


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
