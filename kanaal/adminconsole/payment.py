"""Payment required, from the customer's side: which licences, who of the users, from when, and what to do (V4, V6).

The customer pays its reseller, who orders; so what is said here is calm: what it is about, whom to call, and that
nothing is owed for what is let go.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kanaal.core.texts import Text, Words
from kanaal.licensing.access import Known, without_on
from kanaal.licensing.models import LicenceUser
from kanaal.licensing.rules.authorisations import Owed, State, deadlines, owed
from kanaal.licensing.sound import called


@dataclass(frozen=True)
class Due:
    """Licences of a product that were not ordered in time, with the days that follow from it."""

    product: Words | Text
    owed: Owed
    suspended_on: dt.date
    lapses_on: dt.date
    users: tuple[LicenceUser, ...]

    @property
    def is_suspended(self) -> bool:
        return self.owed.state is State.SUSPENDED


def due_of(known: Known) -> tuple[Due, ...]:
    """What is overdue or suspended, the oldest first, with the users who lose access; empty when all is well."""
    if known.facts is None:
        return ()
    found = owed(known.facts, known.terms, known.today)
    lost = {one.number: _users(known, one) for one in found}
    people = {user.pk: user for user in LicenceUser.objects.filter(pk__in={pk for ids in lost.values() for pk in ids})}
    return tuple(_due(known, one, tuple(people[pk] for pk in lost[one.number] if pk in people)) for one in found)


def _due(known: Known, one: Owed, users: tuple[LicenceUser, ...]) -> Due:
    on, lapses = _days(known, one)
    return Due(called(one.product), one, on, lapses, users)


def _users(known: Known, one: Owed) -> list[int]:
    """Who can't use the product, on the day on which these licences are suspended or today."""
    on, lapses = _days(known, one)
    return without_on(known, one.product, max(known.today, min(on, lapses)))


def _days(known: Known, one: Owed) -> tuple[dt.date, dt.date]:
    assert known.facts is not None  # noqa: S101  something of it is owed
    addition = next(found for found in known.facts.additions if found.number == one.number)
    days = deadlines(addition, known.facts.cycle(known.terms), known.terms)
    assert days is not None  # noqa: S101  only what is ordered later can be owed
    return days.suspended_on, days.lapses_on
