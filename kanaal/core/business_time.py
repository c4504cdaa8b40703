"""Time as an office counts it: hours between opening and closing, without weekends and holidays. Pure; no clock here.

A promise of eight hours given on Friday at four is kept on Monday. Days are those of the office's own time zone, so a
change of summer time moves no opening; the hours of such a day are counted as they really pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo

import holidays

DAYS_AHEAD = 3700
"""Ten years. An office that opens on none of these days never opens."""


class NeverOpen(ValueError):
    """These hours have no open day: no promise can be counted in them."""


@dataclass(frozen=True)
class Office:
    """When an office is open. `hours`: weekday (Monday is 0) → from, until; a weekday that is missing is closed.

    `country` (ISO 3166-1, or empty) brings its public holidays, as far as they are known; `closed` are further days.
    """

    zone: str
    hours: Mapping[int, tuple[dt.time, dt.time]]
    country: str = ""
    closed: frozenset[dt.date] = field(default_factory=frozenset)

    def opening(self, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
        """From when until when it is open on a day of its own zone, in UTC; None when it is closed."""
        hours = self.hours.get(day.weekday())
        if hours is None or day in self.closed or day in _holidays(self.country, day.year):
            return None
        zone = ZoneInfo(self.zone)
        begins, ends = (dt.datetime.combine(day, t, zone).astimezone(dt.UTC) for t in hours)
        return (begins, ends) if begins < ends else None

    def openings(self, moment: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """What is left of the opening around a moment, then all later ones. Raises NeverOpen when there is none."""
        first = moment.astimezone(ZoneInfo(self.zone)).date()
        gap = 0
        for ahead in range(DAYS_AHEAD * 10):
            found = self.opening(first + dt.timedelta(days=ahead))
            gap += 1
            if found and found[1] > moment:
                gap = 0
                yield max(found[0], moment), found[1]
            if gap > DAYS_AHEAD:
                break
        raise NeverOpen("This office never opens.")


def add(office: Office, moment: dt.datetime, time: dt.timedelta) -> dt.datetime:
    """The moment at which so much opening time has passed since another (UTC). No time at all: the moment itself."""
    if time <= dt.timedelta(0):
        return moment.astimezone(dt.UTC)
    left, end = time, moment
    for begins, ends in office.openings(moment.astimezone(dt.UTC)):
        end = begins + min(left, ends - begins)
        left -= ends - begins
        if left <= dt.timedelta(0):
            break
    return end


def between(office: Office, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """How much opening time lies between two moments; none when the second is not later."""
    passed = dt.timedelta(0)
    if end <= start:
        return passed
    try:
        for begins, ends in office.openings(start.astimezone(dt.UTC)):
            if begins >= end:
                break
            passed += min(ends, end) - begins
    except NeverOpen:
        pass
    return passed


def is_known(country: str) -> bool:
    """Are the holidays of a country known?"""
    return country in holidays.list_supported_countries(include_aliases=False)


@cache
def _holidays(country: str, year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays(country, years=year)) if country else frozenset()
