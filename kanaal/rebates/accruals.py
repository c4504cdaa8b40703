"""Accruals: earned and not paid yet, held back, and carried over, by region and month of the sale.

Of a cycle that is not approved the amounts are what it comes to as it was last computed. What was earned and paid is no
debt any more; what is held back is one until it is released, whichever cycle it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.spreadsheets import Cells
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.models import Cycle, DealTotal, Statement
from kanaal.rebates.queries import cent
from kanaal.sellthrough.periods import MonthName


@dataclass(frozen=True)
class Accrued:
    """A region and a month: `forecast` of running cycles, `unpaid` of closed ones, `held` of all; in its currency."""

    region: str
    currency: str
    month: str
    forecast: Decimal
    unpaid: Decimal
    held: Decimal

    @property
    def whole(self) -> Decimal:
        return self.forecast + self.unpaid + self.held


@dataclass(frozen=True)
class Region:
    """All months of a region. `carried`: what statements of closed cycles carried over and nothing has paid since."""

    key: str
    name: str
    currency: str
    months: Sequence[Accrued]
    carried: Decimal

    @property
    def forecast(self) -> Decimal:
        return sum((one.forecast for one in self.months), Decimal(0))

    @property
    def unpaid(self) -> Decimal:
        return sum((one.unpaid for one in self.months), Decimal(0))

    @property
    def held(self) -> Decimal:
        return sum((one.held for one in self.months), Decimal(0))


def accrued() -> list[Accrued]:
    """Every month in which something is owed, by region; one question."""
    rows = DealTotal.objects.values_list("cycle__region", "cycle__currency", "month").annotate(
        forecast=Sum("amount", filter=~Q(cycle__state__in=("approved", "paid"))),
        unpaid=Sum("amount", filter=Q(cycle__state="approved")),
        kept=Sum("held"),
        freed=Sum("released"),
    )
    found = [
        Accrued(region, currency, month, cent(forecast), cent(unpaid), cent(kept) - cent(freed))
        for region, currency, month, forecast, unpaid, kept, freed in rows.order_by("cycle__region", "month")
    ]
    return [one for one in found if one.forecast or one.unpaid or one.held]


def by_region(rows: Iterable[Accrued]) -> list[Region]:
    names = {one.key: str(one.name) for one in policy(RegionsPolicy).regions}
    carried = _carried()
    return [
        Region(key, names.get(key, key), currency, list(months), carried.get(key, Decimal(0)))
        for (key, currency), months in groupby(rows, key=lambda one: (one.region, one.currency))
    ]


def _carried() -> dict[str, Decimal]:
    """By region, of each partner's last closed statement: what it carried over."""
    last = Statement.objects.filter(cycle__in=_last_closed())
    rows = last.values_list("cycle__region").annotate(carried=Sum("carried_out"))
    return {region: cent(amount) for region, amount in rows}


def _last_closed() -> list[int]:
    """The last closed cycle of each region: whatever was carried over stands on its statements."""
    rows = Cycle.objects.filter(state__in=Cycle.FROZEN).order_by("region", "starts").values_list("region", "pk")
    return list(dict(rows).values())


def shown(region: Region) -> dict[str, Any]:
    """A region as the page has it: figures, a picture, and the numbers beneath."""
    figures = [
        (_("Forecast"), region.forecast), (_("Approved, not paid"), region.unpaid), (_("Held back"), region.held),
        (_("Carried over"), region.carried),
    ]  # fmt: skip
    return {
        "name": region.name,
        "figures": [(label, formats.money(amount, region.currency)) for label, amount in figures],
        "points": [
            (str(MonthName(one.month)), one.whole, formats.money(one.whole, region.currency)) for one in region.months
        ],
        "table": _table(region),
    }


def _table(region: Region) -> tables.Table:
    sums = (region.forecast, region.unpaid, region.held, region.forecast + region.unpaid + region.held)
    return tables.Table(
        caption=region.name,
        columns=[
            tables.text(_("Month of the sale"), lambda one: MonthName(one.month)),
            tables.money(_("Forecast"), "forecast"),
            tables.money(_("Approved, not paid"), "unpaid"),
            tables.money(_("Held back"), "held"),
            tables.money(_("Together"), "whole"),
        ],
        rows=region.months,
        foot=[_("Together"), *(formats.money(one, region.currency) for one in sums)],
    )


def heading() -> list[str]:
    return [_("Region"), _("Currency"), _("Month of the sale"), _("Forecast"), _("Approved, not paid"), _("Held back")]


def cells(one: Accrued) -> Cells:
    return (one.region, one.currency, one.month, one.forecast, one.unpaid, one.held)
