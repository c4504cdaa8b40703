"""Quarters of the calendar: in which full ones something should have been sold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

MONTHS = 3

Quarter = tuple[int, int]
"""Year and number, 1 to 4."""


def quarter_of(day: dt.date) -> Quarter:
    return day.year, (day.month - 1) // MONTHS + 1


def first_day(quarter: Quarter) -> dt.date:
    return dt.date(quarter[0], (quarter[1] - 1) * MONTHS + 1, 1)


def after(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year, number + 1) if number < 4 else (year + 1, 1)


def before(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year, number - 1) if number > 1 else (year - 1, 4)


def full_quarters(since: dt.date, day: dt.date, most: int) -> tuple[Quarter, ...]:
    """The quarters that lie wholly between a day and another one, the last `most` of them, the earliest first.

    The quarter in which `day` lies is not over, so it is none of them; one that began before `since` is not whole.
    """
    found: list[Quarter] = []
    one = before(quarter_of(day))
    while len(found) < most and first_day(one) >= since:
        found.append(one)
        one = before(one)
    return tuple(reversed(found))


def missed(quarters: Collection[Quarter], sold_in: Collection[Quarter]) -> tuple[Quarter, ...]:
    """Those without a sale."""
    return tuple(one for one in quarters if one not in sold_in)
