"""The pipeline by stage, what is expected when, and what was won and lost."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, by_month, month_name, register, share
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy

CENT = Decimal("0.01")


def _named(stages: StagesPolicy, key: str) -> str:
    found = stages.get(key)
    return str(found.name) if found else key


def _of_region(rows: QuerySet[Opportunity], asked: Asked) -> QuerySet[Opportunity]:
    return rows.filter(partner__region=asked.region) if asked.region else rows


def pipeline(asked: Asked) -> list[Block]:
    """What is open and expected in the time that is asked of, by stage and by month."""
    expected = Opportunity.objects.filter(state="open", close_on__range=(asked.since, asked.until))
    found = _of_region(expected, asked).order_by().annotate(month=TruncMonth("close_on"))
    cells = list(found.values("stage", "currency", "month").annotate(many=Count("pk"), worth=Sum("amount")))
    return [_by_stage(cells), _by_day(cells, asked)]


def _by_stage(cells: list[Any]) -> Block:
    """One row for each stage and currency: amounts of two currencies are never added up."""
    stages = policy(StagesPolicy)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    worth: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for cell in cells:
        counts[cell["stage"], cell["currency"]] += cell["many"]
        worth[cell["stage"], cell["currency"]] += cell["worth"]
    rows: list[list[Cell]] = []
    for stage, currency in sorted(counts, key=lambda key: (stages.place(key[0]), key[1])):
        chance = next((one.chance for one in stages.stages if one.key == stage), 0)
        amount = worth[stage, currency]
        rows.append([
            _named(stages, stage), counts[stage, currency], currency, amount, (amount * chance / 100).quantize(CENT),
        ])  # fmt: skip
    many: dict[str, int] = defaultdict(int)
    for (stage, _currency), count in counts.items():
        many[stage] += count
    points = [(_named(stages, key), many[key]) for key in sorted(many, key=stages.place)]
    heading = [_("Stage"), _("Opportunities"), _("Currency"), _("Value"), _("Value by the chance of the stage")]
    picture = Picture("bars", _("Open opportunities by stage"), points, _("Stage"))
    return Block("by-stage", _("By stage"), heading, rows, picture)


def _by_day(cells: list[Any], asked: Asked) -> Block:
    counts: dict[Any, int] = defaultdict(int)
    worth: dict[tuple[Any, str], Decimal] = defaultdict(Decimal)
    for cell in cells:
        counts[cell["month"]] += cell["many"]
        worth[cell["month"], cell["currency"]] += cell["worth"]
    currencies = sorted({cell["currency"] for cell in cells})
    rows: list[list[Cell]] = [
        [month_name(month), counts[month], *(worth[month, one] for one in currencies)] for month in asked.months()
    ]
    picture = Picture(
        "line", _("Open opportunities by the month in which they are expected"), [(row[0], row[1]) for row in rows]
    )
    return Block("by-month", _("Expected"), [_("Month"), _("Opportunities"), *currencies], rows, picture)


def closed(asked: Asked) -> list[Block]:
    """What was won and lost in the time that is asked of."""
    months = by_month(
        _of_region(Opportunity.objects.exclude(state="open"), asked),
        "closed_at",
        asked,
        booked=Count("pk", filter=Q(state="booked")),
        lost=Count("pk", filter=Q(state__in=("lost", "cancelled", "expired"))),
    )
    rows = [
        [
            month_name(month),
            row.get("booked", 0),
            row.get("lost", 0),
            share(row.get("booked", 0), row.get("booked", 0) + row.get("lost", 0)),
        ]
        for month, row in months.items()
    ]
    heading = [_("Month"), _("Booked"), _("Lost, cancelled or expired"), _("Booked, per cent")]
    picture = Picture("line", _("Opportunities booked, by month"), [(row[0], row[1]) for row in rows], _("Month"))
    return [Block("closed", _("Won and lost"), heading, rows, picture)]


register(
    Dashboard(
        key="pipeline",
        order=20,
        label=gettext_noop("Pipeline"),
        icon="trending-up",
        door=permissions.see_opportunities,
        make=pipeline,
        ahead=True,
    )
)
register(
    Dashboard(
        key="closed",
        order=25,
        label=gettext_noop("Won and lost"),
        icon="trophy",
        door=permissions.see_opportunities,
        make=closed,
    )
)
