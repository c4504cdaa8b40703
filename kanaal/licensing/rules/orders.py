"""Orders, their lines and what goes back of them (V6): until when, how much, and for what credit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kanaal.licensing.rules.days import last_day
from kanaal.licensing.rules.money import share
from kanaal.licensing.rules.terms import Terms


class OrderKind(StrEnum):
    NEW = "new"
    RENEWAL = "renewal"
    SWITCH = "switch"
    TRANSFER = "transfer"


class OrderState(StrEnum):
    """Of an order or a line. An order that has lines in several states is in the first of these that one is in."""

    PROCESSING = "processing"
    COMPLETE = "complete"
    FAILED = "failed"
    RETURNED = "returned"


@dataclass(frozen=True)
class OrderLine:
    """A line: `amount` was paid for all of it. `returned` of it went back; `consumed`: it can't, it was used up."""

    number: int
    product: str
    quantity: int
    amount: Decimal
    returned: int = 0
    processing: bool = False
    failed: bool = False
    consumed: bool = False

    @property
    def remaining(self) -> int:
        return self.quantity - self.returned

    @property
    def state(self) -> OrderState:
        if self.processing:
            return OrderState.PROCESSING
        if self.failed:
            return OrderState.FAILED
        return OrderState.COMPLETE if self.remaining else OrderState.RETURNED


@dataclass(frozen=True)
class Order:
    """An order of a day. `anniversary`: the one that it renews."""

    number: str
    kind: OrderKind
    on: dt.date
    lines: tuple[OrderLine, ...]
    anniversary: dt.date | None = None

    @property
    def state(self) -> OrderState:
        found = {line.state for line in self.lines}
        return next((state for state in OrderState if state in found), OrderState.FAILED)


def return_by(on: dt.date, terms: Terms, anniversary: dt.date | None = None) -> dt.date:
    """The last day on which an order goes back. A renewal never has less time than any other order."""
    says = terms.returning
    until = last_day(on, says.order_days)
    if anniversary is not None and says.renewal_days is not None:
        until = max(until, last_day(anniversary, says.renewal_days))
    return until


class NoReturn(StrEnum):
    """Why something can't go back."""

    TOO_LATE = "too-late"
    NOT_COMPLETE = "not-complete"
    SWITCHED = "switched"
    NO_SUCH_LINE = "no-such-line"
    TOO_MANY = "too-many"
    ONLY_WHOLE = "only-whole"
    CONSUMED = "consumed"
    IN_USE = "in-use"
    COMMITTED = "committed"


def return_misses(
    order: Order,
    asked: Mapping[int, int],
    terms: Terms,
    day: dt.date,
    *,
    free: Mapping[str, int],
    spare: int | None = None,
) -> tuple[NoReturn, ...]:
    """Every reason why lines (number → how many) can't go back on a day; none when they can.

    `free`: licences of a product that nobody uses, since what goes back is out of use first. `spare`: so many the
    customer may give up before its commitment is broken; None without one.
    """
    lines = {line.number: line for line in order.lines}
    mine = [(lines[number], quantity) for number, quantity in asked.items() if number in lines]
    wanted: dict[str, int] = {}
    for line, quantity in mine:
        wanted[line.product] = wanted.get(line.product, 0) + quantity
    whole = {line.number: line.remaining for line in order.lines if line.remaining}
    checks = (
        (day > return_by(order.on, terms, order.anniversary), NoReturn.TOO_LATE),
        (order.state is not OrderState.COMPLETE, NoReturn.NOT_COMPLETE),
        (order.kind in (OrderKind.SWITCH, OrderKind.TRANSFER), NoReturn.SWITCHED),
        (not asked or len(mine) < len(asked), NoReturn.NO_SUCH_LINE),
        (any(not 0 < quantity <= line.remaining for line, quantity in mine), NoReturn.TOO_MANY),
        (terms.returning.whole_order and dict(asked) != whole, NoReturn.ONLY_WHOLE),
        (any(line.consumed for line, _ in mine), NoReturn.CONSUMED),
        (any(quantity > free.get(product, 0) for product, quantity in wanted.items()), NoReturn.IN_USE),
        (spare is not None and sum(wanted.values()) > spare, NoReturn.COMMITTED),
    )
    return tuple(why for fails, why in checks if fails)


def credit(line: OrderLine, quantity: int, currency: str) -> Decimal:
    """What comes back for so many of a line, at the price that was paid; all returns together make its amount."""
    return share(line.amount, line.returned, quantity, line.quantity, currency)
