"""Who is told when, so that nothing expires, renews or is suspended unannounced.

The pack says how long before, and to whom; terms that leave something out are no terms (`Terms.announced`). What is due
is asked for by the clock each day and after each act: who adds licences the day before they end hears of it at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kanaal.licensing.rules.happenings import Happening, Timeline
from kanaal.licensing.rules.terms import Notice, Terms


@dataclass(frozen=True)
class Announcement:
    """That something will happen (or, `late`, has happened since the clock last asked), to be told on a day."""

    happening: Happening
    notice: Notice
    on: dt.date
    late: bool = False

    @property
    def told(self) -> Told:
        """What is to be kept of it, once it was sent."""
        return Told(self.happening.key, self.notice.days_before, self.happening.quantity)


@dataclass(frozen=True)
class Told:
    """What somebody was told: about which happening (its key), so many days before, and for how many licences."""

    key: str
    days_before: int
    quantity: int


def planned(timeline: Timeline, terms: Terms) -> tuple[Announcement, ...]:
    """All announcements of what a timeline holds, by day: each so long before as the pack says.

    What could not be foreseen so early is told on the day on which it can; of several that would then fall on one day
    only the most pressing remains.
    """
    found: dict[tuple[str, dt.date], Announcement] = {}
    for happening in timeline.happenings:
        for notice in terms.notices_of(happening.kind):
            on = max(happening.on - dt.timedelta(days=notice.days_before), happening.known_from)
            if on <= happening.on:
                found[happening.key, on] = Announcement(happening, notice, on)
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.happening.on, one.happening.key)))


def due(timeline: Timeline, terms: Terms, told: Iterable[Told], since: dt.date) -> tuple[Announcement, ...]:
    """What is to be told today. `since`: the day up to which the clock has seen to this already.

    One for each happening: the most pressing one that its time has come for. It is due again when more licences are
    concerned than were told of. What a jump of the clock went over is told afterwards, as late.
    """
    known: dict[str, list[Told]] = {}
    for one in told:
        known.setdefault(one.key, []).append(one)
    today = timeline.today
    found = []
    for happening in timeline.happenings:
        ahead = (happening.on - today).days
        come = [one for one in terms.notices_of(happening.kind) if ahead <= one.days_before]
        if not come or happening.on <= since or _was_told(happening, come[-1], known.get(happening.key, ())):
            continue
        late = ahead < 0 or (ahead == 0 and come[-1].days_before > 0)
        found.append(Announcement(happening, come[-1], today, late))
    return tuple(found)


def _was_told(happening: Happening, notice: Notice, told: Iterable[Told]) -> bool:
    """`told`: of this happening."""
    return any(one.days_before <= notice.days_before and one.quantity >= happening.quantity for one in told)
