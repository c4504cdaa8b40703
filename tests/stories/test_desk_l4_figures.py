"""Vera looks how the programme is doing: pictures, the numbers beneath, and a file of them for the meeting."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kanaal.core import clock
from kanaal.core.dashboards import DASHBOARDS
from kanaal.core.decisions import condition, door, unmet
from kanaal.people.models import Person
from tests import world, world_desk
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        world_desk.everything_waits()
        world.nordlicht()
        yield


def ask(address: str, who: Person | None = None) -> Any:
    reader = who or world.vera()
    Person.objects.filter(pk=reader.pk).update(language="en")
    return world.browser(reader).get(address)


def page(address: str) -> str:
    answer = ask(address)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(address: str) -> list[list[str]]:
    text = b"".join(ask(address)).decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


class TestPictures:
    @pytest.mark.parametrize("key", list(DASHBOARDS))
    def test_each_has_its_picture_its_numbers_and_its_files(self, key: str) -> None:
        text = page(f"/desk/figures/{key}/")
        assert 'class="chart' in text
        assert '<table role="table"' in text
        assert f"/desk/figures/{key}/" in text
        assert ".csv" in text
        assert ".xlsx" in text
        assert "<script>" not in text

    @pytest.mark.parametrize("key", list(DASHBOARDS))
    def test_each_asks_at_most_ten_times(self, key: str) -> None:
        browser = world.browser(world.vera())
        browser.get(f"/desk/figures/{key}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/desk/figures/{key}/")
        assert sum("core_clockshift" not in one["sql"] for one in asked.captured_queries) <= 10

    def test_partners_by_level_are_those_that_there_are(self) -> None:
        heading, *rows = lines("/desk/figures/partners/by-level.csv")
        assert heading[:2] == ["Level", "Partners"]
        assert sum(int(row[1]) for row in rows) == 4
        assert {row[0]: row[1] for row in rows}["Gold"] == "2"

    def test_one_region(self) -> None:
        assert sum(int(row[1]) for row in lines("/desk/figures/partners/by-level.csv?region=americas")[1:]) == 0

    def test_the_days_that_are_asked_of(self) -> None:
        today = clock.now().date()  # figures count in universal time
        rows = lines(f"/desk/figures/registrations/by-month.csv?since={today}&until={today}")
        assert len(rows) == 2
        assert rows[1][1] == "1"
        before = today - dt.timedelta(days=40)
        rows = lines(f"/desk/figures/registrations/by-month.csv?since={before}&until={before}")
        assert rows[1][1] == "0"

    def test_renewals_lie_ahead(self) -> None:
        heading, *rows = lines("/desk/figures/renewals/by-month.csv")
        assert heading[:3] == ["Month", "Agreements", "Licences"]
        assert len(rows) in (12, 13)
        assert sum(int(row[2]) for row in rows) > 0

    def test_as_a_spreadsheet_with_real_numbers(self) -> None:
        answer = ask("/desk/figures/partners/by-region.xlsx")
        book = load_workbook(io.BytesIO(b"".join(answer)))
        rows = list(book.active.values)
        assert rows[0][:2] == ("Region", "Partners")
        assert rows[1][1] == 4

    @pytest.mark.parametrize(
        "query", ["since=2026-12-01&until=2026-01-01", "since=1900-01-01&until=2026-01-01", "since=x"]
    )
    def test_days_that_make_no_sense_are_said_and_a_year_is_shown(self, query: str) -> None:
        answer = ask(f"/desk/figures/partners/?{query}")
        text = answer.content.decode()
        assert answer.status_code == 422
        assert re.search(r'class="(fault|error|field-error)|aria-invalid="true"', text)
        assert 'class="chart' in text

    def test_what_there_is_not(self) -> None:
        for address in ("nonsense/", "partners/nonsense.csv", "partners/by-level.exe", "nonsense/by-level.csv"):
            assert ask(f"/desk/figures/{address}").status_code == 404


class TestWhatSomebodyMayNotSee:
    @pytest.mark.parametrize("key", list(DASHBOARDS))
    def test_behind_a_shut_door_are_neither_figures_nor_files(self, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
        @condition
        def is_nobody(actor: Any, subject: Any) -> Any:
            return unmet("this is for others")

        block = re.search(rf"/desk/figures/{key}/([a-z-]+)\.csv", page(f"/desk/figures/{key}/"))
        assert block
        monkeypatch.setitem(DASHBOARDS, key, replace(DASHBOARDS[key], door=door("see this", is_nobody)))
        assert f"/desk/figures/{key}/" not in page("/desk/figures/")
        assert ask(f"/desk/figures/{key}/").status_code == 404
        assert ask(f"/desk/figures/{key}/{block[1]}.csv").status_code == 404

    def test_the_auditor_looks_at_all(self) -> None:
        assert ask("/desk/figures/", world.auditor()).status_code == 200
