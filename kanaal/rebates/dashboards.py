"""Rebates among the programme's figures: what was earned by month of the sale, and what became of it (R2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core import formats
from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, month_name, register
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates import permissions
from kanaal.rebates.models import DealTotal
from kanaal.rebates.policy import RebateRegionsPolicy
from kanaal.rebates.queries import cent
from kanaal.sellthrough.models import month_of

SUMS = ("earned", "capped", "held", "released", "clawed", "amount")


def rebates(asked: Asked) -> list[Block]:
    """One question: every month with what it earned, a block for each currency of the programme."""
    months = asked.months()
    rows = DealTotal.objects.filter(month__gte=month_of(months[0]), month__lte=month_of(months[-1]))
    if asked.region:
        rows = rows.filter(cycle__region=asked.region)
    found: dict[str, dict[str, Any]] = {currency: {} for currency in _currencies()}
    sums = {f"sum_{one}": Sum(one) for one in SUMS}
    for row in rows.order_by().values("cycle__currency", "month").annotate(**sums):
        found.setdefault(row["cycle__currency"], {})[row["month"]] = row
    return [_block(currency, by_month, asked) for currency, by_month in sorted(found.items())]


def _currencies() -> list[str]:
    """Of the regions that have rebates."""
    theirs = {one.region for one in policy(RebateRegionsPolicy).rebate_regions}
    return [one.currency for one in policy(RegionsPolicy).regions if one.key in theirs]


def _block(currency: str, by_month: dict[str, Any], asked: Asked) -> Block:
    heading = [
        _("Month of the sale"), _("Earned"), _("Over a cap"), _("Held back"), _("Released"), _("Taken back"),
        _("Counts towards payments"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    points = []
    for month in asked.months():
        row = by_month.get(month_of(month), {})
        amounts = [cent(row.get(f"sum_{one}", Decimal(0))) for one in SUMS]
        rows.append([month_name(month), *amounts])
        points.append((month_name(month), amounts[0], formats.money(amounts[0], currency)))
    title = _("In %(currency)s, by month of the sale") % {"currency": currency}
    picture = Picture("bars", _("Earned"), points, _("Month of the sale"))
    return Block(f"rebates-{currency.lower()}", title, heading, rows, picture)


register(
    Dashboard(
        key="rebates",
        label=gettext_noop("Rebates"),
        icon="banknote",
        door=permissions.see_rebates,
        make=rebates,
    )
)
