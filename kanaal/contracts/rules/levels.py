"""Points and the level that they give: it rises at once, and within a term it never goes back (K3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """A level, by its key, and from how many points on one has it."""

    key: str
    at_least: int


@dataclass(frozen=True)
class Ladder:
    """The levels of a segment, the lowest first. Heights are counted from 1; 0 is below the lowest."""

    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        heights = [rung.at_least for rung in self.rungs]
        if heights != sorted(set(heights)):
            raise ValueError("has levels that don't rise | Let each begin with more points than the one before.")

    def height(self, points: int) -> int:
        """The highest level that so many points give."""
        return sum(points >= rung.at_least for rung in self.rungs)

    def key(self, height: int) -> str:
        """The key of the level at a height; nothing below the lowest."""
        return self.rungs[height - 1].key if height else ""

    def height_of(self, key: str) -> int:
        """The height of a level; 0 for one that this ladder has not."""
        return next((at for at, rung in enumerate(self.rungs, 1) if rung.key == key), 0)

    def above(self, height: int) -> Rung | None:
        return self.rungs[height] if height < len(self.rungs) else None


@dataclass(frozen=True)
class Movement:
    """Points that came on a day with an order, or (below zero) went with what was sent back."""

    on: dt.date
    points: int


@dataclass(frozen=True)
class Standing:
    """How a contract stands in a term: its points, its level, the next one and what is missing to it."""

    points: int
    height: int
    level: str
    next_level: str
    next_at: int
    missing: int


def standing(movements: Iterable[Movement], ladder: Ladder, *, start: int, upto: dt.date) -> Standing:
    """How it stands at the end of a day of its term. `start` is the height with which the term began.

    Days are the grain: what was ordered and cancelled on one and the same day has brought nothing.
    """
    by_day: defaultdict[dt.date, int] = defaultdict(int)
    for one in movements:
        if one.on <= upto:
            by_day[one.on] += one.points
    points, height = 0, start
    for day in sorted(by_day):
        points += by_day[day]
        height = max(height, ladder.height(points))
    above = ladder.above(height)
    return Standing(
        points=points,
        height=height,
        level=ladder.key(height),
        next_level=above.key if above else "",
        next_at=above.at_least if above else 0,
        missing=max(0, above.at_least - points) if above else 0,
    )
