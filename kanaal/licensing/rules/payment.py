"""Payment is required: what to order, and the two ways out for licences that nobody wants any more (V4, V6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kanaal.licensing.rules.authorisations import Owed, State, deadlines
from kanaal.licensing.rules.days import DAY, last_day
from kanaal.licensing.rules.facts import Addition, Agreement
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.money import rounded
from kanaal.licensing.rules.proration import Item, Preview, preview
from kanaal.licensing.rules.terms import Terms


class Out(StrEnum):
    LEAVE = "leave"
    ORDER_AND_RETURN = "order-and-return"


@dataclass(frozen=True)
class Way:
    """A way out. It `pays` now and has `credited` back; it can be taken `until` a day and is over on `clear_on`.

    Until then nothing more can be authorised. `users` of the product have to do without it, at the latest from
    `users_from` on. `return_by`: the last day to ask for the return, when the order is placed on the day of asking.
    """

    out: Out
    pays: Decimal
    credited: Decimal
    until: dt.date
    clear_on: dt.date
    users: int
    users_from: dt.date
    return_by: dt.date | None = None

    @property
    def costs(self) -> Decimal:
        return self.pays - self.credited


def to_order(
    agreement: Agreement, terms: Terms, addition: Addition, day: dt.date, price: Decimal, currency: str
) -> Preview:
    """What an order costs, on a day, for all of an authorisation that is open: from the day on which it was added."""
    item = Item(addition.product, addition.open(day), price)
    return preview([item], agreement.cycle(terms), addition.added, terms.proration, currency)


def ways_out(
    agreement: Agreement, terms: Terms, one: Owed, day: dt.date, *, price: Decimal, currency: str, assigned: int
) -> tuple[Way, ...]:
    """The two ways for licences that are overdue or suspended, both always offered; none when they lapsed.

    `assigned`: how many users the product has been given to. What is left costs nothing and goes with its term; an
    order that goes back at once costs what it brings back, and clears the agreement today.
    """
    addition = next(found for found in agreement.additions if found.number == one.number)
    days = deadlines(addition, agreement.cycle(terms), terms)
    if days is None or day >= days.lapses_on:
        return ()
    usable = holding(agreement, terms, one.product, day).usable
    left = usable - (one.quantity if one.state is State.OVERDUE else 0)
    users = min(max(0, assigned - left), one.quantity)
    nothing = rounded(Fraction(0), currency)
    paid = to_order(agreement, terms, addition, day, price, currency).total
    until = days.lapses_on - DAY
    return (
        Way(
            Out.LEAVE, nothing, nothing, until, days.lapses_on, users, max(day, min(days.suspended_on, days.lapses_on))
        ),
        Way(Out.ORDER_AND_RETURN, paid, paid, until, day, users, day, last_day(day, terms.returning.order_days)),
    )
