"""The demo's rebates: two quarters of deals that were won and reported. The earlier one is approved and paid; the one
that ended last is computed and waits for Vera. In it Lindeboom's library at Vlaskamer gives exactly 1,412.60 euros.

Some lines are as they come in real life: one has the customer's order number in the wrong column, one has a number
that no deal has, one came back in part.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.deals.actions.registering import begin_registration, fill_in_registration, submit_registration
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.rebates.actions.cycles import approve_cycle, compute_cycle, pay_cycle, propose_cycle
from kanaal.rebates.beginning import begin_due_cycles
from kanaal.rebates.models import Cycle
from kanaal.rebates.policy import RebatesPolicy
from kanaal.rebates.rules.periods import later, span_of
from kanaal.sales.actions.changing import move_stage
from kanaal.sales.actions.closing import Order, book_opportunity
from kanaal.sales.actions.opening import open_opportunity
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import CloseReasonsPolicy, StagesPolicy
from kanaal.sales.sound import Details
from kanaal.sellthrough.actions.reports import send_sales_report
from kanaal.sellthrough.models import SalesReport, month_of
from kanaal.sellthrough.reading.store import take
from kanaal.sellthrough.work import read_report
from kanaal.site.world import cast, customers
from kanaal.site.world.told import TOLD

REGION = "emea"
HEADS = (
    "sold_on", "reseller_id", "distributor-order", "customer-po", "sku", "quantity", "amount", "currency", "customer",
    "country", "reference", "returns",
)  # fmt: skip


@dataclass(frozen=True)
class Sale:
    """A line of the distributor's report: `number` as it stands in the column of its own order numbers."""

    number: str
    sku: str
    quantity: int
    amount: str
    returns: str = ""


@dataclass(frozen=True)
class Won:
    """A deal that was won `after` days into its quarter (`back` quarters ago), and what was reported of it."""

    who: str
    customer: str
    name: str
    need: str
    family: str
    amount: int
    after: int
    back: int
    order: Order
    sales: tuple[Sale, ...]
    told: str = ""
    kind: str = "new-business"


def _order(number: str, kind: str = "distributor-order") -> Order:
    return Order(kind, number, 1)


WON = (
    Won("anna", "kraaienest", "Twee huisstijlen tegelijk", "project", "creative-cloud", 14_600, 24, 2,
        _order("DN 26-104417"), (Sale("DN26-104417", "CC-01-T12", 20, "14598.00"),)),
    Won("henrike", "bilderdienst", "Archive of a century", "standardise", "creative-cloud", 96_000, 40, 2,
        _order("DN 26-105002"), (Sale("DN26-105002", "CC-01-T36", 60, "95940.00"),), "en-standardise"),
    Won("carla", "groenlint", "Etiketten zonder spelfouten", "standardise", "acrobat", 8_200, 51, 2,
        _order("DN 26-105560"), (Sale("DN26-105560", "AC-01-T12", 36, "8208.00"),)),
    Won("anna", "vlaskamer", "Eén bibliotheek voor de hele drukkerij", "new-users", "creative-cloud", 28_252, 33, 1,
        _order("DN 26-110233"), (Sale("DN26-110233", "CC-01-T12", 40, "28252.00"),), "nl-agency"),
    Won("anna", "noordwal", "Polissen lezen op het scherm", "project", "acrobat", 11_400, 47, 1,
        _order("NW 2026/512", "customer-po"), (Sale("NW2026/512", "AC-01-T12", 50, "11400.00"),)),
    Won("carla", "groenlint", "De veiling in beeld", "new-users", "creative-cloud", 17_900, 38, 1,
        _order("DN 26-110871"),
        (Sale("DN26-110871", "CC-01-T12", 25, "17875.00"), Sale("DN26-110871", "CC-01-T12", -5, "-3575.00", "CC25"))),
    Won("henrike", "elbsegel", "Layout for all imprints", "standardise", "creative-cloud", 412_000, 52, 1,
        _order("DN 26-111300"),
        (Sale("DN26-111300", "CC-01-T36", 200, "310000.00"), Sale("DN26-111300", "CC-02-T36", 120, "102000.00")),
        "en-standardise"),
)  # fmt: skip
UNKNOWN = Sale("DN26-119999", "AC-01-T12", 4, "1140.00")


def build(tell: Callable[[str], None]) -> None:
    """Once: a world that has cycles is left as it is."""
    if Cycle.objects.exists():
        return
    tell("winning deals, and earning rebates with them")
    for won in sorted(WON, key=lambda one: (-one.back, one.after)):
        with clock.lived(_ago(_day(won) - dt.timedelta(days=9))):
            deal = _open(won)
        with clock.lived(_ago(_day(won))):
            _book(deal, won)
    for back in (2, 1):
        _report(back)
    _close(tell)


def _day(won: Won) -> dt.date:
    return _quarter(won.back) + dt.timedelta(days=won.after)


def _quarter(back: int) -> dt.date:
    """The first day of the cycle so many before the one that runs."""
    rules = policy(RebatesPolicy)
    running = span_of(clock.today(), rules.begins, rules.cycle_months)
    if running is None:
        raise ValueError("The programme's first cycle has not begun yet.")
    return later(running.starts, -back * rules.cycle_months)


def _ago(day: dt.date) -> dt.timedelta:
    return dt.timedelta(days=(clock.today() - day).days)


def acting(key: str) -> Actor:
    person = Person.objects.get(email=cast.person(key).email)
    mine = roles.roles_of(person.pk)
    return Actor("person", person.pk, str(person), person.email, mine[0] if mine else None)


def _partner(key: str) -> Partner:
    return Partner.objects.get(contacts__person__email=cast.person(key).email, contacts__active=True)


def _open(won: Won) -> Opportunity:
    by = acting(won.who)
    details = Details(
        name=won.name, deal_type=won.kind, need=won.need, segment="com", families=(won.family,),
        amount=Decimal(won.amount), currency="EUR", close_on=clock.today() + dt.timedelta(days=20),
    )  # fmt: skip
    deal = open_opportunity(_partner(won.who), account=customers.account(won.customer), details=details, by=by)
    if won.told:
        registration = fill_in_registration(begin_registration(deal, by=by), answers=TOLD[won.told], by=by)
        submit_registration(registration, by=by)
    return deal


def _book(deal: Opportunity, won: Won) -> None:
    by = acting(won.who)
    deal.refresh_from_db()
    move_stage(deal, stage=next(one.key for one in policy(StagesPolicy).stages if one.books), by=by)
    reason = policy(CloseReasonsPolicy).of("booked")[0].key
    deal.refresh_from_db()
    book_opportunity(deal, reason=reason, orders=(won.order,), by=by)


def _report(back: int) -> None:
    """Dirk reports the quarter, month by month, on the fifth of the month after."""
    mine = [one for one in WON if one.back == back]
    for month in sorted({month_of(_day(one)) for one in mine}):
        rows = [row for one in mine if month_of(_day(one)) == month for row in _rows(one)]
        if back == 1 and rows and month == month_of(_day(next(one for one in mine if one.order.kind == "customer-po"))):
            rows.append(_row(UNKNOWN, _day(mine[0]), "anna", "Drukkerij De Vlaskamer VOF", "X-1"))
        first = dt.date.fromisoformat(f"{month}-01")
        with clock.lived(_ago(later(first, 1) + dt.timedelta(days=4))):
            _send(month, rows)


def _rows(won: Won) -> list[dict[str, str]]:
    name = customers.account(won.customer).name
    rows, first = [], ""
    for place, sale in enumerate(won.sales, 1):
        reference = f"{won.order.number}/{place}"
        row = _row(sale, _day(won) + dt.timedelta(days=1), won.who, name, reference)
        if sale.returns:
            row |= {"returns": first, "sold_on": (_day(won) + dt.timedelta(days=8)).isoformat()}
        first = first or reference
        rows.append(row)
    return rows


def _row(sale: Sale, day: dt.date, who: str, customer: str, reference: str) -> dict[str, str]:
    return {
        "sold_on": day.isoformat(), "reseller_id": _partner(who).number, "distributor-order": sale.number,
        "sku": sale.sku, "quantity": str(sale.quantity), "amount": sale.amount, "currency": "EUR",
        "customer": customer, "country": "NL", "reference": reference,
    }  # fmt: skip


def _send(month: str, rows: list[dict[str, str]]) -> SalesReport:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([row.get(key, "") for key in HEADS] for row in rows)
    by = acting("dirk")
    company = Distributor.objects.get(name="Distri Noord")
    report = send_sales_report(
        company, month=month, called=f"distri-noord-{month}.csv", sent=take([out.getvalue().encode()]), by=by
    )
    read_report(report.pk)
    report.refresh_from_db()
    if report.refused:
        raise ValueError(str([row.faults for row in report.refused_lines.all()]))
    return report


def _close(tell: Callable[[str], None]) -> None:
    """The earlier cycles are approved by finance and paid; the one that ended last is computed."""
    begin_due_cycles(clock.today())
    tell("computing the cycles of rebates")
    last = Cycle.objects.get(region=REGION, starts=_quarter(1))
    for cycle in Cycle.objects.filter(ends__lt=clock.today()).order_by("starts", "region"):
        if cycle.starts < last.starts:
            with clock.lived(_ago(cycle.ends + dt.timedelta(days=20))):
                approved = approve_cycle(
                    propose_cycle(compute_cycle(cycle, by=acting("vera")), by=acting("vera")), by=acting("finn")
                )
            with clock.lived(_ago(cycle.ends + dt.timedelta(days=27))):
                pay_cycle(approved, by=acting("finn"))
        else:
            compute_cycle(cycle, by=acting("vera"))
    for cycle in Cycle.objects.filter(ends__gte=clock.today()).order_by("region"):
        compute_cycle(cycle)
