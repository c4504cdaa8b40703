"""Who of the users loses access when fewer licences can be used than are given out (V4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kanaal.licensing.rules.terms import LosesFirst


@dataclass(frozen=True)
class Assignment:
    """A licence given to somebody. `user` is an id; `since` a moment, so that two of one day have an order."""

    user: str
    since: dt.datetime


def without_access(assignments: Iterable[Assignment], usable: int, loses_first: LosesFirst) -> tuple[Assignment, ...]:
    """Who can't use the product while only so many licences of it can be used; who loses it first stands first.

    Licences that nobody was given are used up before anybody loses one. It is asked anew each time and never stored:
    with every licence more, whoever lost access last has it back first.
    """
    newest_first = sorted(assignments, key=lambda one: (one.since, one.user), reverse=loses_first == "last-assigned")
    return tuple(newest_first[: max(0, len(newest_first) - max(0, usable))])
