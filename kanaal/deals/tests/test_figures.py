from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.deals import figures
from kanaal.deals.actions.desk import approve_registration
from kanaal.deals.figures import Figures
from tests import world, world_deals

pytestmark = pytest.mark.django_db


class TestFigures:
    def test_the_lower_middle_of_all_times(self) -> None:
        one = Figures()
        assert one.median_time is None
        one.times.update({0: 2, 60: 1, 3600: 1})
        assert one.median_time == 0
        one.times.update({60: 2})
        assert one.median_time == 60

    def test_a_year_has_twelve_months_and_begins_eleven_ago(self) -> None:
        months = list(figures.months_from(figures.first_month(dt.date(2026, 2, 28))))
        assert (len(months), months[0], months[-1]) == (12, dt.date(2025, 3, 1), dt.date(2026, 2, 1))

    def test_what_was_decided_how_and_for_how_much(self) -> None:
        world_deals.handed_in(world.bo())
        world_deals.handed_in(world.carla())
        approve_registration(world_deals.with_the_desk(need="compliance"), by=world.actor(world.agent(), "staff"))
        with CaptureQueriesContext(connection) as queries:
            found = figures.report()
        assert len(queries) == 1
        whole = found.whole
        assert (whole.handed_in, whole.decided, whole.approved, whole.by_rule, whole.contested) == (3, 3, 2, 2, 1)
        assert dict(whole.value) == {"EUR": 48_000}
        assert sum(month.handed_in for month in found.months.values()) == 3
        assert list(found.regions) == ["emea"]

    def test_as_csv_plain_numbers(self) -> None:
        world_deals.handed_in()
        answer = world.browser(world.agent()).get("/desk/deals/figures.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        assert len(rows) == 13
        assert rows[-1]["what"] == "emea"
        assert rows[-1]["value"] == "24000.00 EUR"
