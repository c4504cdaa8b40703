"""Figures of a pipeline: pure sums over plain values."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Cell:
    """So many open opportunities of one stage that are expected in one month, and what they are worth together."""

    month: dt.date
    stage: str
    count: int
    amount: Decimal


@dataclass(frozen=True)
class Closed:
    """So many that were closed in one month with one state."""

    month: dt.date
    state: str
    count: int
    amount: Decimal


def weighted(cells: Iterable[Cell], chances: Mapping[str, int]) -> dict[dt.date, dict[str, Decimal]]:
    """Month → stage → what is to be expected: the amount times the chance of its stage, of a hundred."""
    found: dict[dt.date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for cell in cells:
        found[cell.month][cell.stage] += cell.amount * chances.get(cell.stage, 0) / 100
    return {month: dict(stages) for month, stages in sorted(found.items())}


def win_rate(closed: Iterable[Closed]) -> tuple[Decimal | None, int, int]:
    """Won of those that were decided, in per cent to a whole one; how many were won, how many lost.

    None decided: no rate. Cancelled and expired ones were decided by nobody.
    """
    won = lost = 0
    for one in closed:
        won += one.count if one.state == "booked" else 0
        lost += one.count if one.state == "lost" else 0
    decided = won + lost
    return (Decimal(100 * won) / decided).quantize(Decimal(1)) if decided else None, won, lost


def months(first: dt.date, count: int) -> list[dt.date]:
    """The first days of so many months, from that of a day on; backwards when `count` is negative."""
    start = first.year * 12 + first.month - 1
    places = range(start, start + count) if count >= 0 else range(start + count + 1, start + 1)
    return [dt.date(place // 12, place % 12 + 1, 1) for place in places]
