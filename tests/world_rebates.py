"""The cast and rebates: deals won under an order number, the lines that a distributor reported, and a cycle of them.

Days are counted from the first day of the quarter that ended last, so that nothing depends on today's date.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.test import Client

from kanaal.core import clock
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.rebates.actions.cycles import approve_cycle, compute_cycle, open_cycle, propose_cycle
from kanaal.rebates.models import Cycle
from kanaal.rebates.rules.bankdays import bank_day_from
from kanaal.rebates.rules.periods import later, span_of
from kanaal.sales.models import Opportunity, order_key
from kanaal.sellthrough.models import SaleLine, SalesReport, month_of
from tests import world, world_sales
from tests.world_licences import distributor

BEGINS = dt.date(2024, 1, 1)
_DISTRIBUTOR_ORDER = "distributor-order"


def finn() -> Person:
    world.published()
    return world.staff("finn@vendor.example", "Finn Aldering", "finance", "en")


def starts() -> dt.date:
    """The first day of the quarter that ended last."""
    running = span_of(clock.today(), BEGINS, 3)
    assert running is not None
    return later(running.starts, -3)


def day(after: int = 20) -> dt.date:
    return starts() + dt.timedelta(days=after)


def cycle(back: int = 0, region: str = "emea") -> Cycle:
    """The cycle that ended last, or one `back` before it."""
    world.published()
    return open_cycle(region, later(starts(), -3 * back))


def won(
    number: str = "DN-1001",
    *,
    who: Person | None = None,
    kind: str = _DISTRIBUTOR_ORDER,
    state: str = "booked",
    account: Account | None = None,
    **deal: Any,
) -> Opportunity:
    """A deal that somebody (Bo) closed as booked, under an order number."""
    made = world_sales.opportunity(who, account=account, **deal)
    if state != "open":
        made.state, made.closed_at = state, dt.datetime.combine(day(), dt.time(9), dt.UTC)
        made.save()
    if number:
        made.orders.create(kind=kind, number=number, key=order_key(number), added_at=clock.now())
    return made


def report(of: Distributor | None = None) -> SalesReport:
    reporter = of or distributor()
    known = SalesReport.objects.filter(distributor=reporter).first()
    return known or SalesReport.objects.create(
        number=f"SR-{reporter.pk}", distributor=reporter, reporter=f"distributor:{reporter.pk}", month="2026-01",
        source="file", name="report.csv", digest="0", state="taken", sent_at=clock.now(),
    )  # fmt: skip


def line(
    amount: int | str = 1000,
    number: str = "DN-1001",
    *,
    kind: str = _DISTRIBUTOR_ORDER,
    partner: Partner | None = None,
    nobody: bool = False,
    on: dt.date | None = None,
    quantity: int = 10,
    family: str = "acrobat",
    **fields: Any,
) -> SaleLine:
    """A line that the distributor reported: of Lindeboom, in euros."""
    sold, whole = on or day(), report()
    count = SaleLine.objects.count() + 1
    values: dict[str, Any] = {
        "report": whole, "line": count, "reporter": whole.reporter, "identity": f"{count}",
        "partner": None if nobody else partner or world.lindeboom(), "reseller": "Lindeboom",
        "sold_on": sold, "period": month_of(sold), "order_kind": kind, "order_number": number,
        "order_key": order_key(number), "sku": "AC-01", "family": family, "quantity": quantity,
        "amount": Decimal(amount), "currency": "EUR", "rate": Decimal(1), "amount_base": Decimal(amount),
        "base_currency": "EUR", "customer": "Omroep Waterrijk", "customer_country": "NL", "taken_at": clock.now(),
    }  # fmt: skip
    return SaleLine.objects.create(**(values | fields))


def gone_back(of: SaleLine, quantity: int, on: dt.date | None = None) -> SaleLine:
    """So many of a line went back."""
    of.returned += quantity
    of.save(update_fields=["returned"])
    amount = -of.amount * quantity / of.quantity
    return line(
        str(round(amount, 2)), of.order_number, kind=of.order_kind, partner=of.partner, quantity=-quantity,
        on=on or of.sold_on + dt.timedelta(days=10), family=of.family, corrects=of,
    )  # fmt: skip


def computed(one: Cycle | None = None) -> Cycle:
    return compute_cycle(one or cycle(), by=world.actor(world.vera()))


def approved(one: Cycle | None = None) -> Cycle:
    """Computed, proposed by Vera, approved by Finn of finance."""
    made = propose_cycle(computed(one), by=world.actor(world.vera()))
    return approve_cycle(made, by=world.actor(finn()))


def bank_day() -> dt.date:
    """Today, or the first day after it on which banks execute payments in euros."""
    return bank_day_from(clock.today(), "EUR")


def reading(who: Person) -> Client:
    """A browser of somebody of the cast who reads English."""
    Person.objects.filter(pk=who.pk).update(language="en")
    browser = world.browser(who)
    browser.cookies["kanaal_language"] = "en"
    return browser
