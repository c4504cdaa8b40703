"""Finding every message of the house: in Python by Babel, in templates by Django's own reading of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "say_many": (1, 2),
    "numbered": (1, 2),
}
_LITERAL = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_ONE = re.compile(rf"(?<![a-z])(?:_|gettext)\(\s*{_LITERAL}\s*\)", re.S)
_MANY = re.compile(rf"ngettext\(\s*{_LITERAL}\s*,\s*{_LITERAL}", re.S)


@dataclass(frozen=True, order=True)
class Message:
    """A message as it is written in the source; `plural` is empty for most."""

    id: str
    plural: str
    file: str


def messages(root: Path) -> Iterator[Message]:
    """Every message below a folder, tests and sample pages left out."""
    for file in sorted(root.rglob("*")):
        if {"tests", "migrations", "node_modules"} & set(file.parts) or file.name == "ui_preview.py":
            continue
        name = str(file.relative_to(root.parent))
        if file.suffix == ".py":
            yield from _in_python(file, name)
        elif file.suffix in (".html", ".txt") and "templates" in file.parts:
            yield from _in_template(file.read_text(), name)


def _in_python(file: Path, name: str) -> Iterator[Message]:
    with file.open("rb") as text:
        for _line, _function, call, _comments in extract_python(text, KEYWORDS, [], {}):
            found: Any = call  # a string, or a list of a call's arguments; the stubs know only the list
            given = (found,) if isinstance(found, str) else tuple(found or ())
            parts = [part for part in given if isinstance(part, str)]
            if parts and parts[0]:
                many = _function in ("ngettext", "ngettext_lazy", "say_many", "numbered")
                yield Message(parts[0], parts[1] if many and len(parts) > 1 else "", name)


def _in_template(source: str, name: str) -> Iterator[Message]:
    """Django turns a template into something like Python, with a call for each message."""
    code = templatize(source, origin=name)
    for singular, plural in _MANY.findall(code):
        yield Message(_plain(singular), _plain(plural), name)
    for literal in _ONE.findall(code):
        if text := _plain(literal):
            yield Message(text, "", name)


def _plain(literal: str) -> str:
    return str(ast.literal_eval(literal.removeprefix("u")))
