"""What a partner's own pages ask: a fixed number of questions each, whatever there is of history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from kanaal.partners.models import Partner
from kanaal.rebates.models import SETTLED, Cycle, DealTotal, Entry, Match, Payment, Statement
from kanaal.rebates.queries import cent
from kanaal.rebates.rules.raising import Sold
from kanaal.rebates.why import related
from kanaal.sales.models import Opportunity


def statements_of(partner: Partner) -> QuerySet[Statement]:
    """Statements that count: those of approved cycles. Nobody else's, whatever number is guessed."""
    return Statement.objects.filter(partner=partner).exclude(state="made").select_related("cycle")


def statements_and_forecasts(partner: Partner) -> QuerySet[Statement]:
    """The same, and before them what the cycles come to that are not approved yet."""
    return Statement.objects.filter(partner=partner).select_related("cycle")


@dataclass(frozen=True)
class Standing:
    """`paid` since a day; `held` is held back still; `waiting`: approved, and not paid yet."""

    paid: Decimal
    held: Decimal
    waiting: Decimal


def standing_of(partner: Partner, since: dt.date) -> Standing:
    rows = Statement.objects.filter(partner=partner).exclude(state="made")
    paid = Sum("payable", filter=Q(state="paid", paid_at__date__gte=since))
    waiting = Sum("payable", filter=Q(state="approved"))
    found = rows.aggregate(paid=paid, waiting=waiting, held=Sum("held"), released=Sum("released"))
    return Standing(cent(found["paid"]), cent(found["held"]) - cent(found["released"]), cent(found["waiting"]))


def by_customer(statement: Statement, most: int = 12) -> list[tuple[str, Decimal]]:
    """What a statement gave for each customer, the largest first; the analysis of D9."""
    rows = DealTotal.objects.filter(cycle=statement.cycle_id, partner=statement.partner_id)
    sums = rows.values_list("opportunity__account__name").annotate(whole=Sum(F("amount") + F("held")))
    return [(name or "–", cent(whole)) for name, whole in sums.order_by("-whole")[:most]]


def lines_of(statement: Statement) -> QuerySet[Entry]:
    """The entries behind a statement, with all that a line of it shows."""
    rows = Entry.objects.filter(partner=statement.partner_id, cycle=statement.cycle_id)
    return rows.select_related("line", "tariff", "cycle", "opportunity__account")


def payment_of(statement: Statement) -> Payment | None:
    """The payment that counts, else the last one that came back."""
    rows = Payment.objects.filter(statement=statement).select_related("details")
    return rows.order_by("-pk").first()


def entry_of(partner: Partner, pk: int) -> Entry | None:
    """One of the partner's entries, of a cycle that was approved, with all that its page names."""
    found: Entry | None = related(pk)
    return found if found and found.partner_id == partner.pk and found.cycle.is_frozen else None


# --- what would raise it


@dataclass(frozen=True)
class Selling:
    """What a cycle counts so far: by family and deal type, and what each month of sale has earned."""

    sold: list[Sold]
    months: list[tuple[str, Decimal]]


def selling_in(statement: Statement) -> Selling:
    rows = Entry.objects.filter(partner=statement.partner_id, cycle=statement.cycle_id, kind="earned")
    keys = ("tariff__rate", "tariff__family", "tariff__deal_type", "tariff__of_registered", "line__period")
    sold: list[Sold] = []
    months: dict[str, Decimal] = {}
    for *tariff, month, base, whole in rows.values_list(*keys).annotate(
        sales=Sum("base"), whole=Sum(F("amount") + F("held"))
    ):
        rate, family, deal_type, registered = tariff
        sold.append(Sold(cent(base), rate, family, deal_type, registered))
        months[month] = months.get(month, Decimal(0)) + cent(whole)
    return Selling(sold, sorted(months.items()))


@dataclass(frozen=True)
class Unmatched:
    """So many reported lines that count for nothing yet, why, and what they are worth in sales."""

    reason: str
    count: int
    sales: Decimal


def unmatched_of(partner: Partner) -> list[Unmatched]:
    """By reason, the most frequent first; without lines that are settled, since their sale counts."""
    rows = Match.objects.filter(partner=partner, how="none").exclude(reason__in=SETTLED)
    found = rows.values_list("reason").annotate(count=Count("pk"), sales=Sum("line__amount_base")).order_by("-count")
    return [Unmatched(reason, count, cent(sales)) for reason, count, sales in found]


def unreported_of(partner: Partner, since: dt.date, most: int = 5) -> list[Opportunity]:
    """Won deals for which no sale has been reported yet: the number may be missing, mistyped or of another kind."""
    rows = Opportunity.objects.filter(partner=partner, state="booked", closed_at__date__gte=since)
    rows = rows.exclude(rebate_totals__isnull=False).select_related("account", "owner").order_by("-closed_at", "-pk")
    return list(rows[:most])


# --- a deal (D9)


@dataclass(frozen=True)
class Given:
    """What one cycle gave for a deal: `given` in all, of which `held` is held back; `paid`: has it been paid out?"""

    cycle: str
    number: str
    given: Decimal
    held: Decimal
    amount: Decimal
    currency: str
    paid: bool


@dataclass(frozen=True)
class GivenTo:
    """`rows`: what was given for the deal; `of_customer`: for all deals of the same partner with this customer."""

    rows: list[Given]
    of_customer: list[tuple[str, Decimal]]


def any_given() -> Exists:
    """Was anything given for a deal? Asked along with the deal itself."""
    return Exists(DealTotal.objects.filter(opportunity=OuterRef("pk"), cycle__state__in=Cycle.FROZEN))


def given_for(opportunity: Opportunity, most: int = 8) -> GivenTo:
    """Cycle by cycle, the latest first: what was approved, and whether it was paid. One question for both."""
    own = Q(opportunity=opportunity)
    rows = DealTotal.objects.filter(opportunity__account=opportunity.account_id, cycle__state__in=Cycle.FROZEN)
    statement = Statement.objects.filter(cycle=OuterRef("cycle"), partner=OuterRef("partner"))
    sums = rows.filter(own | Q(partner=opportunity.partner_id)).annotate(
        own=ExpressionWrapper(own, output_field=BooleanField()),
        number=Subquery(statement.values("number")[:1]),
        paid=Exists(statement.filter(state="paid")),
    )
    keys = ("own", "cycle_id", "cycle__key", "cycle__currency", "cycle__starts", "partner_id", "number", "paid")
    found = list(
        sums.values(*keys).annotate(kept=Sum("held"), whole=Sum("amount")).order_by("-cycle__starts", "partner_id")
    )
    customer: dict[str, Decimal] = {}
    for row in found:
        if row["partner_id"] == opportunity.partner_id:
            key = row["cycle__key"]
            customer[key] = customer.get(key, Decimal(0)) + cent(row["whole"]) + cent(row["kept"])
    return GivenTo([_given(row) for row in found if row["own"]], list(customer.items())[:most])


def _given(row: Any) -> Given:
    whole, held = cent(row["whole"]), cent(row["kept"])
    return Given(row["cycle__key"], row["number"] or "", whole + held, held, whole, row["cycle__currency"], row["paid"])
