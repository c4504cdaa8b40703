"""Licences one by one, each with its right: a second, simple account, kept by hand from what people do and what days
bring. It shares nothing with the rules but the numbers of the pack; so that both come to the same means something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kanaal.licensing.rules.days import Cycle
from kanaal.licensing.rules.terms import Terms

DAY = dt.timedelta(days=1)


@dataclass
class Token:
    """One licence. `open`: used before it is ordered. `term`: the number of the last term that it is paid for.

    `order`, `renewal`: by which it was ordered, or carried over, last. `gone`: why it is there no more. `starts`: the
    first term in which it is there, where a renewal's order brought more than there was.
    """

    product: str
    addition: str
    added: dt.date
    term: int
    open: bool = True
    order: str = ""
    renewal: str = ""
    gone: str = ""
    starts: int = 0

    @property
    def waits(self) -> bool:
        """Is it not ordered, nor removed? One that lapsed never was."""
        return self.open and self.gone in ("", "lapsed")


@dataclass
class Tokens:
    """All licences of an agreement. Whoever plays calls `dawn` for each day, then what people do on it."""

    terms: Terms
    cycle: Cycle
    all: list[Token] = field(default_factory=list)
    settings: dict[str, tuple[bool, int | None]] = field(default_factory=dict)
    renews_itself: bool = True
    number: int = 0

    def dawn(self, day: dt.date) -> None:
        """What a day brings by itself; days that were left out are caught up with, in order."""
        while (anniversary := self.cycle.anniversary(self.number + 1)) <= day:
            self.number += 1
            if self.terms.renewing.automatic and self.renews_itself:
                for product in sorted({one.product for one in self.alive()}):
                    self._renew_itself(product, anniversary)
            self._end(anniversary)
        self._end(day)

    def _renew_itself(self, product: str, anniversary: dt.date) -> None:
        enabled, wanted = self.settings.get(product, (True, None))
        mine = [one for one in self.alive() if one.product == product and not one.open]
        there = [one for one in mine if one.term >= self.number - 1]
        renewed = sum(one.term >= self.number for one in there)
        wanted = len(there) if wanted is None else wanted
        if not enabled or not there or wanted <= renewed:
            return
        for one in [one for one in there if one.term < self.number][: wanted - renewed]:
            one.term, one.renewal = self.number, f"auto {anniversary}"
        for _more in range(wanted - len(there)):
            extra = Token(product, "", anniversary, self.number, open=False, starts=self.number)
            extra.renewal = f"auto {anniversary}"
            self.all.append(extra)

    def _end(self, day: dt.date) -> None:
        says = self.terms.renewing
        alive = list(self.alive())
        after = dt.timedelta(days=says.after_days + 1 if says.usable_after else 0)
        over = {term: self.cycle.anniversary(term + 1) + after for term in {one.term for one in alive}}
        for one in alive:
            if day >= over[one.term]:
                one.gone = "lapsed" if one.open else "ended"

    def alive(self) -> Iterator[Token]:
        return (one for one in self.all if not one.gone)

    def add(self, product: str, addition: str, quantity: int, day: dt.date) -> None:
        term = self.cycle.number_on(day)
        self.all += [Token(product, addition, day, term) for _ in range(quantity)]

    def order(self, addition: str, quantity: int, order: str) -> None:
        for one in self._take(quantity, lambda t: t.open and t.addition == addition):
            one.open, one.order = False, order
            self._covered(one)

    def _covered(self, one: Token) -> None:
        """More was renewed for the next term than there was, before this one was ordered or came back: it is one."""
        more = (t for t in self.alive() if t.product == one.product and t.starts == one.term + 1 == t.term)
        if (spare := next(more, None)) is not None:
            one.term, one.renewal, spare.gone = spare.term, spare.renewal, "merged"

    def remove(self, addition: str, quantity: int) -> None:
        for one in self._take(quantity, lambda t: t.open and t.addition == addition):
            one.gone = "removed"

    def give_back(self, order: str, quantity: int) -> None:
        """Of an order. What was renewed meanwhile goes last."""
        for one in self._take(quantity, lambda t: t.order == order and not t.open, lambda t: bool(t.renewal)):
            one.gone = "returned"

    def renew(self, product: str, quantity: int, anniversary: dt.date, renewal: str, *, more: bool = False) -> None:
        """For the term that begins with an anniversary, before it or as long after it as the window lasts.

        Where licences end with their term, those that have ended come back by it. `more`: what goes beyond those that
        there are is new, and there from that term on.
        """
        before = self.cycle.number_on(anniversary) - 1
        mine = [one for one in self.all if one.product == product and not one.open and one.term == before]
        found = [one for one in mine if one.gone in ("", "ended")][:quantity]
        for _new in range(quantity - len(found) if more else 0):
            found.append(Token(product, "", anniversary, before, open=False, starts=before + 1))
            self.all.append(found[-1])
        if len(found) < quantity:
            raise LookupError(f"{quantity} wanted, {len(found)} there")
        for one in found:
            one.term, one.renewal, one.gone = before + 1, renewal, ""

    def unrenew(self, renewal: str, quantity: int) -> None:
        """A renewal goes back: for its term nothing is paid any more. Where another renewed more than there was,
        that goes on in its place.
        """
        taken = self._take(quantity, lambda t: t.renewal == renewal)
        for one in taken:
            one.term, one.renewal = one.term - 1, ""
            if one.starts > one.term:
                one.gone = "returned"
        for one in taken:
            if not one.gone:
                self._covered(one)

    def _take(
        self, quantity: int, fits: Callable[[Token], bool], last: Callable[[Token], bool] = lambda _: False
    ) -> list[Token]:
        found = sorted((one for one in self.alive() if fits(one)), key=last)[:quantity]
        if len(found) < quantity:
            raise LookupError(f"{quantity} wanted, {len(found)} there")
        return found

    def count(self, product: str, day: dt.date) -> tuple[int, int, int]:
        """(usable, suspended, of them past due) on a day."""
        usable = suspended = past_due = 0
        for one in self.alive():
            if one.product != product or one.starts > self.number:
                continue
            if one.open and self.is_suspended(one, day):
                suspended += 1
                continue
            usable += 1
            past_due += not one.open and one.term < self.number
        return usable, suspended, past_due

    def is_suspended(self, one: Token, day: dt.date) -> bool:
        says = self.terms.authorising
        return says is not None and (day - one.added).days > says.suspend_after_days
