"""Pure decisions about levels: is a need met, which level do met needs give, to which does a partner fall (P14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

How = Literal["measured", "attested", "brought", "unmet"]


@dataclass(frozen=True)
class Weighed:
    """One need, weighed: how much there is of how much, and by what it is met (or that it isn't)."""

    value: int
    needed: int
    how: How

    @property
    def met(self) -> bool:
        return self.how != "unmet"

    @property
    def missing(self) -> int:
        """How much is lacking; 0 when the need is met."""
        return 0 if self.met else self.needed - self.value


def weigh(needed: int, *, measured: int | None, attested: int | None, brought: bool) -> Weighed:
    """Weigh one need. `measured` is None where the house keeps no such fact, `attested` where the desk has none.

    What the house measures counts first; what the desk has attested makes up for less. `brought`: the level came along
    from an older system, and is honoured for a time.
    """
    if measured is not None and measured >= needed:
        return Weighed(measured, needed, "measured")
    if attested is not None and attested >= needed:
        return Weighed(attested, needed, "attested")
    value = max(measured or 0, attested or 0)
    return Weighed(value, needed, "brought" if brought else "unmet")


@dataclass(frozen=True)
class Rung:
    """A level as the rules see it: its key, its rank, and the keys of all that it needs."""

    key: str
    rank: int
    needs: frozenset[str]


def reached(rungs: Iterable[Rung], met: Collection[str]) -> str | None:
    """The highest level all of whose needs are met; None when not even the lowest is."""
    found = [rung for rung in rungs if rung.needs <= set(met)]
    return max(found, key=lambda rung: rung.rank).key if found else None


def falls_to(rungs: Sequence[Rung], level: str, met: Collection[str]) -> str:
    """Where a partner of a level stands by the needs that it meets: there still, or on the next level below that holds.

    Nobody falls below the lowest level: a membership ends, it does not fall.
    """
    mine = next((rung for rung in rungs if rung.key == level), None)
    if mine is None:
        return level
    below = sorted((r for r in rungs if r.rank <= mine.rank), key=lambda rung: rung.rank)
    return reached(below, met) or below[0].key


def grace_end(since: dt.date, days: int) -> dt.date:
    """The last day on which a level is kept though a need lapsed on `since`."""
    return since + dt.timedelta(days=days)


def months_between(since: dt.date, day: dt.date) -> int:
    """Whole months from one day to another; a month is whole on the same day of the month, or on its last."""
    if day < since:
        return 0
    months = (day.year - since.year) * 12 + day.month - since.month
    last = (day + dt.timedelta(days=1)).month != day.month
    return months if day.day >= since.day or last else months - 1
