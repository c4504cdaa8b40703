"""Contracts as figures: how many at which level, what ends when, and what was ordered with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.contracts import permissions
from kanaal.contracts.knowing import segment_name, segment_now
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, month_name, register


def contracts(asked: Asked) -> list[Block]:
    """Contracts in force today by market and level; points ordered in the days that are asked of, by month."""
    return [_by_level(asked), _by_month(asked)]


def _by_level(asked: Asked) -> Block:
    rows = _regional(Contract.objects.filter(state="live"), asked)
    found = rows.order_by("segment", "level").values_list("segment", "level").annotate(Count("pk"), Sum("points"))
    cells: list[list[Cell]] = []
    points = []
    for segment, level, count, sum_of in found:
        label = _level_name(segment, level)
        cells.append([str(segment_name(segment)), label, count, sum_of])
        points.append((f"{segment_name(segment)}, {label}", count))
    heading = [_("Market"), _("Level"), _("Contracts"), _("Points of this term")]
    return Block("by-level", _("Contracts by level"), heading, cells, Picture("bars", _("Contracts by level"), points))


def _by_month(asked: Asked) -> Block:
    rows = ContractOrder.objects.filter(ordered_on__range=(asked.since, asked.until), state="ordered")
    if asked.region:
        rows = rows.filter(contract__region=asked.region)
    grouped = rows.order_by().annotate(month=TruncMonth("ordered_on")).values("month")
    known = {
        month_name(row["month"]): (row["many"], row["points"] or 0)
        for row in grouped.annotate(many=Count("pk"), points=Sum("points"))
    }
    months = [month_name(one) for one in asked.months()]
    cells: list[list[Cell]] = [[month, *known.get(month, (0, 0))] for month in months]
    picture = Picture("line", _("Points ordered, by month"), [(month, known.get(month, (0, 0))[1]) for month in months],
                      _("Month"))  # fmt: skip
    return Block("by-month", _("Orders by month"), [_("Month"), _("Orders"), _("Points")], cells, picture)


def _level_name(segment: str, key: str) -> str:
    found = segment_now(segment)
    level = found.level(key) if found and key else None
    return str(level.name) if level else _("none yet")


def _regional(rows: QuerySet[Contract], asked: Asked) -> QuerySet[Any]:
    return rows.filter(region=asked.region) if asked.region else rows


register(
    Dashboard(
        key="contracts",
        label=gettext_noop("Contracts"),
        icon="file-text",
        door=permissions.see_contracts,
        make=contracts,
    )
)
