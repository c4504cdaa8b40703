"""Reported sales among the programme's figures: by the month in which they count, and by product family (R1)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, month_name, register
from kanaal.sellthrough import permissions
from kanaal.sellthrough.models import SaleLine, month_of


def sales(asked: Asked) -> list[Block]:
    """Two questions. Amounts as they count, in the currency of the reseller's region; pieces with what went back."""
    months = asked.months()
    lines = SaleLine.objects.filter(period__gte=month_of(months[0]), period__lte=month_of(months[-1]))
    if asked.region:
        lines = lines.filter(partner__region=asked.region)
    by_month = _grouped(lines, "period")
    by_family = _grouped(lines, "family")
    found = [(month_name(month), by_month.get(month_of(month), {})) for month in months]
    families = sorted(by_family.items(), key=lambda one: -_pieces(one[1]))
    return [
        _block("by-month", _("By month"), _("Month"), found, "line"),
        _block("by-family", _("By product family"), _("Product family"), families, "bars"),
    ]


Group = dict[str, tuple[int, int, Decimal]]
"""Currency → lines, pieces, amount."""


def _grouped(lines: QuerySet[SaleLine], field: str) -> dict[str, Group]:
    rows: Any = lines.order_by().values(field, "base_currency")
    found: dict[str, Group] = defaultdict(dict)
    for row in rows.annotate(n=Count("pk"), pieces=Sum("quantity"), amount=Sum("amount_base")):
        found[row[field]][row["base_currency"]] = (row["n"], row["pieces"], row["amount"] or Decimal(0))
    return found


def _pieces(group: Group) -> int:
    return sum(pieces for _lines, pieces, _amount in group.values())


def _block(key: str, title: str, first: str, groups: list[tuple[str, Group]], kind: Any) -> Block:
    currencies = sorted({code for _label, group in groups for code in group if code})
    heading = [first, _("Lines"), _("Pieces"), *(_("Amount, %(currency)s") % {"currency": one} for one in currencies)]
    rows: list[list[Cell]] = [
        [
            label, sum(one[0] for one in group.values()), _pieces(group),
            *(group[code][2] if code in group else Decimal(0) for code in currencies),
        ]
        for label, group in groups
    ]  # fmt: skip
    picture = Picture(kind, _("Pieces sold, as reported"), [(label, _pieces(group)) for label, group in groups], first)
    return Block(key, title, heading, rows, picture)


register(
    Dashboard(
        key="reported-sales",
        label=gettext_noop("Reported sales"),
        icon="chart-column",
        door=permissions.see_sales_reports,
        make=sales,
    )
)
