"""What happened under an agreement, as plain values. A fact of a day counts from that day on, whatever its hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kanaal.licensing.rules.days import Cycle, cycle_of
from kanaal.licensing.rules.terms import Terms

LICENCE = "licence"
"""The kind of all that ends with the agreement's term; everything else has a ladder, and a term, of its own."""


@dataclass(frozen=True)
class Part:
    """So many, on a day: ordered, removed or returned. `number` is that of the order or return, if there is one."""

    on: dt.date
    quantity: int
    number: str = ""

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError("A part has one licence at least.")


def total(parts: tuple[Part, ...], day: dt.date) -> int:
    """How many up to and with a day."""
    return sum([part.quantity for part in parts if part.on <= day]) if parts else 0


@dataclass(frozen=True)
class Addition:
    """Licences of one product, added together: by an authorisation, or at once by an order (a part of the same day).

    `orders` clear parts of it, `removals` take parts away that were not ordered, `returns` send ordered ones back.
    `kind` is its ladder's. Raises ValueError for more than was added, or before it was.
    """

    number: str
    product: str
    quantity: int
    added: dt.date
    orders: tuple[Part, ...] = ()
    removals: tuple[Part, ...] = ()
    returns: tuple[Part, ...] = ()
    kind: str = LICENCE

    def __post_init__(self) -> None:
        days = sorted({part.on for part in (*self.orders, *self.removals, *self.returns)})
        if days and days[0] < self.added:
            raise ValueError("Nothing is ordered, removed or returned before it is added.")
        for day in days:
            if self.open(day) < 0:
                raise ValueError("More was ordered and removed than was added.")
            if self.kept(day) < 0:
                raise ValueError("More was returned than was ordered.")

    def ordered(self, day: dt.date) -> int:
        return total(self.orders, day)

    def open(self, day: dt.date) -> int:
        """Neither ordered nor removed."""
        return self.quantity - self.ordered(day) - total(self.removals, day)

    def kept(self, day: dt.date) -> int:
        """Ordered and not returned."""
        return self.ordered(day) - total(self.returns, day)


@dataclass(frozen=True)
class Renewal:
    """Licences of a product carried over an anniversary. `automatic`: nobody ordered it, the day did."""

    number: str
    product: str
    anniversary: dt.date
    ordered: dt.date
    quantity: int
    returns: tuple[Part, ...] = ()
    automatic: bool = False

    def __post_init__(self) -> None:
        if self.quantity < 1 or total(self.returns, dt.date.max) > self.quantity:
            raise ValueError("More is returned than was renewed, or nothing renewed.")

    def kept(self, day: dt.date) -> int:
        """Renewed and not returned; nothing before the day of its order."""
        return self.quantity - total(self.returns, day) if self.ordered <= day else 0


@dataclass(frozen=True)
class Setting:
    """How a product renews by itself, where that was set: not at all, or so many (None: all that there are)."""

    product: str
    enabled: bool
    quantity: int | None = None


@dataclass(frozen=True)
class Commitment:
    """A commitment to keep `quantity` for years: asked of the customer, then accepted or declined."""

    number: str
    quantity: int
    requested: dt.date
    accepted: dt.date | None = None
    declined: dt.date | None = None


@dataclass(frozen=True)
class Agreement:
    """Everything that the rules know of an agreement. `begins` is day 0 in its own zone, and never moves (V7).

    `first_anniversary` only where the first term was agreed to be longer. `renews_itself`: False ends what would renew
    by itself with its term (a level that was lost, N5).
    """

    begins: dt.date
    additions: tuple[Addition, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    settings: tuple[Setting, ...] = ()
    commitment: Commitment | None = None
    first_anniversary: dt.date | None = None
    renews_itself: bool = True

    def __post_init__(self) -> None:
        if any(addition.added < self.begins for addition in self.additions):
            raise ValueError("Nothing is added before the agreement begins.")

    def cycle(self, terms: Terms) -> Cycle:
        return cycle_of(self.begins, terms.term_months, self.first_anniversary)

    def additions_of(self, product: str) -> tuple[Addition, ...]:
        """What was added of a product, of whatever kind."""
        return self._additions.get(product, ())

    def renewals_for(self, anniversary: dt.date, product: str) -> tuple[Renewal, ...]:
        """What was renewed of a product for an anniversary."""
        return self._renewals.get((product, anniversary), ())

    @cached_property
    def _additions(self) -> Mapping[str, tuple[Addition, ...]]:
        found: dict[str, list[Addition]] = {}
        for one in self.additions:
            found.setdefault(one.product, []).append(one)
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def _renewals(self) -> Mapping[tuple[str, dt.date], tuple[Renewal, ...]]:
        found: dict[tuple[str, dt.date], list[Renewal]] = {}
        for one in self.renewals:
            found.setdefault((one.product, one.anniversary), []).append(one)
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def products(self) -> tuple[str, ...]:
        """All that ends with the term: what was added, and what only a renewal's order brought."""
        added = {addition.product for addition in self.additions if addition.kind == LICENCE}
        return tuple(sorted(added | {renewal.product for renewal in self.renewals}))

    def known_on(self, day: dt.date) -> Agreement:
        """The agreement as it was known at the end of a day: what came later is left out."""
        return replace(
            self,
            additions=tuple(_addition_on(one, day) for one in self.additions if one.added <= day),
            renewals=tuple(_renewal_on(one, day) for one in self.renewals if one.ordered <= day),
            commitment=_commitment_on(self.commitment, day),
        )


def _until(parts: tuple[Part, ...], day: dt.date) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.on <= day)


def _addition_on(one: Addition, day: dt.date) -> Addition:
    if all(part.on <= day for part in (*one.orders, *one.removals, *one.returns)):
        return one  # as nearly all are: to make it anew would be to check it anew
    return replace(
        one, orders=_until(one.orders, day), removals=_until(one.removals, day), returns=_until(one.returns, day)
    )


def _renewal_on(one: Renewal, day: dt.date) -> Renewal:
    return one if all(part.on <= day for part in one.returns) else replace(one, returns=_until(one.returns, day))


def _commitment_on(one: Commitment | None, day: dt.date) -> Commitment | None:
    if one is None or one.requested > day:
        return None
    return replace(
        one,
        accepted=one.accepted if one.accepted and one.accepted <= day else None,
        declined=one.declined if one.declined and one.declined <= day else None,
    )
