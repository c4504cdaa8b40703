"""What people do: each reseller and customer has a character, from which their acts follow by chance.

The same acts are played in memory and through the database. None looks at the rules: people act on what they were told,
on what they planned, and now and then on nothing at all.
"""

from __future__ import annotations

import datetime as dt
import heapq
import random
from dataclasses import dataclass, field
from typing import Literal

from kanaal.licensing.rules.announcements import Announcement
from kanaal.licensing.rules.authorisations import Act as Way
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.terms import Terms

Kind = Literal["buy", "order", "confirm", "remove", "return", "renew", "setting", "commit", "move", "cancel"]
PRODUCTS = ("CC-01-T12", "AC-01-T12", "CC-02-T12")


@dataclass(frozen=True)
class Act:
    """`about`: a product, an addition or an order. `share`: of how much there is; `quantity`: how many, to buy."""

    kind: Kind
    about: str = ""
    quantity: int = 0
    share: float = 1.0


@dataclass(order=True)
class Planned:
    on: dt.date
    number: int
    act: Act = field(compare=False)


@dataclass(frozen=True)
class Character:
    """How likely somebody is to forget, to be late, to heed what they are told; how often they buy, and how many."""

    forgets: float
    late: float
    heeds: float
    buys: float
    most: int
    returns: float

    @classmethod
    def drawn(cls, rng: random.Random) -> Character:
        return cls(
            forgets=rng.choice((0.02, 0.05, 0.2, 0.5)),
            late=rng.choice((0.05, 0.2, 0.6)),
            heeds=rng.choice((0.2, 0.6, 0.9)),
            buys=rng.choice((0.3, 1.0, 2.5)),
            most=rng.choice((3, 12, 40)),
            returns=rng.choice((0.0, 0.05, 0.2)),
        )


class Agenda:
    """What somebody has planned, by day."""

    def __init__(self, rng: random.Random, character: Character, terms: Terms, begins: dt.date, until: dt.date) -> None:
        self.rng, self.character, self.terms, self.until = rng, character, terms, until
        self._planned: list[Planned] = []
        self._number = 0
        self.plan(begins, Act("buy", rng.choice(PRODUCTS), rng.randint(1, character.most)))
        day = begins
        while (day := day + self._days(365 / character.buys)) < until:
            self.plan(day, Act("buy", rng.choice(PRODUCTS), rng.randint(1, character.most)))
        if rng.random() < 0.15:
            self.plan(begins + self._days(500), Act("commit", quantity=rng.randint(10, 40)))
        while rng.random() < 0.15:
            self.plan(begins + self._days(900), Act("move"))
        if rng.random() < 0.05:
            self.plan(begins + self._days(1500), Act("cancel"))

    def _days(self, mean: float) -> dt.timedelta:
        return max(1, int(self.rng.expovariate(1 / mean))) * DAY

    @property
    def next(self) -> dt.date | None:
        return self._planned[0].on if self._planned else None

    def plan(self, on: dt.date, act: Act) -> None:
        if on <= self.until:
            self._number += 1
            heapq.heappush(self._planned, Planned(on, self._number, act))

    def today(self, day: dt.date) -> list[Act]:
        found = []
        while self._planned and self._planned[0].on <= day:
            found.append(heapq.heappop(self._planned).act)
        return found

    # --- plans that follow from what happened

    def added(self, addition: str, day: dt.date) -> None:
        """To order it, in time or late, whole or in parts; to remove it again; or it is forgotten."""
        says, rng = self.terms.authorising, self.rng
        if says is None or rng.random() < self.character.forgets:
            return
        if rng.random() < 0.1:
            on = day + rng.randint(0, max(1, says.removal_days)) * DAY
            self.plan(on, Act("remove", addition, share=rng.choice((0.5, 1.0))))
        late = rng.random() < self.character.late
        first, last = (says.order_days, says.suspend_after_days + 60) if late else (0, says.order_days)
        on = day + rng.randint(first, last) * DAY
        if rng.random() < 0.2:
            self.plan(on, Act("order", addition, share=0.5))
            on += rng.randint(0, 40) * DAY
        self.plan(on, Act("order", addition))

    def ordered(self, order: str, day: dt.date) -> None:
        if self.rng.random() < self.character.returns:
            self.plan(day + self.rng.randint(0, self.terms.returning.order_days + 5) * DAY, Act("return", order))

    def anniversary(self, on: dt.date, products: tuple[str, ...]) -> None:
        """Renewing each product, or not; a change of how it renews by itself."""
        says, rng = self.terms.renewing, self.rng
        for product in products:
            if rng.random() >= self.character.forgets:
                day = on + rng.randint(-says.before_days, says.after_days) * DAY
                self.plan(day, Act("renew", product, share=rng.choice((1.0, 1.0, 1.0, 0.7, 1.3))))
            if says.automatic and rng.random() < 0.15:
                self.plan(on - rng.randint(1, 60) * DAY, Act("setting", product, rng.choice((-1, 0, 3, 20))))

    def told(self, one: Announcement, day: dt.date) -> None:
        """Whoever heeds what they are told does one of the things that can still be done, soon."""
        options = [option for option in one.happening.options if option.act in (Way.ORDER, Way.REMOVE, Way.RENEW)]
        if not options or self.rng.random() >= self.character.heeds:
            return
        option = self.rng.choice(options)
        on = day + self.rng.randint(0, max(0, (option.until - day).days)) * DAY
        kinds: dict[Way, Kind] = {Way.ORDER: "order", Way.REMOVE: "remove", Way.RENEW: "renew"}
        self.plan(on, Act(kinds[option.act], one.happening.about))
