"""Filling a text of the pack with the pack's own rules, so that no number is written twice and none gets old.

`{membership.term_months}` stands for a value of a section, written as the language does; `{{levels.needs}}`, alone on
its line, for a block that a module makes of its section (P4).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Protocol, TypeVar, get_args, get_type_hints

from django.utils import translation

from kanaal.core.registry import lists, where
from kanaal.core.texts import Words, shown
from kanaal.programme.fields import did_you_mean
from kanaal.programme.sections import SECTIONS, Section

T = TypeVar("T")


class Rules(Protocol):
    """What is filled in: a pack."""

    def section(self, cls: type[T]) -> T: ...

    def has(self, cls: type[Any]) -> bool: ...


Block = Callable[[Rules, str], str]
BLOCKS: dict[str, Block] = {}
_SIMPLE = frozenset({str, int, Decimal, dt.date, Words})
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


def unknown_marks(has: Callable[[str], bool], text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark that nothing fills: its offset, itself, and a remedy. `has` tells whether a pack holds a section."""
    for match in _MARK.finditer(text):
        if match.group(1):
            if match.group(1) not in BLOCKS:
                yield match.start(), match.group(), did_you_mean(match.group(1), list(BLOCKS))
        elif match.group(2) not in _paths() or not has(match.group(2).partition(".")[0]):
            yield match.start(), match.group(), did_you_mean(match.group(2), list(_paths()))


def _value(pack: Rules, path: str) -> Any:
    """The value at `section.field`; None when there is no such simple value."""
    name, _, field = path.partition(".")
    if path not in _paths() or not pack.has(SECTIONS[name].cls):
        return None
    return getattr(pack.section(SECTIONS[name].cls), field)


def _paths() -> tuple[str, ...]:
    """What can be filled in: every field of a section that is one simple value."""
    return _paths_of(tuple(s for s in SECTIONS.values() if not s.listed))


@cache
def _paths_of(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(
        f"{section.name}.{name}"
        for section in sections
        for name, hint in get_type_hints(section.cls).items()
        if hint in _SIMPLE or _SIMPLE.intersection(get_args(hint))
    )


def _written(value: Any, language: str) -> str:
    if isinstance(value, Words):
        return value.in_(language)
    with translation.override(language):
        return shown(value)


@lists("Blocks that fill a pack's texts")
def _blocks() -> Iterable[str]:
    return (f"{{{{{name}}}}}: {where(make)}" for name, make in BLOCKS.items())
