"""Days as a line: where marks stand on it, in thousandths of its length. No words; those stand beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kanaal.licensing.rules.days import Cycle
from kanaal.licensing.rules.terms import Renewing
from kanaal.licensing.rules.windows import window

WIDTH = 1000


@dataclass(frozen=True)
class Mark:
    x: float
    tone: str


@dataclass(frozen=True)
class Band:
    x: float
    width: float


@dataclass(frozen=True)
class Picture:
    """From the first day to the last. `windows`: when a renewal can be ordered. `made`, `plans`: announcements."""

    first: dt.date
    last: dt.date
    today: float
    marks: tuple[Mark, ...]
    made: tuple[float, ...]
    plans: tuple[float, ...]
    windows: tuple[Band, ...]
    months: tuple[float, ...]


def picture_of(
    first: dt.date,
    last: dt.date,
    today: dt.date,
    marks: Iterable[tuple[dt.date, str]],
    made: Iterable[dt.date],
    plans: Iterable[dt.date],
    cycle: Cycle,
    renewing: Renewing,
) -> Picture:
    """Only what lies between the first day and the last is on it."""
    days = max(1, (last - first).days)

    def at(day: dt.date) -> float:
        return round((day - first).days * WIDTH / days, 1)

    def inside(several: Iterable[dt.date]) -> tuple[float, ...]:
        return tuple(at(day) for day in sorted(set(several)) if first <= day <= last)

    near = [one for one in (cycle.term_on(today).first, cycle.next_anniversary(today)) if one > cycle.begins]
    spans = [window(one, renewing) for one in near]
    windows = [
        Band(at(max(first, one.first)), at(min(last, one.last)) - at(max(first, one.first)))
        for one in spans
        if one.last > first and one.first < last
    ]
    shown = sorted({(at(day), tone) for day, tone in marks if first <= day <= last})
    months = (dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
    return Picture(
        first, last, at(today), tuple(Mark(x, tone) for x, tone in shown), inside(made), inside(plans), tuple(windows),
        inside(months),
    )  # fmt: skip
