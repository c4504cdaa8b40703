"""Cycles in the calendar: months that belong together, and what they are called."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

YEAR, QUARTER = 12, 3


@dataclass(frozen=True)
class Span:
    """The months of a cycle, from the first day of one to the last day of another."""

    starts: dt.date
    ends: dt.date

    @property
    def first_period(self) -> str:
        return period(self.starts)

    @property
    def last_period(self) -> str:
        return period(self.ends)

    @property
    def key(self) -> str:
        """2026-Q3, 2026-07, 2026; or the first and the last month: 2026-07/2026-12."""
        months = (self.ends.year - self.starts.year) * YEAR + self.ends.month - self.starts.month + 1
        if months == 1:
            return self.first_period
        if months == YEAR and self.starts.month == 1:
            return str(self.starts.year)
        if months == QUARTER and self.starts.month % QUARTER == 1:
            return f"{self.starts.year}-Q{self.ends.month // QUARTER}"
        return f"{self.first_period}/{self.last_period}"


def period(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def periods(first: str, last: str) -> list[str]:
    """All months from one to another: "2026-07", "2026-08", …"""
    found, day = [], dt.date.fromisoformat(f"{first}-01")
    while period(day) <= last:
        found.append(period(day))
        day = later(day, 1)
    return found


def later(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months after that of `day`."""
    count = day.year * YEAR + day.month - 1 + months
    return dt.date(count // YEAR, count % YEAR + 1, 1)


def span_of(day: dt.date, begins: dt.date, months: int) -> Span | None:
    """The cycle in which a day lies; None before the first."""
    if day < begins:
        return None
    passed = (day.year - begins.year) * YEAR + day.month - begins.month
    starts = later(begins, passed - passed % months)
    return Span(starts, later(starts, months) - dt.timedelta(days=1))
