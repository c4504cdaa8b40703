"""When a renewal can be ordered, and which day the console shows meanwhile (V7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kanaal.licensing.rules.days import DAY, Cycle, Span
from kanaal.licensing.rules.terms import Renewing


def window(anniversary: dt.date, renewing: Renewing) -> Span:
    """The days on which a renewal can be ordered, both included."""
    return Span(
        anniversary - dt.timedelta(days=renewing.before_days), anniversary + dt.timedelta(days=renewing.after_days)
    )


def goes_on(anniversary: dt.date, renewing: Renewing) -> dt.date:
    """The day on which what was not renewed is there no more: after the window, or the anniversary itself."""
    return anniversary + dt.timedelta(days=renewing.after_days + 1) if renewing.usable_after else anniversary


def upcoming_on(anniversary: dt.date, renewing: Renewing) -> dt.date:
    """From this day on the renewal is shown as upcoming."""
    return anniversary - dt.timedelta(days=renewing.before_days + renewing.upcoming_days)


def moves_on(anniversary: dt.date, renewing: Renewing) -> dt.date:
    """The day on which the console shows the next date, where it waits: so many days after the old one."""
    return anniversary + dt.timedelta(days=renewing.after_days)


class Phase(StrEnum):
    """Where the renewal of an anniversary stands: the console's lists."""

    QUIET = "quiet"
    UPCOMING = "upcoming"
    READY = "ready"
    PAST_DUE = "past-due"
    CLOSED = "closed"


def phase(anniversary: dt.date, renewing: Renewing, day: dt.date) -> Phase:
    """Which phase a day is in, for what is not renewed."""
    opened = window(anniversary, renewing)
    begins = (
        (opened.last + DAY, Phase.CLOSED),
        (anniversary, Phase.PAST_DUE),
        (opened.first, Phase.READY),
        (upcoming_on(anniversary, renewing), Phase.UPCOMING),
    )
    return next((found for first, found in begins if day >= first), Phase.QUIET)


class WhyShown(StrEnum):
    """Why the console shows this date."""

    TERM = "term"
    RENEWED_BUT_WAITS = "renewed-but-waits"
    RENEWED_AT_ONCE = "renewed-at-once"
    PAST_DUE = "past-due"
    ENDED = "ended"


@dataclass(frozen=True)
class Shown:
    """What the console shows: the anniversary on which licences expire, and until which they are renewed already.

    `moves_on`: the day on which it will show `renewed_until` instead; None where it won't.
    """

    expires: dt.date
    renewed_until: dt.date | None
    moves_on: dt.date | None
    why: WhyShown


def shown(cycle: Cycle, renewing: Renewing, day: dt.date, *, renewed: frozenset[dt.date], live: bool) -> Shown:
    """What the console shows on a day. `renewed`: the anniversaries for which something was renewed by then.

    `live`: the term of that day holds something already: renewed, or added in it.
    """
    last, coming = cycle.term_on(day).first, cycle.next_anniversary(day)
    began_anew = last > cycle.begins
    if began_anew and last in renewed and renewing.date_waits and day < moves_on(last, renewing):
        return Shown(last, coming, moves_on(last, renewing), WhyShown.RENEWED_BUT_WAITS)
    if began_anew and not live:
        closed = phase(last, renewing, day) is Phase.CLOSED
        return Shown(last, None, None, WhyShown.ENDED if closed else WhyShown.PAST_DUE)
    if coming in renewed:
        after = cycle.next_anniversary(coming)
        if renewing.date_waits:
            return Shown(coming, after, moves_on(coming, renewing), WhyShown.RENEWED_BUT_WAITS)
        return Shown(after, after, None, WhyShown.RENEWED_AT_ONCE)
    return Shown(coming, None, None, WhyShown.TERM)
