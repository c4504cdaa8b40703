"""Filling a text of the pack with the pack's own rules, so that no number is written twice and none gets old.

`{membership.term_months}` stands for a value of a section, written as the language does; `{{levels.needs}}`, alone on
its line, for a block that a module makes of its section (P4).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django.utils import translation

from kanaal.core.texts import Words, shown
from kanaal.programme.fields import did_you_mean
from kanaal.programme.sections import SECTIONS

T = TypeVar("T")


class Rules(Protocol):
    """What is filled in: a pack."""

    def section(self, cls: type[T]) -> T: ...

    def has(self, cls: type[Any]) -> bool: ...


Block = Callable[[Rules, str], str]
BLOCKS: dict[str, Block] = {}
_MARK = re.compile(r"\{\{\s*([^{}\n]+?)\s*\}\}|\{([^{}\n]+)\}")


def block(name: str) -> Callable[[Block], Block]:
    """`@block("levels.needs")` on a function (pack, language) → Markdown."""

    def register(make: Block) -> Block:
        BLOCKS[name] = make
        return make

    return register


def fill(pack: Rules, text: str, language: str) -> str:
    """The text with its marks filled in. An unknown mark is left as it is; `unknown_marks` finds it beforehand."""

    def value(match: re.Match[str]) -> str:
        if match.group(1):
            make = BLOCKS.get(match.group(1))
            return make(pack, language) if make else match.group()
        found = _value(pack, match.group(2))
        return match.group() if found is None else _written(found, language)

    return _MARK.sub(value, text)


def unknown_marks(pack: Rules, text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark that nothing fills: its offset, itself, and a remedy."""
    for match in _MARK.finditer(text):
        if match.group(1):
            if match.group(1) not in BLOCKS:
                yield match.start(), match.group(), did_you_mean(match.group(1), list(BLOCKS))
        elif _value(pack, match.group(2)) is None:
            yield match.start(), match.group(), did_you_mean(match.group(2), list(_paths()))


def _value(pack: Rules, path: str) -> Any:
    """The value at `section.field`; None when there is no such simple value."""
    name, _, field = path.partition(".")
    section = SECTIONS.get(name)
    if section is None or path not in set(_paths()) or not pack.has(section.cls):
        return None
    value = getattr(pack.section(section.cls), field)
    return value if isinstance(value, str | int | Decimal | dt.date | Words) else None


def _paths() -> Iterator[str]:
    for name, section in SECTIONS.items():
        if not section.listed:
            yield from (f"{name}.{f.name}" for f in dataclasses.fields(section.cls))


def _written(value: Any, language: str) -> str:
    if isinstance(value, Words):
        return value.in_(language)
    with translation.override(language):
        return shown(value)
