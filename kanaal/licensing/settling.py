"""What has to be settled before an agreement changes hands or ends, and what it would lose by ending (V8, V9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Order, OrderLine, ReturnLine
from kanaal.licensing.returns import WENT_BACK
from kanaal.licensing.rules.moving import Stands, to_settle
from kanaal.licensing.rules.orders import return_by


@dataclass(frozen=True)
class Open:
    """Authorisations that are not ordered, and numbers of orders that no distributor has answered whole."""

    authorisations: tuple[Stands, ...]
    orders: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        return (*(one.about for one in self.authorisations), *self.orders)

    def __bool__(self) -> bool:
        return bool(self.authorisations or self.orders)


def open_of(agreement: Agreement) -> Open:
    """What is open of an agreement today."""
    known = facts_of(agreement)
    stands = to_settle(known, terms_of(agreement), today_of(agreement)) if known else ()
    return Open(stands, waiting_orders(agreement))


def waiting_orders(agreement: Agreement) -> tuple[str, ...]:
    return tuple(agreement.orders.filter(state="asked").order_by("pk").values_list("number", flat=True))


@dataclass(frozen=True)
class Placed:
    """An order that a distributor confirmed. `amount`: what its licences that were kept came to; indicative.

    `until`: the last day on which it could go back.
    """

    order: Order
    on: dt.date
    licences: int
    amount: Decimal
    until: dt.date

    def goes_back_on(self, day: dt.date) -> bool:
        return day <= self.until


def placed_orders(agreement: Agreement) -> list[Placed]:
    """The confirmed orders of which something was kept, the latest first, each with until when it goes back."""
    terms, found = terms_of(agreement), []
    returned = _returned(agreement)
    for order in agreement.orders.prefetch_related("lines").order_by("-pk"):
        lines = [line for line in order.lines.all() if line.confirmed]
        days = [line.confirmed_on for line in lines if line.confirmed_on]
        gone = [returned.get(line.pk, (0, Decimal(0))) for line in lines]
        licences = sum(line.confirmed for line in lines) - sum(many for many, _credit in gone)
        if days and licences:
            amount = sum((_paid(line) for line in lines), Decimal(0)) - sum((credit for _, credit in gone), Decimal(0))
            on = max(days)
            found.append(Placed(order, on, licences, amount, return_by(on, terms, order.anniversary)))
    return found


def _paid(line: OrderLine) -> Decimal:
    """What the confirmed part of a line came to."""
    return (line.amount * line.confirmed / line.quantity).quantize(Decimal("0.01"))


def _returned(agreement: Agreement) -> dict[int, tuple[int, Decimal]]:
    """Line → how many went back, and for what credit."""
    rows = ReturnLine.objects.filter(order_line__order__agreement=agreement, of__state__in=WENT_BACK)
    sums = rows.order_by().values("order_line").annotate(many=Sum("quantity"), back=Sum("credit"))
    return {row["order_line"]: (row["many"], row["back"]) for row in sums}
