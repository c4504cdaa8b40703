"""The deal desk's figures, as pictures with their numbers beneath, and as CSV (D7)."""

from __future__ import annotations

import csv
import io
from typing import Any

from babel.numbers import format_compact_currency
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.pages import page
from kanaal.deals import figures
from kanaal.deals.figures import Figures
from kanaal.deals.shown import region_name
from kanaal.deals.views.desk import desk_page
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


@desk_page
def show(request: Any) -> HttpResponse:
    """Twelve months, of all regions or one."""
    region = request.GET.get("region", "")
    known = policy(RegionsPolicy).regions
    found = figures.report(region=region if region in {one.key for one in known} else "")
    tabs = [{"label": _("All regions"), "url": "?", "current": not region}]
    tabs += [{"label": one.name, "url": f"?region={one.key}", "current": region == one.key} for one in known]
    months = [(f"{month:%m/%Y}", one) for month, one in found.months.items()]
    return page(
        request,
        "deals/figures.html",
        kpis=_kpis(found.whole, found),
        tabs=tabs,
        volume=[(label, one.handed_in) for label, one in months],
        median=[(label, (one.median_time or 0) / 3600, said_time(one.median_time)) for label, one in months],
        rates=[(label, 100 * (one.approval_rate or 0), said_share(one.approval_rate)) for label, one in months],
        table=_table(months),
        regions=_table([(region_name(key), one) for key, one in found.regions.items()], _("By region")),
        region=region,
    )


def _kpis(whole: Figures, found: figures.Report) -> list[dict[str, Any]]:
    months = list(found.months.values())
    return [
        {"label": _("Handed in"), "value": formats.number(whole.handed_in), "points": [m.handed_in for m in months]},
        {"label": _("Approved"), "value": said_share(whole.approval_rate)},
        {"label": _("Median time to an answer"), "value": said_time(whole.median_time)},
        {"label": _("Decided by rule"), "value": said_share(whole.rule_rate)},
        {"label": _("In conflict"), "value": said_share(whole.conflict_rate)},
        {"label": _("Value protected"), "value": _short_value(whole) or "–"},
    ]


def _table(rows: list[tuple[Any, Figures]], caption: str = "") -> tables.Table:
    def of(make: Any) -> Any:
        return lambda row: make(row[1])

    return tables.Table(
        caption=caption or _("By month"),
        columns=[
            tables.text(_("Month") if not caption else _("Region"), lambda row: row[0], strong=True),
            tables.number(_("Handed in"), of(lambda one: one.handed_in)),
            tables.text(_("Approved"), of(lambda one: said_share(one.approval_rate))),
            tables.text(_("Median time to an answer"), of(lambda one: said_time(one.median_time))),
            tables.text(_("Decided by rule"), of(lambda one: said_share(one.rule_rate))),
            tables.text(_("In conflict"), of(lambda one: said_share(one.conflict_rate))),
            tables.text(_("Value protected"), of(said_value)),
        ],
        rows=rows,
        empty=_("Nothing was handed in."),
    )


def said_share(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"


def said_time(seconds: int | None) -> str:
    if seconds is None:
        return "–"
    return _("at once") if seconds < 1 else formats.duration(seconds)


def said_value(one: Figures) -> str:
    return ", ".join(formats.money(amount, currency) for currency, amount in sorted(one.value.items()))


def _short_value(one: Figures) -> str:
    """The same for a small card: millions as the reader's language says them."""
    locale = formats.locale_of(get_language() or "en")
    return ", ".join(
        str(format_compact_currency(amount, currency, locale=locale, fraction_digits=1))
        for currency, amount in sorted(one.value.items())
    )


@desk_page
def export(request: Any) -> HttpResponse:
    """The months and the regions as CSV: plain numbers, seconds, shares from 0 to 1."""
    found, out = figures.report(), io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["by", "what", "handed_in", "decided", "approved", "median_seconds", "by_rule", "in_conflict", "value"]
    )
    groups = (("month", [(f"{m:%Y-%m}", f) for m, f in found.months.items()]), ("region", list(found.regions.items())))
    for by, them in groups:
        for what, one in them:
            value = " ".join(f"{amount:.2f} {currency}" for currency, amount in sorted(one.value.items()))
            median = "" if one.median_time is None else one.median_time
            rows.writerow(
                [by, what, one.handed_in, one.decided, one.approved, median, one.by_rule, one.contested, value]
            )
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="deal-desk.csv"'
    return answer
