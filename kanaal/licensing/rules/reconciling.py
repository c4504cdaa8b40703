"""Four counts of one product: given to users, usable, ordered, and what distributors say; where they differ, why.

Each difference is explained whole: what makes `usable` differ from `ordered`, what a report can't know yet, and what
nobody can explain, which is then somebody's to look at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.holdings import Holding, holding
from kanaal.licensing.rules.terms import Terms


class Differs(StrEnum):
    """Why two of the counts differ; each is mended in a way of its own."""

    WITHOUT_ACCESS = "without-access"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    PENDING = "pending"
    ORDER_WAITS = "order-waits"
    NOT_RENEWED = "not-renewed"
    REPORTED_LESS = "reported-less"
    REPORTED_MORE = "reported-more"
    SINCE_REPORT = "since-report"
    NOT_REPORTED = "not-reported"
    UNASSIGNED = "unassigned"


SETTLED = frozenset({Differs.ORDER_WAITS, Differs.SINCE_REPORT, Differs.NOT_REPORTED, Differs.UNASSIGNED})
"""They explain, and ask nothing of the reseller."""


@dataclass(frozen=True)
class Difference:
    why: Differs
    quantity: int


@dataclass(frozen=True)
class Report:
    """What one distributor has on its books, as of the end of a day."""

    distributor: str
    on: dt.date
    quantity: int


@dataclass(frozen=True)
class Waiting:
    """What was asked of a distributor and is not answered: licences that were added, and renewals."""

    added: int = 0
    renewed: int = 0


@dataclass(frozen=True)
class Line:
    """A product's four counts on a day. `reported` is None where no distributor said anything of the agreement.

    `waiting`: of what is not ordered, or not renewed, so many were asked of a distributor, who has not answered.
    """

    product: str
    assigned: int
    holding: Holding
    waiting: Waiting
    reported: int | None
    reports: tuple[Report, ...]
    differences: tuple[Difference, ...]

    @property
    def usable(self) -> int:
        return self.holding.usable

    @property
    def ordered(self) -> int:
        return self.holding.ordered

    @property
    def agrees(self) -> bool:
        """Is there nothing that anybody has to mend?"""
        return all(one.why in SETTLED for one in self.differences)


def reconcile(
    agreement: Agreement,
    terms: Terms,
    day: dt.date,
    *,
    assigned: Mapping[str, int],
    waiting: Mapping[str, Waiting],
    reports: Mapping[str, Iterable[Report]] | None,
) -> tuple[Line, ...]:
    """All products of which anybody has, knows or says something. `reports` is None where nothing was reported.

    What is assigned was given out by the customer; what waits was asked of a distributor; both by product.
    """
    named = {*agreement.products, *(product for product, some in assigned.items() if some), *(reports or ())}
    lines = (
        _line(
            agreement, terms, day, product,
            assigned.get(product, 0), waiting.get(product, Waiting()),
            None if reports is None else tuple(reports.get(product, ())),
        )
        for product in sorted(named)
    )  # fmt: skip
    return tuple(one for one in lines if one.assigned or one.holding.all or one.reported)


def _line(
    agreement: Agreement, terms: Terms, day: dt.date, product: str,
    assigned: int, waiting: Waiting, reports: tuple[Report, ...] | None,
) -> Line:  # fmt: skip
    there = holding(agreement, terms, product, day)
    total = None if reports is None else sum(one.quantity for one in reports)
    found = [*_of_users(assigned, there), *_of_orders(there, waiting)]
    if total is None:
        found += [Difference(Differs.NOT_REPORTED, there.ordered)] if there.ordered else []
    else:
        known = _known_to_them(agreement, terms, product, reports or (), day)
        found += _of_reports(there, total, known)
    return Line(product, assigned, there, waiting, total, reports or (), tuple(found))


def _of_users(assigned: int, there: Holding) -> list[Difference]:
    found = []
    if assigned > there.usable:
        found.append(Difference(Differs.WITHOUT_ACCESS, assigned - there.usable))
    if assigned < there.usable:
        found.append(Difference(Differs.UNASSIGNED, there.usable - assigned))
    return found


def _of_orders(there: Holding, waiting: Waiting) -> list[Difference]:
    """Everything by which what there is exceeds what was ordered. What waits is taken off the most pressing first."""
    found, rest = [], waiting.added
    stand = ((Differs.SUSPENDED, there.suspended), (Differs.OVERDUE, there.overdue), (Differs.PENDING, there.pending))
    for why, quantity in stand:
        asked = min(quantity, rest)
        rest -= asked
        if quantity > asked:
            found.append(Difference(why, quantity - asked))
    renewed = min(there.past_due, waiting.renewed)
    if asked := waiting.added - rest + renewed:
        found.append(Difference(Differs.ORDER_WAITS, asked))
    if there.past_due > renewed:
        found.append(Difference(Differs.NOT_RENEWED, there.past_due - renewed))
    return found


def _known_to_them(
    agreement: Agreement, terms: Terms, product: str, reports: tuple[Report, ...], day: dt.date
) -> tuple[int, int]:
    """Between which counts a right report lies: what was ordered on its day, and today. Of several the oldest counts.

    What is past due may still stand on a distributor's books: it was ordered once.
    """
    on = min((one.on for one in reports), default=day)
    asked = {max(agreement.begins, min(on, day)), day}
    seen = [holding(agreement.known_on(one), terms, product, one) for one in asked]
    before_all = on < agreement.begins
    low = 0 if before_all else min(one.ordered for one in seen)
    return low, max(one.ordered + one.past_due for one in seen)


def _of_reports(there: Holding, total: int, known: tuple[int, int]) -> list[Difference]:
    low, high = known
    found = []
    if total < low:
        found.append(Difference(Differs.REPORTED_LESS, low - total))
    if total > high:
        found.append(Difference(Differs.REPORTED_MORE, total - high))
    if since := abs(there.ordered - min(max(total, low), high)):
        found.append(Difference(Differs.SINCE_REPORT, since))
    return found
