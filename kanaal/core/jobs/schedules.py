"""Work that the clock asks for. Each tick is asked for exactly once, whatever the number of workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from kanaal.core import clock

Run = Callable[[dt.datetime], None]
DAY = 86_400


@dataclass(frozen=True)
class Every:
    """`seconds` between ticks, counted on the business's clock or on the machine's.

    After a jump of the clock, or a time in which no worker ran, `each` runs every missed tick in its order, `last`
    only the latest.
    """

    name: str
    run: Run
    seconds: int
    at: dt.time | None
    by: Literal["business", "machine"]
    catch_up: Literal["each", "last"]

    def now(self) -> dt.datetime:
        return clock.now() if self.by == "business" else clock.machine_now()

    def ticks(self, after: dt.datetime, until: dt.datetime) -> list[dt.datetime]:
        """The ticks in the time after one moment up to another, the earliest first."""
        found, tick = [], self._first_after(after)
        while tick <= until:
            found.append(tick)
            tick = self._first_after(tick)
        return found if self.catch_up == "each" else found[-1:]

    def _first_after(self, moment: dt.datetime) -> dt.datetime:
        if self.at is None:
            seconds = (int(moment.timestamp()) // self.seconds + 1) * self.seconds
            return dt.datetime.fromtimestamp(seconds, dt.UTC)
        # A time of day is the wall's: it stays six in the morning through every change of summer time.
        zone = ZoneInfo(settings.TIME_ZONE)
        day = moment.astimezone(zone).date()
        for offset in range(3):
            tick = dt.datetime.combine(day + dt.timedelta(days=offset), self.at, zone).astimezone(dt.UTC)
            if tick > moment:
                return tick
        raise AssertionError("a day has a morning")


SCHEDULES: dict[str, Every] = {}


def every(
    *,
    seconds: int = 0,
    minutes: int = 0,
    hours: int = 0,
    days: int = 0,
    at: dt.time | None = None,
    by: Literal["business", "machine"] = "business",
    catch_up: Literal["each", "last"] = "last",
) -> Callable[[Run], Run]:
    """`@every(days=1, at=dt.time(6))` on a function of a module's tasks.py that takes its tick.

    Either seconds, minutes or hours, or `days=1` with a time of day in the installation's time zone.
    """
    seconds += 60 * minutes + 3600 * hours
    if (days, seconds > 0) not in ((1, False), (0, True)) or (days == 1) != (at is not None):
        raise ValueError("A schedule has either seconds, or days=1 and a time of day.")

    def declare(run: Run) -> Run:
        name = f"{run.__module__}.{run.__name__}".removeprefix("kanaal.")
        SCHEDULES[name] = Every(name, run, seconds or DAY, at, by, catch_up)
        return run

    return declare
