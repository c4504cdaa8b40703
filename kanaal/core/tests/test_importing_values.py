"""Dates and amounts as people write them."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core.importing.values import Unreadable, date, decimal

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24", "20261124", "24-11-2026", "24.11.2026", "24/11/2026", "11/24/2026", "2026-11-24 00:00:00",
        "2026-11-24T00:00:00Z", "24 november 2026", "24. November 2026", "24 Nov 2026", "24-nov-2026",
        "24 novembre 2026", " 24-11-2026 ",
    ],
)  # fmt: skip
def test_a_day_in_many_hands(text: str) -> None:
    assert date(text) == DAY


def test_a_day_that_can_be_two_is_refused_until_the_order_is_told() -> None:
    with pytest.raises(Unreadable, match="can be two days"):
        date("03/04/2026")
    assert date("03/04/2026", "dmy") == dt.date(2026, 4, 3)
    assert date("03/04/2026", "mdy") == dt.date(2026, 3, 4)
    assert date("04/04/2026") == dt.date(2026, 4, 4)
    assert date("03-04-2026") == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "31-02-2026", "2026-13-01", "yesterday", "24 brumaire 2026", "24-11-26", "1/2", "46350"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Unreadable, match="2026-11-24"):
        date(text)


@given(st.dates(dt.date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert date(day.isoformat()) == date(f"{day:%d-%m-%Y}") == date(f"{day:%d.%m.%Y}") == day
    assert date(f"{day:%d/%m/%Y}", "dmy") == date(f"{day:%m/%d/%Y}", "mdy") == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert isinstance(date(text), dt.date)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1412.60", "1412.60"), ("1.412,60", "1412.60"), ("1,412.60", "1412.60"), ("1 412,60", "1412.60"),
        ("1'412.60", "1412.60"), ("1412,6", "1412.6"), ("-3", "-3"), ("0.412", "0.412"), ("0,5", "0.5"),
        ("1.412.600", "1412600"), ("1,412,600", "1412600"), ("1.412.600,5", "1412600.5"), ("1\u00a0412,60", "1412.60"),
    ],
)  # fmt: skip
def test_an_amount_in_many_hands(text: str, number: str) -> None:
    assert decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.412", "1,412", "12,500"])
def test_an_amount_that_can_be_two_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="can be two numbers"):
        decimal(text)


@pytest.mark.parametrize("text", ["", "abc", "1..2", "1,2.3,4", "12.34.56", "€ 5", "1e5", "--1"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(Unreadable):
        decimal(text)
