"""What comes up for renewal, by month: agreements, licences, and what they are worth (V7)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, month_name, register
from kanaal.licensing import permissions
from kanaal.licensing.models import Agreement


def renewals(asked: Asked) -> list[Block]:
    """Anniversaries of agreements in force in the days that are asked of; what partners have for their own use is
    left out. Values are indicative, at the customer's level of now.
    """
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    worth: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in _grouped(asked):
        month = month_name(row["month"])
        many, licences = counts[month]
        counts[month] = (many + row["many"], licences + row["units"])
        worth[month, row["currency"]] += row["worth"]
    months = [month_name(one) for one in asked.months()]
    currencies = sorted({currency for _month, currency in worth})
    rows: list[list[Cell]] = [
        [month, *counts[month], *(worth[month, currency] for currency in currencies)] for month in months
    ]
    heading = [_("Month"), _("Agreements"), _("Licences"), *currencies]
    licences_by_month = [(month, counts[month][1]) for month in months]
    picture = Picture("line", _("Licences whose term ends, by month"), licences_by_month, _("Month"))
    return [
        Block("by-month", _("Renewals by month"), heading, rows, picture),
        *(_value(currency, [(month, worth[month, currency]) for month in months]) for currency in currencies),
    ]


def _grouped(asked: Asked) -> Any:
    rows = Agreement.objects.filter(
        state="live", not_for_resale=False, licences__gt=0, anniversary__range=(asked.since, asked.until)
    )
    if asked.region:
        rows = rows.filter(region=asked.region)
    grouped = rows.order_by().annotate(month=TruncMonth("anniversary")).values("month", "currency")
    return grouped.annotate(many=Count("pk"), units=Sum("licences"), worth=Sum("renewal_value"))


def _value(currency: str, points: list[tuple[str, Decimal]]) -> Block:
    caption = _("What the renewals are worth, by month, in %(currency)s") % {"currency": currency}
    title = _("Value in %(currency)s") % {"currency": currency}
    picture = Picture("line", caption, points, _("Month"))
    return Block(f"value-{currency}", title, [_("Month"), currency], points, picture)


register(
    Dashboard(
        key="renewals",
        order=40,
        label=gettext_noop("Renewals"),
        icon="calendar-clock",
        door=permissions.see_agreements,
        make=renewals,
        ahead=True,
    )
)
