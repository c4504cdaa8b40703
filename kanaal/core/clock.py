"""The only source of business dates.

The clock can be moved forward, never back, so that a year of anniversaries and reminders runs in seconds in the
demo and in tests. How far it was moved is one row in the database, shared by all processes; each process keeps a
copy that is refreshed at the start of a request and of a job. Leases, sessions, rate limits and one-time codes do
not use this clock: they run on the machine's own time (`machine_now`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

FARTHEST = dt.timedelta(days=36_525)
"""A hundred years; near the end of what a date can hold the installation would stand still, and never come back."""

_shift = dt.timedelta(0)


class ClockNotMovable(RuntimeError):
    """This installation runs on real time: `KANAAL_CLOCK_MOVABLE` is off."""


class ClockTooFar(ValueError):
    """Somebody tried to move the clock further ahead than FARTHEST."""


class ClockRunsForward(ValueError):
    """Somebody tried to move the clock back."""


def now() -> dt.datetime:
    """The present moment of the business, in UTC."""
    return timezone.now() + _shift


def today(zone: str | None = None) -> dt.date:
    """The business's date in a time zone (IANA name); the installation's own when none is given."""
    return date_of(now(), zone)


def date_of(moment: dt.datetime, zone: str | None = None) -> dt.date:
    """The date of a moment (of a schedule's tick, say) in a time zone; the installation's own when none is given."""
    return moment.astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()


def machine_now() -> dt.datetime:
    """The machine's time, for leases and limits that no moved clock may touch."""
    return timezone.now()


def forward(by: dt.timedelta) -> dt.datetime:
    """Move the clock of the whole installation forward; answers the new present.

    Raises ClockRunsForward when `by` is negative, ClockTooFar beyond FARTHEST, ClockNotMovable where moving is
    switched off.
    """
    from kanaal.core.models import ClockShift  # noqa: PLC0415 - the clock is used before there are models

    if not settings.KANAAL_CLOCK_MOVABLE:
        raise ClockNotMovable("This installation runs on real time. Set KANAAL_CLOCK_MOVABLE=1 in a demo or a test.")
    if by < dt.timedelta(0):
        raise ClockRunsForward("The clock can be moved forward, never back.")
    with transaction.atomic():
        row, _ = ClockShift.objects.select_for_update().get_or_create(pk=1)
        row.seconds += int(by.total_seconds())
        if row.seconds > FARTHEST.total_seconds():
            raise ClockTooFar("The clock can run a hundred years ahead, not more. Begin with a new database.")
        row.save(update_fields=["seconds"])
    _set(row.seconds)
    return now()


@contextmanager
def lived(ago: dt.timedelta) -> Iterator[None]:
    """For building a demo's past: what this process does meanwhile happened so long ago. Nobody else's clock moves."""
    if not settings.KANAAL_CLOCK_MOVABLE:
        raise ClockNotMovable("This installation runs on real time: nothing can have happened in it before it did.")
    before = _shift
    _set(int((before - ago).total_seconds()))
    try:
        yield
    finally:
        _set(int(before.total_seconds()))


def refresh() -> None:
    """Read how far the clock has been moved by any process (one query; none where it can't be moved)."""
    if not settings.KANAAL_CLOCK_MOVABLE:
        return
    from kanaal.core.models import ClockShift  # noqa: PLC0415 - as above

    row = ClockShift.objects.filter(pk=1).values_list("seconds", flat=True).first()
    _set(row or 0)


def _set(seconds: int) -> None:
    global _shift  # noqa: PLW0603 - one clock for each process
    _shift = dt.timedelta(seconds=seconds)
