"""Work that the clock asks for. Each tick is asked for exactly once, whatever the number of workers."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
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

    def ticks(self, after: dt.datetime, until: dt.datetime, most: int | None = None) -> list[dt.datetime]:
        """The ticks in the time after one moment up to another, the earliest first; `most` of them at most."""
        if self.catch_up == "last":
            return [tick for tick in [self._last_up_to(until)] if tick > after]
        return list(itertools.islice(itertools.takewhile(lambda tick: tick <= until, self._from(after)), most))

    def _from(self, moment: dt.datetime) -> Iterator[dt.datetime]:
        """The ticks after a moment, without end. Made one by one: a year holds three million of ten seconds."""
        if self.at is None:
            first = int(moment.timestamp()) // self.seconds + 1
            for count in itertools.count(first):
                yield dt.datetime.fromtimestamp(count * self.seconds, dt.UTC)
        else:
            for offset in itertools.count():
                if (tick := self._on(moment, self.at, offset)) > moment:
                    yield tick

    def _last_up_to(self, moment: dt.datetime) -> dt.datetime:
        if self.at is None:
            return dt.datetime.fromtimestamp(int(moment.timestamp()) // self.seconds * self.seconds, dt.UTC)
        today, yesterday = (self._on(moment, self.at, offset) for offset in (0, -1))
        return today if today <= moment else yesterday

    @staticmethod
    def _on(moment: dt.datetime, at: dt.time, offset: int) -> dt.datetime:
        # A time of day is the wall's: it stays six in the morning through every change of summer time.
        zone = ZoneInfo(settings.TIME_ZONE)
        day = moment.astimezone(zone).date() + dt.timedelta(days=offset)
        return dt.datetime.combine(day, at, zone).astimezone(dt.UTC)


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
