"""Promises in an office's own hours: properties over any hours, zones and days, and the days that people know."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.core.business_time import NeverOpen, Office, add, between, is_known

WEEK = {day: (dt.time(9), dt.time(18)) for day in range(5)}
UTRECHT = Office("Europe/Amsterdam", WEEK, "NL")


def at(text: str, zone: str = "Europe/Amsterdam") -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


@pytest.mark.parametrize(
    ("asked", "promised", "answered"),
    [
        ("2026-11-24T10:00", 4, "2026-11-24T14:00"),
        ("2026-11-24T10:00", 8, "2026-11-24T18:00"),
        ("2026-11-27T16:00", 8, "2026-11-30T15:00"),  # over a weekend
        ("2026-11-28T12:00", 1, "2026-11-30T10:00"),  # asked on Saturday
        ("2026-11-24T03:00", 1, "2026-11-24T10:00"),  # before opening
        ("2026-11-24T18:00", 1, "2026-11-25T10:00"),  # at the moment of closing
        ("2026-12-24T17:00", 2, "2026-12-28T10:00"),  # over Christmas, which ends in a weekend
        ("2026-04-24T17:00", 2, "2026-04-28T10:00"),  # over the King's birthday, a Monday
        ("2026-03-27T17:00", 2, "2026-03-30T10:00"),  # over the night that loses an hour
        ("2026-10-23T17:00", 2, "2026-10-26T10:00"),  # over the night that gains one
    ],
)
def test_days_that_people_know(asked: str, promised: int, answered: str) -> None:
    assert add(UTRECHT, at(asked), hours(promised)) == at(answered)


def test_an_office_at_night_counts_the_hours_that_pass() -> None:
    """Open from one to five on the night in which the clock is put forward: three hours, not four."""
    night = Office("Europe/Amsterdam", {6: (dt.time(1), dt.time(5))})
    assert between(night, at("2026-03-29T00:00"), at("2026-03-29T12:00")) == hours(3)
    assert between(night, at("2026-10-25T00:00"), at("2026-10-25T12:00")) == hours(5)


def test_a_further_closed_day_is_closed() -> None:
    office = Office("Europe/Amsterdam", WEEK, "NL", frozenset({dt.date(2026, 11, 25)}))
    assert add(office, at("2026-11-24T17:00"), hours(2)) == at("2026-11-26T10:00")


def test_an_office_that_never_opens_promises_nothing() -> None:
    never = Office("Europe/Amsterdam", {})
    with pytest.raises(NeverOpen):
        add(never, at("2026-11-24T10:00"), hours(1))
    assert between(never, at("2026-11-24T10:00"), at("2026-11-30T10:00")) == hours(0)


def test_no_time_is_the_moment_itself() -> None:
    assert add(UTRECHT, at("2026-11-28T12:00"), hours(0)) == at("2026-11-28T12:00")


def test_holidays_are_known_of_real_countries_only() -> None:
    assert is_known("NL")
    assert not is_known("XX")


MOMENTS = st.datetimes(
    dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC)  # noqa: DTZ001 - hypothesis adds it
)  # fmt: skip
TIMES = st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(hours=120))


@st.composite
def offices(draw: st.DrawFn) -> Office:
    zone = draw(st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]))
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    opens = draw(st.integers(0, 20))
    closes = draw(st.integers(opens + 2, 23))
    country = draw(st.sampled_from(["", "NL", "US", "JP"]))
    return Office(zone, {day: (dt.time(opens), dt.time(closes)) for day in days}, country)


@settings(max_examples=150, deadline=None)
@given(offices(), MOMENTS, TIMES)
def test_exactly_the_promised_time_lies_between(office: Office, moment: dt.datetime, time: dt.timedelta) -> None:
    assert between(office, moment, add(office, moment, time)) == time


@settings(max_examples=100, deadline=None)
@given(offices(), MOMENTS, TIMES, TIMES)
def test_two_promises_after_each_other_are_one(
    office: Office, moment: dt.datetime, one: dt.timedelta, two: dt.timedelta
) -> None:
    assert add(office, add(office, moment, one), two) == add(office, moment, one + two)


@settings(max_examples=100, deadline=None)
@given(offices(), MOMENTS, TIMES)
def test_a_promise_ends_while_the_office_is_open(office: Office, moment: dt.datetime, time: dt.timedelta) -> None:
    end = add(office, moment, time)
    found = office.opening(end.astimezone(ZoneInfo(office.zone)).date())
    assert found is not None
    assert found[0] < end <= found[1]


@settings(max_examples=100, deadline=None)
@given(offices(), MOMENTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=30)), TIMES)
def test_whoever_asks_later_is_never_promised_earlier(
    office: Office, moment: dt.datetime, later: dt.timedelta, time: dt.timedelta
) -> None:
    assert add(office, moment, time) <= add(office, moment + later, time)
