"""The days of an agreement: day 0 in its own time zone, anniversaries, terms, proration days (V7).

A day belongs to a time zone; moments are turned into days at the door (`day_of`) and days into moments only for clocks
and jobs (`begins_at`). All between counts in days, so no change of summer time moves anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from kanaal.partners import rules

DAY = dt.timedelta(days=1)
# The same days of an agreement are asked for again and again while its timeline is made.
months_after = lru_cache(rules.months_after)


def day_of(moment: dt.datetime, zone: str) -> dt.date:
    """The day on which a moment falls in a time zone (IANA). Raises ValueError for a moment without one."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone falls on no day.")
    return moment.astimezone(ZoneInfo(zone)).date()


def begins_at(day: dt.date, zone: str) -> dt.datetime:
    """The moment (UTC) at which a day begins in a zone; where midnight is left out, the first moment after it."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)


def last_day(since: dt.date, days: int) -> dt.date:
    """The last day of a period of so many days; `since` itself is day 0."""
    return since + dt.timedelta(days=days)


def day_zero(first_order: dt.date | None, first_authorisation: dt.date | None) -> dt.date | None:
    """The day from which an agreement counts: its first order, or its first authorisation if that was earlier (V7)."""
    known = [day for day in (first_order, first_authorisation) if day is not None]
    return min(known, default=None)


@dataclass(frozen=True)
class Span:
    """Days in a row, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Cycle:
    """The terms of an agreement, one after the other, numbered from 0.

    `begins` is day 0, and each term has so many `months`. Every anniversary is counted from day 0, never from the one
    before: an agreement of 29 February has its anniversary on the 28th, and in leap years on the 29th again. Where the
    first term was agreed to be longer (or shorter), `first` is its end, the first anniversary, from which all count.
    """

    begins: dt.date
    months: int
    first: dt.date | None = None

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("A term has a month at least.")
        if self.first is not None and self.first <= self.begins:
            raise ValueError("The first anniversary comes after the agreement begins.")

    @property
    def _anchor(self) -> dt.date:
        return self.first or self.begins

    def anniversary(self, number: int) -> dt.date:
        """The day on which term `number` begins; number 0 is day 0 itself. Raises ValueError for one before it."""
        if (found := self._anniversaries.get(number)) is None:
            found = self._anniversaries[number] = self._counted(number)
        return found

    @cached_property
    def _anniversaries(self) -> dict[int, dt.date]:
        """Those that were asked for: a timeline asks for the same few hundreds of times."""
        return {}

    def _counted(self, number: int) -> dt.date:
        if number < 0:
            raise ValueError("There is no term before the first.")
        if number == 0:
            return self.begins
        return months_after(self._anchor, self.months * (number - (self.first is not None)))

    def number_on(self, day: dt.date) -> int:
        """The number of the term of a day; an anniversary is the new term's. Raises ValueError before day 0."""
        if day < self.begins:
            raise ValueError("The agreement had not begun on that day.")
        if self.first is None:
            return self.steps(day) // self.months
        return 0 if day < self.first else self.steps(day) // self.months + 1

    def term(self, number: int) -> Span:
        """The days of a term: from its anniversary to the day before the next."""
        return Span(self.anniversary(number), self.anniversary(number + 1) - DAY)

    def term_on(self, day: dt.date) -> Span:
        return self.term(self.number_on(day))

    def next_anniversary(self, day: dt.date) -> dt.date:
        """The first anniversary after a day; on an anniversary, that of the year after."""
        return self.anniversary(self.number_on(day) + 1)

    def coming(self, day: dt.date) -> Iterator[dt.date]:
        """All anniversaries after a day, the nearest first; without end."""
        number = self.number_on(day)
        while True:
            number += 1
            yield self.anniversary(number)

    def proration_day(self, step: int) -> dt.date:
        """The anniversary's day of the month, `step` months from where they count; or that month's last day."""
        return months_after(self._anchor, step)

    def steps(self, day: dt.date) -> int:
        """The step of the proration day on a day, or else of the last one before it."""
        anchor = self._anchor
        step = (day.year - anchor.year) * 12 + day.month - anchor.month
        return step if self.proration_day(step) <= day else step - 1


@lru_cache
def cycle_of(begins: dt.date, months: int, first: dt.date | None) -> Cycle:
    """The same cycle for the same days: what it has counted once it knows."""
    return Cycle(begins, months, first)
