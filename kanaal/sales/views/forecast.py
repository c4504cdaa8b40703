"""The forecast: what is likely to come, by month and stage; what was won; and both lists as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.pages import page
from kanaal.core.spreadsheets import Cells, csv_answer
from kanaal.core.texts import Text
from kanaal.partners.doors import partner_of
from kanaal.programme.policies import policy
from kanaal.sales import queries
from kanaal.sales.doors import sales_page
from kanaal.sales.forecast import Forecast, currencies_of, forecast
from kanaal.sales.forms.opportunities import OpportunityFilters
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy
from kanaal.sales.tables import stages_table
from kanaal.sales.templatetags.sales import month_words


@sales_page
def show(request: Any) -> HttpResponse:
    """In one currency at a time: amounts of two can't be added."""
    found = queries.opportunities_at(partner_of(request), request.actor)
    currencies = currencies_of(found)
    asked = request.GET.get("currency", "")
    currency = asked if asked in currencies else next(iter(currencies), "")
    shown = forecast(found, currency) if currency else None
    tabs = [{"label": code, "url": f"?currency={code}", "current": code == currency} for code in currencies]
    return page(
        request,
        "sales/forecast.html",
        forecast=shown,
        tabs=tabs if len(tabs) > 1 else None,
        by_stage=_by_stage(shown) if shown else (),
        stages=stages_table(shown) if shown else None,
        won=_won(shown) if shown else (),
    )


def _by_stage(shown: Forecast) -> list[tuple[str, float, str]]:
    return [(one.label, float(one.weighted), formats.money(one.weighted, shown.currency)) for one in shown.stages]


def _won(shown: Forecast) -> list[tuple[str, float, str]]:
    return [
        (month_words(month, long=True), float(amount), f"{formats.money(amount, shown.currency)} ({count})")
        for month, amount, count in shown.won
    ]


@sales_page
def export_forecast(request: Any) -> HttpResponseBase:
    """A row for each month, stage and currency: what is open, and what of it is to be expected."""
    found = queries.opportunities_at(partner_of(request), request.actor)
    heading = [_("Month"), _("Stage"), _("Currency"), _("To be expected")]
    return csv_answer("forecast", heading, list(_forecast_rows([forecast(found, c) for c in currencies_of(found)])))


def _forecast_rows(forecasts: list[Forecast]) -> Iterator[Cells]:
    for one in forecasts:
        labels = {stage.key: stage.label for stage in one.stages}
        for month, stages in one.months:
            for key, amount in stages.items():
                yield [month.isoformat()[:7], labels.get(key, key), one.currency, str(amount.quantize(amount))]


@sales_page
def export_opportunities(request: Any) -> HttpResponseBase:
    """The list as its filters narrow it, all of it."""
    chosen = OpportunityFilters(request.GET).chosen
    found = queries.listed(queries.opportunities_at(partner_of(request), request.actor), chosen)
    heading = [_("Number"), _("Name"), _("Customer"), _("Customer number"), _("Status"), _("Stage"), _("Amount")]
    heading += [_("Currency"), _("Expected order day"), _("Protected until"), _("Owner"), _("Next step")]
    order = queries.order_of(request.GET.get("sort", ""), chosen)
    return csv_answer("opportunities", heading, _rows(found.order_by(*order).iterator(chunk_size=500)))


def _rows(found: Iterator[Opportunity]) -> Iterator[Cells]:
    stages = {one.key: f"{one.number} {one.name}" for one in policy(StagesPolicy).stages}
    states = {key: str(Text(label)) for key, label in Opportunity.lifecycle.labels.items()}
    for one in found:
        protected = one.protected_until.isoformat() if one.protected_until else ""
        yield [
            one.number, one.name, one.account.name, one.account.number, states[one.state],
            stages.get(one.stage, one.stage), str(one.amount), one.currency, one.close_on.isoformat(), protected,
            str(one.owner), one.next_step,
        ]  # fmt: skip
