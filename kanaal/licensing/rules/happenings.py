"""One day in an agreement's life: what happens on it, and what can still be done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from kanaal.licensing.rules.authorisations import Act, Option
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.kinds import LAST_DAYS, Kind

_PLACE = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Happening:
    """What happens on a day to `quantity` licences. `about`: the number of an addition, order or commitment; a product.

    `known_from`: the first day on which it could be foreseen. `options`: what can be done on the timeline's day so
    that it does not happen, and until when.
    """

    on: dt.date
    kind: Kind
    about: str
    quantity: int
    known_from: dt.date
    product: str = ""
    options: tuple[Option, ...] = ()

    @cached_property
    def key(self) -> str:
        """Names it for good, so that it is told of once."""
        return f"{self.kind}:{self.about}:{self.on.isoformat()}"

    def is_past(self, today: dt.date) -> bool:
        """Has it come? A last day is over only when it has ended."""
        return self.on < today or (self.on == today and self.kind not in LAST_DAYS)


@dataclass(frozen=True)
class Timeline:
    """An agreement's days up to a horizon, in order, as seen from `today`."""

    today: dt.date
    happenings: tuple[Happening, ...]

    @property
    def past(self) -> tuple[Happening, ...]:
        return tuple(one for one in self.happenings if one.is_past(self.today))

    @property
    def coming(self) -> tuple[Happening, ...]:
        """What will happen if nobody does anything."""
        return tuple(one for one in self.happenings if not one.is_past(self.today))


def in_order(found: Iterable[Happening]) -> tuple[Happening, ...]:
    return tuple(sorted(found, key=lambda one: (one.on, _PLACE[one.kind], one.product, one.about)))


def before(options: Iterable[Option], on: dt.date) -> tuple[Option, ...]:
    """Those that keep something from happening on a day: done the day before at the latest. To leave it is not one."""
    return tuple(replace(one, until=min(one.until, on - DAY)) for one in options if one.act is not Act.LEAVE)
