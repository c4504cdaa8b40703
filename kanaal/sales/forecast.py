"""A partner's forecast: what is open by month and stage, weighed by chance; what was won and lost (D3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from kanaal.core import clock
from kanaal.programme.policies import policy
from kanaal.sales import rules
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy

AHEAD = 6
"""Months shown one by one; what is expected later stands together, what should have come is counted with this month."""
BACK = 12
"""Months over which wins are counted."""


@dataclass(frozen=True)
class StageSum:
    """What is open in one stage."""

    key: str
    label: str
    chance: int
    count: int
    amount: Decimal

    @property
    def weighted(self) -> Decimal:
        return self.amount * self.chance / 100


@dataclass(frozen=True)
class Forecast:
    """All of one currency. `months`: the first of each, and what is to be expected in it, by stage."""

    currency: str
    stages: tuple[StageSum, ...]
    months: tuple[tuple[dt.date, dict[str, Decimal]], ...]
    later: Decimal
    won: tuple[tuple[dt.date, Decimal, int], ...]
    rate: Decimal | None
    won_count: int
    lost_count: int

    @property
    def open_count(self) -> int:
        return sum(one.count for one in self.stages)

    @property
    def open_amount(self) -> Decimal:
        return sum((one.amount for one in self.stages), start=Decimal(0))

    @property
    def weighted(self) -> Decimal:
        return sum((one.weighted for one in self.stages), start=Decimal(0))

    @property
    def won_amount(self) -> Decimal:
        return sum((amount for _month, amount, _count in self.won), start=Decimal(0))


def currencies_of(found: QuerySet[Opportunity]) -> list[str]:
    """The currencies that occur, the most frequent first."""
    rows = found.values_list("currency").annotate(n=Count("pk")).order_by("-n", "currency")
    return [code for code, _n in rows]


def forecast(found: QuerySet[Opportunity], currency: str) -> Forecast:
    """The forecast over these opportunities, in one currency; two questions to the database."""
    today, ours = clock.today(), found.filter(currency=currency)
    cells, closed = _open_cells(ours), _closed_cells(ours, today)
    stages = policy(StagesPolicy).stages
    chances = {one.key: one.chance for one in stages}
    by_month, shown = rules.weighted(cells, chances), rules.months(today, AHEAD)
    rate, won, lost = rules.win_rate(closed)
    return Forecast(
        currency=currency,
        stages=tuple(_stage_sum(one.key, f"{one.number} {one.name}", one.chance, cells) for one in stages),
        months=tuple((month, _due_in(by_month, month, first=month == shown[0])) for month in shown),
        later=_later(by_month, shown[-1]),
        won=tuple(_won_in(closed, month) for month in rules.months(today, -BACK)),
        rate=rate,
        won_count=won,
        lost_count=lost,
    )


def _later(by_month: dict[dt.date, dict[str, Decimal]], last: dt.date) -> Decimal:
    amounts = (amount for month, stages in by_month.items() if month > last for amount in stages.values())
    return sum(amounts, start=Decimal(0))


def _due_in(by_month: dict[dt.date, dict[str, Decimal]], month: dt.date, *, first: bool) -> dict[str, Decimal]:
    """What is expected in a month; in the first one, also what should have come before."""
    found: dict[str, Decimal] = {}
    for day, stages in by_month.items():
        if day == month or (first and day < month):
            for stage, amount in stages.items():
                found[stage] = found.get(stage, Decimal(0)) + amount
    return found


def _stage_sum(key: str, label: str, chance: int, cells: list[rules.Cell]) -> StageSum:
    mine = [one for one in cells if one.stage == key]
    amount = sum((one.amount for one in mine), start=Decimal(0))
    return StageSum(key, label, chance, sum(one.count for one in mine), amount)


def _won_in(closed: list[rules.Closed], month: dt.date) -> tuple[dt.date, Decimal, int]:
    mine = [one for one in closed if one.month == month and one.state == "booked"]
    return month, sum((one.amount for one in mine), start=Decimal(0)), sum(one.count for one in mine)


def _open_cells(found: QuerySet[Opportunity]) -> list[rules.Cell]:
    rows = found.filter(state="open").annotate(month=TruncMonth("close_on")).values_list("month", "stage")
    return [rules.Cell(*row) for row in rows.annotate(n=Count("pk"), worth=Sum("amount")).order_by("month")]


def _closed_cells(found: QuerySet[Opportunity], today: dt.date) -> list[rules.Closed]:
    since = rules.months(today, -BACK)[0]
    start = dt.datetime.combine(since, dt.time(), ZoneInfo(settings.TIME_ZONE))
    rows = found.filter(state__in=("booked", "lost"), closed_at__gte=start)
    grouped = rows.annotate(month=TruncMonth("closed_at", tzinfo=start.tzinfo)).values_list("month", "state")
    summed = grouped.annotate(n=Count("pk"), worth=Sum("amount")).order_by("month")
    return [rules.Closed(month.date(), state, n, worth) for month, state, n, worth in summed]
