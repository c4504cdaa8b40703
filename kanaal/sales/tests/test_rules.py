"""Sums of a pipeline: pure, and equal to what one adds up by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kanaal.core import clock
from kanaal.sales import forecast as forecasts
from kanaal.sales import rules
from kanaal.sales.actions.changing import move_stage
from kanaal.sales.actions.closing import Order, book_opportunity, lose_opportunity
from kanaal.sales.models import Opportunity
from tests import world, world_sales

JAN, FEB = dt.date(2026, 1, 1), dt.date(2026, 2, 1)


def test_an_amount_counts_for_the_chance_of_its_stage() -> None:
    cells = [rules.Cell(JAN, "a", 1, Decimal(100)), rules.Cell(JAN, "b", 2, Decimal(50))]
    assert rules.weighted(cells, {"a": 10, "b": 50}) == {JAN: {"a": Decimal(10), "b": Decimal(25)}}
    assert rules.weighted([rules.Cell(FEB, "gone", 1, Decimal(9))], {}) == {FEB: {"gone": Decimal(0)}}


def test_the_win_rate_is_of_those_that_were_decided() -> None:
    won, lost = rules.Closed(JAN, "booked", 3, Decimal(1)), rules.Closed(JAN, "lost", 1, Decimal(1))
    assert rules.win_rate([won, lost, rules.Closed(JAN, "cancelled", 9, Decimal(1))]) == (Decimal(75), 3, 1)
    assert rules.win_rate([]) == (None, 0, 0)


def test_months_go_over_the_end_of_the_year_both_ways() -> None:
    assert rules.months(dt.date(2026, 11, 24), 3) == [dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1)]
    assert rules.months(dt.date(2026, 1, 31), -2) == [dt.date(2025, 12, 1), dt.date(2026, 1, 1)]


@pytest.mark.django_db
def test_the_forecast_adds_up_what_is_in_the_database() -> None:
    by = world.actor(world_sales.seated(world.bo()))
    first = world_sales.opportunity(amount=Decimal(1000), close_on=clock.today())
    move_stage(world_sales.opportunity(name="Far", amount=Decimal(400)), stage="propose", by=by)
    late = world_sales.opportunity(name="Late", amount=Decimal(200))
    Opportunity.objects.filter(pk=late.pk).update(close_on=clock.today() - dt.timedelta(days=40))
    won = move_stage(world_sales.opportunity(name="Won", amount=Decimal(70)), stage="execute", by=by)
    book_opportunity(won, reason="best-price", orders=[Order("customer-po", "1")], by=by)
    lose_opportunity(world_sales.opportunity(name="Lost"), reason="price", by=by)

    found = forecasts.forecast(Opportunity.objects.all(), "EUR")
    assert found.open_count == 3
    assert found.weighted == Decimal("0.05") * 1000 + Decimal("0.5") * 400 + Decimal("0.05") * 200
    assert sum(sum(v.values()) for _m, v in found.months) + found.later == found.weighted
    assert found.months[0][1]["identify"] == Decimal("0.05") * 1200  # what should have come counts with this month
    assert (found.rate, found.won_amount) == (Decimal(50), Decimal(70))
    assert forecasts.currencies_of(Opportunity.objects.all()) == ["EUR"]
    assert first.currency == "EUR"


@pytest.mark.django_db
def test_the_page_and_its_file_show_it() -> None:
    bo = world.browser(world_sales.seated(world.bo()))
    assert bo.get("/sales/forecast/").status_code == 200  # nothing yet
    world_sales.opportunity()
    page = bo.get("/sales/forecast/").content.decode()
    assert "<svg" in page
    assert page.count("<table") >= 3
    assert bo.get("/sales/forecast/", {"currency": "XXX"}).status_code == 200
    lines = b"".join(bo.get("/sales/forecast/export.csv").streaming_content)  # type: ignore[attr-defined]
    assert lines.count(b"\n") == 2
