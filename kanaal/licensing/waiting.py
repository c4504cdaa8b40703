"""Licences that are asked of a distributor and wait for its answer: they count for nothing yet, and are asked once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from kanaal.licensing.models import Agreement, OrderLine
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.facts import Renewal


@dataclass(frozen=True)
class Waiting:
    """How many wait: of additions (by number), of renewals (by anniversary and SKU), of licences ordered at once."""

    additions: Mapping[str, int] = field(default_factory=dict)
    renewals: Mapping[tuple[dt.date, str], int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)

    @property
    def any(self) -> int:
        """All licences together."""
        return sum((*self.additions.values(), *self.renewals.values(), *self.new.values()))


def waiting_of(agreement: Agreement) -> Waiting:
    """What of an agreement's orders no distributor has answered yet."""
    return waiting_in(waiting_lines(agreement).select_related("order", "addition"))


def waiting_lines(agreement: Agreement) -> QuerySet[OrderLine]:
    """Those of its reseller; a former reseller's can be confirmed no more, and hold up nothing."""
    return OrderLine.objects.filter(
        order__agreement=agreement, order__partner=agreement.partner_id, order__state="asked"
    )


def waiting_in(lines: Iterable[OrderLine]) -> Waiting:
    """The same of lines in hand, whatever the state of their orders."""
    additions: dict[str, int] = defaultdict(int)
    renewals: dict[tuple[dt.date, str], int] = defaultdict(int)
    new: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.order.state != "asked":
            continue
        if line.open and line.order.anniversary is not None:
            renewals[line.order.anniversary, line.sku] += line.open
        elif line.open and line.addition is not None:
            additions[line.addition.number] += line.open
        elif line.open:
            new[line.sku] += line.open
    return Waiting(additions, renewals, new)


def as_if_confirmed(known: Facts, waiting: Waiting, today: dt.date) -> Facts:
    """The facts, with the renewals that wait taken as done: so that the same licences are not renewed twice."""
    done = tuple(
        Renewal("waiting", sku, anniversary, today, quantity)
        for (anniversary, sku), quantity in waiting.renewals.items()
    )
    return replace(known, renewals=(*known.renewals, *done))
