"""What every order is asked before it is written: who ordered what, when, through whom, and under which number (K4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.catalogue.sheets import decimals_of
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.policy import ContractProductsPolicy, ContractsPolicy
from kanaal.contracts.queries import member_on
from kanaal.core import clock
from kanaal.core.addresses import sound_address
from kanaal.core.numbers import order_key
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

LONGEST = 60
MOST = 1_000_000
"""Of one product in a line; whoever types more has mistyped."""
MOST_AMOUNT = Decimal(10) ** 11
OLDEST_DAYS = 3660


class NumberMissing(Refusal):
    status = 422
    field = "distributor_number"

    def __init__(self) -> None:
        super().__init__(
            say(_("The order has no number of yours.")),
            remedy=say(_("Give the number under which you placed it, with a letter or digit and %(most)s at most."),
                       most=LONGEST),
        )  # fmt: skip


class EnteredBefore(Refusal):
    """The distributor's own number comes once: entered twice, it is one order."""

    field = "distributor_number"

    def __init__(self, order: ContractOrder) -> None:
        super().__init__(
            say(
                _("%(theirs)s was entered already, on %(day)s: it is %(number)s."),
                theirs=name(order.distributor_number),
                day=clock.date_of(order.entered_at),
                number=name(order.number),
            ),
            remedy=say(
                _("Nothing is to be done twice. If it is wrong, correct it; a new order has a number of its own.")
            ),
            link=reverse("contract-order", args=[order.number]),
            label=say(_("Look at the order")),
        )
        self.order = order


class DayImpossible(Refusal):
    status = 422
    field = "ordered_on"

    def __init__(self, day: dt.date, today: dt.date) -> None:
        says = _("An order is told of once it was placed: not of %(day)s, which is after %(today)s.")
        if day <= today:
            says = _("%(day)s is too long before %(today)s to be the day of an order.")
        super().__init__(say(says, day=day, today=today), remedy=say(_("Give the day on which it was placed.")))


class BeforeTheContract(Refusal):
    field = "ordered_on"

    def __init__(self, contract: Contract, starts: dt.date) -> None:
        super().__init__(
            say(_("%(number)s begins on %(day)s; the order was placed before."), number=name(contract.number),
                day=starts),
            remedy=say(_("Enter it without a contract, or correct the day.")),
        )  # fmt: skip


class ContractOver(Refusal):
    """Placed after the end, and after the time in which the contract could be renewed."""

    field = "contract"

    def __init__(self, contract: Contract, closes: dt.date) -> None:
        super().__init__(
            say(
                _("%(number)s ended on %(ends)s, and could be renewed until %(closes)s. It takes no more orders."),
                number=name(contract.number),
                ends=contract.ends,
                closes=closes,
            ),
            remedy=say(_("Open a new contract with this order, or enter it without a contract.")),
        )


class NoMember(Refusal):
    field = "account"

    def __init__(self, contract: Contract, account: Account, day: dt.date) -> None:
        super().__init__(
            say(
                _("%(account)s could not order with %(number)s on %(day)s."),
                account=name(account.name),
                number=name(contract.number),
                day=day,
            ),
            remedy=say(_("Add it to the contract as an affiliate first, or enter the order without a contract.")),
        )


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


class CountryOutside(Refusal):
    field = "account"

    def __init__(self, account: Account) -> None:
        super().__init__(
            say(_("The programme isn't offered in the country of %(account)s."), account=name(account.name)),
            remedy=say(_("Look whether the customer's record has the right country.")),
        )


@dataclass(frozen=True)
class Line:
    """`amount`: what all of them cost without tax, in the currency of the order."""

    sku: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True)
class Given:
    """An order as it was told: by a page, or by a row or several of a file."""

    partner: Partner
    account: Account
    ordered_by: str
    ordered_on: dt.date
    distributor_number: str
    lines: Sequence[Line]
    po_number: str = ""
    source: str = field(default="page")

    @property
    def key(self) -> str:
        return order_key(self.distributor_number)


@dataclass(frozen=True)
class Sound:
    """An order that can be written: with its points, in the currency and segment of its customer."""

    given: Given
    ordered_by: str
    segment: str
    currency: str
    zone: str
    points: tuple[int, ...]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.given.lines), Decimal(0))


def sound_order(given: Given, contract: Contract | None, segment: str = "") -> Sound:
    """The order, if nothing stands against it. `segment` is that of a contract which is only being opened."""
    region = policy(RegionsPolicy).of_country(given.account.country)
    if region is None:
        raise CountryOutside(given.account)
    market = contract.segment if contract else segment or given.account.segment
    currency = contract.currency if contract else region.currency
    zone = contract.zone if contract else region.time_zone
    if not given.key or len(given.distributor_number) > LONGEST:
        raise NumberMissing
    sound_day(given.ordered_on, clock.today(zone))
    points = sound_lines(given.lines, market, currency, given.ordered_on)
    return Sound(given, sound_address(given.ordered_by), market, currency, zone, tuple(points))


def refuse_twice(distributor: Distributor, key: str) -> None:
    """The distributor is locked by the caller, so that of two at once one comes second."""
    before = ContractOrder.objects.filter(distributor=distributor, distributor_key=key).first()
    if before is not None:
        raise EnteredBefore(before)


def refuse_strangers(contract: Contract, account: Account, day: dt.date) -> None:
    """Only the signatory and its affiliates order with a contract (K3)."""
    if member_on(contract, account.pk, day) is None:
        raise NoMember(contract, account, day)


def sound_day(day: dt.date, today: dt.date) -> None:
    if not today - dt.timedelta(days=OLDEST_DAYS) <= day <= today:
        raise DayImpossible(day, today)


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
