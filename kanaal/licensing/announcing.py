"""What the clock finds on a day for one agreement: what renewed by itself, and what is to be told (V7).

Plain values in and out, so that the nightly run, an act, the proof of the coming days and the simulation ask the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kanaal.licensing import models
from kanaal.licensing.columns import ahead_of, fill, seen_to
from kanaal.licensing.rules.announcements import Announcement, Told, due
from kanaal.licensing.rules.days import Span
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.facts import Renewal
from kanaal.licensing.rules.happenings import Timeline
from kanaal.licensing.rules.renewal import as_it_goes
from kanaal.licensing.rules.terms import Terms


@dataclass(frozen=True)
class Look:
    """`renewed` is to be written down, `due` to be told; `known` are the facts with what renewed."""

    known: Facts
    terms: Terms
    seen: Timeline
    renewed: tuple[Renewal, ...]
    due: tuple[Announcement, ...]

    @property
    def is_quiet(self) -> bool:
        """Only the kept columns change."""
        return not self.renewed and not self.due


def look(agreement: models.Agreement, written: Facts, terms: Terms, told: Iterable[Told], today: dt.date) -> Look:
    """What is to be done today, and what was left undone since the clock last saw to the agreement."""
    since = seen_to(agreement, today)
    known = as_it_goes(written, terms, Span(since, today))
    renewed = known.renewals[len(written.renewals) :]
    seen = ahead_of(known, terms, today, since)
    return Look(known, terms, seen, renewed, due(seen, terms, told, since))


def seen_through(agreement: models.Agreement, found: Look) -> None:
    """What a look leaves on the agreement, in memory: the clock has seen to it up to today."""
    fill(agreement, found.known, found.terms, found.seen.today, found.seen)
    agreement.looked_on = found.seen.today


def told_of_many(agreements: Iterable[models.Agreement]) -> dict[int, list[Told]]:
    """What was told of happenings that the clock can still come to; one question."""
    first = {one.pk: one.looked_on for one in agreements}
    since = min((day for day in first.values() if day), default=None)
    rows = models.Notice.objects.filter(agreement__in=first)
    if since is not None and all(first.values()):
        rows = rows.filter(happens_on__gt=since - dt.timedelta(days=1))
    found: dict[int, list[Told]] = {pk: [] for pk in first}
    for pk, key, days_before, quantity in rows.values_list("agreement_id", "key", "days_before", "quantity"):
        found[pk].append(Told(key, days_before, quantity))
    return found
