"""The levels of a programme: what they need, open and bring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from babel.numbers import format_decimal
from pydantic import Field

from kanaal.core import texts
from kanaal.core.formats import locale_of
from kanaal.programme.fields import PLACEHOLDER, Count, Key, Positive, Words, key_of, once, words_with_any
from kanaal.programme.sections import section


@dataclass(frozen=True)
class Need:
    """What a level asks. Measured by a registered fact (`fact` with `params`, at least `at_least` of it), or
    attested by the desk with evidence. In `text` `{at_least}`, or the name of a parameter, stands for its value;
    `shown` fills them in.
    """

    key: Annotated[Key, once("need")]
    text: Annotated[texts.Words, words_with_any]
    fact: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")] | None = None
    at_least: Positive | None = None
    attested: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.attested == (self.fact is not None):
            raise ValueError("is neither measured nor attested, or both | Give it a fact, or attested = true.")
        known = {"at_least": self.at_least, **self.params}
        for mark in {mark for text in self.text.values() for mark in PLACEHOLDER.findall(text)}:
            if known.get(mark) is None:
                raise ValueError(f"says {{{mark}}}, but has no such number | Add {mark} = …, or leave the mark out.")

    @property
    def shown(self) -> texts.Words:
        """The text with its numbers, written as each language does."""
        return texts.Words({code: self._filled(text, code) for code, text in self.text.items()})

    def _filled(self, text: str, language: str) -> str:
        values = {"at_least": self.at_least, **self.params}

        def written(match: re.Match[str]) -> str:
            value = values[match.group(1)]
            return format_decimal(value, locale=locale_of(language)) if isinstance(value, int) else str(value)

        return PLACEHOLDER.sub(written, text)


@dataclass(frozen=True)
class Level:
    """A level of the programme. The higher its rank, the more it opens; it also needs and opens all that the level
    does on which it `builds_on`. `seats`: how many people may hold a sales seat (P10).
    """

    key: Annotated[Key, once("level")]
    rank: Annotated[Positive, once("rank")]
    name: Words
    summary: Words
    seats: Count
    needs: tuple[Need, ...]
    opens: tuple[Annotated[str, key_of("places")], ...]
    benefits: tuple[Words, ...]
    builds_on: Annotated[str, key_of("levels")] | None = None


@section("levels")
@dataclass(frozen=True)
class LevelsPolicy:
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        for level in self.levels:
            below = self.get(level.builds_on) if level.builds_on else None
            if below is not None and below.rank >= level.rank:
                raise ValueError(
                    f'has "{level.key}" build on "{below.key}", which is not below it'
                    " | A level can build only on one of a lower rank."
                )

    @property
    def by_rank(self) -> tuple[Level, ...]:
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    def get(self, key: str) -> Level | None:
        return next((level for level in self.levels if level.key == key), None)

    def chain(self, level: Level) -> tuple[Level, ...]:
        """The level and all on which it builds, the lowest first."""
        below = self.get(level.builds_on) if level.builds_on else None
        return (*self.chain(below), level) if below else (level,)

    def needs_of(self, level: Level) -> tuple[Need, ...]:
        """All that a level asks, including what the levels below it ask (P14)."""
        return tuple(need for part in self.chain(level) for need in part.needs)

    def opens(self, level: Level, place: str) -> bool:
        return any(place in part.opens for part in self.chain(level))

    def opening(self, place: str) -> tuple[Level, ...]:
        """The levels that open a place, the lowest first: 'Gold and Platinum do' (P9)."""
        return tuple(level for level in self.by_rank if self.opens(level, place))

    def above(self, level: Level) -> tuple[Level, ...]:
        return tuple(other for other in self.by_rank if other.rank > level.rank)
