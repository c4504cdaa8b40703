"""The lines of an order: products that are sold by contract, how many, what they cost, and the points they bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.catalogue.sheets import decimals_of
from kanaal.contracts.policy import ContractProductsPolicy, ContractsPolicy
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.programme.policies import policy

MOST = 1_000_000
"""Of one product in a line; whoever types more has mistyped."""
MOST_AMOUNT = Decimal(10) ** 11


class NothingOrdered(Refusal):
    status = 422

    def __init__(self, most: int) -> None:
        super().__init__(
            say(_("The order has no lines, or more than %(most)s."), most=most),
            remedy=say(_("Give a product, how many, and what they cost, in one line at least.")),
        )


class LineUnsound(Refusal):
    """What is wrong with a line, and with which."""

    status = 422

    def __init__(self, position: int, why: Text, remedy: Text) -> None:
        super().__init__(say(_("Line %(line)s: %(why)s"), line=position, why=why), remedy=remedy)
        self.position = position


@dataclass(frozen=True)
class Line:
    """`amount`: what all of them cost without tax, in the currency of the order."""

    sku: str
    quantity: int
    amount: Decimal


def sound_lines(lines: Sequence[Line], segment: str, currency: str, day: dt.date) -> Iterable[int]:
    """The points of each line."""
    most = policy(ContractsPolicy).most_lines
    if not 1 <= len(lines) <= most:
        raise NothingOrdered(most)
    each = policy(ContractProductsPolicy).points
    for position, line in enumerate(lines, 1):
        _sound_line(position, line, segment, currency, day)
        yield each[line.sku] * line.quantity


def _sound_line(position: int, line: Line, segment: str, currency: str, day: dt.date) -> None:
    found = catalogue().products.get(line.sku)
    if found is None or line.sku not in policy(ContractProductsPolicy).points:
        why = say(_("%(sku)s is no product that is sold by contract."), sku=name(line.sku[:60]))
        raise LineUnsound(position, why, say(_("Choose one of the list; write it as the price list does.")))
    if segment and segment not in found.segments:
        why = say(_("%(product)s is not sold in this customer's market."), product=found.name)
        raise LineUnsound(position, why, say(_("Look whether the customer's market segment is right.")))
    if found.until is not None and day > found.until:
        why = say(_("%(product)s was sold until %(day)s."), product=found.name, day=found.until)
        raise LineUnsound(position, why, say(_("Choose what came in its place, or correct the day of the order.")))
    if not 1 <= line.quantity <= MOST:
        why = say(_("%(quantity)s is no number of licences."), quantity=line.quantity)
        raise LineUnsound(position, why, say(_("Give a whole number from 1 to %(most)s."), most=MOST))
    places = decimals_of(currency)
    if not 0 <= line.amount < MOST_AMOUNT or line.amount != round(line.amount, places):
        why = say(_("%(amount)s is no amount in %(currency)s."), amount=line.amount, currency=name(currency))
        raise LineUnsound(position, why, say(_("Give what all of them cost, with %(places)s decimals."), places=places))
