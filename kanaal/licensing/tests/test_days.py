"""Days of agreements: anniversaries over decades, leap days, and what a day is in a time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.days import DAY, Cycle, Span, begins_at, day_of, day_zero, last_day
from kanaal.licensing.tests import made

ZONES = ("Europe/Amsterdam", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Apia", "America/Havana", "Africa/Cairo")


@pytest.mark.parametrize(
    ("begins", "anniversaries"),
    [
        ("2024-02-29", "2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29"),
        ("2023-02-28", "2024-02-28 2025-02-28 2026-02-28"),
        ("2096-02-29", "2097-02-28 2098-02-28 2099-02-28 2100-02-28 2101-02-28 2102-02-28 2103-02-28 2104-02-29"),
        ("2026-08-31", "2027-08-31 2028-08-31"),
        ("2026-01-01", "2027-01-01 2028-01-01"),
    ],
)
def test_anniversaries(begins, anniversaries):
    cycle = Cycle(dt.date.fromisoformat(begins), 12)
    for number, day in enumerate(anniversaries.split(), 1):
        assert cycle.anniversary(number).isoformat() == day


def test_a_first_term_may_be_agreed_to_be_longer_and_all_others_count_from_its_end():
    cycle = Cycle(dt.date(2026, 3, 10), 12, first=dt.date(2028, 6, 30))
    assert [cycle.anniversary(n) for n in range(4)] == [
        dt.date(2026, 3, 10), dt.date(2028, 6, 30), dt.date(2029, 6, 30), dt.date(2030, 6, 30)
    ]  # fmt: skip
    assert cycle.term_on(dt.date(2028, 6, 29)) == Span(dt.date(2026, 3, 10), dt.date(2028, 6, 29))
    assert cycle.number_on(dt.date(2028, 6, 30)) == 1
    with pytest.raises(ValueError, match="comes after"):
        Cycle(dt.date(2026, 3, 10), 12, first=dt.date(2026, 3, 10))


@given(made.cycles, st.integers(0, 4000))
def test_terms_follow_each_other_without_a_gap_and_each_day_lies_in_one(cycle, ahead):
    day = cycle.begins + dt.timedelta(days=ahead)
    number = cycle.number_on(day)
    assert day in cycle.term(number)
    assert cycle.term(number).last + DAY == cycle.term(number + 1).first == cycle.next_anniversary(day)
    assert cycle.term(number).days > 0
    assert next(cycle.coming(day)) == cycle.next_anniversary(day)


@given(made.cycles, st.integers(0, 12))
def test_an_anniversary_is_day_zero_s_day_or_the_last_of_its_month(cycle, number):
    anchor = cycle.first or cycle.begins
    for found in (cycle.anniversary(n) for n in range(1, number + 1)):
        assert found.day == anchor.day or (found.day < anchor.day and (found + DAY).day == 1)


@given(made.cycles, st.integers(0, 4000))
def test_a_proration_day_is_the_last_one_up_to_a_day(cycle, ahead):
    day = cycle.begins + dt.timedelta(days=ahead)
    step = cycle.steps(day)
    assert cycle.proration_day(step) <= day < cycle.proration_day(step + 1)


def test_before_day_zero_there_is_no_term():
    cycle = Cycle(dt.date(2026, 1, 1), 12)
    with pytest.raises(ValueError, match="not begun"):
        cycle.number_on(dt.date(2025, 12, 31))
    with pytest.raises(ValueError, match="before the first"):
        cycle.anniversary(-1)
    with pytest.raises(ValueError, match="a month at least"):
        Cycle(dt.date(2026, 1, 1), 0)


def test_day_zero_is_the_first_order_or_an_earlier_authorisation():
    order, authorisation = dt.date(2026, 5, 4), dt.date(2026, 5, 1)
    assert day_zero(order, authorisation) == authorisation
    assert day_zero(authorisation, order) == authorisation
    assert day_zero(order, None) == order
    assert day_zero(None, None) is None


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-11-24T22:59:59+00:00", "Europe/Amsterdam", "2026-11-24"),
        ("2026-11-24T23:00:00+00:00", "Europe/Amsterdam", "2026-11-25"),
        ("2026-07-24T22:00:00+00:00", "Europe/Amsterdam", "2026-07-25"),
        ("2028-02-29T23:30:00+00:00", "America/Los_Angeles", "2028-02-29"),
        ("2028-02-29T23:30:00+00:00", "Asia/Tokyo", "2028-03-01"),
        ("2026-12-31T23:30:00-08:00", "UTC", "2027-01-01"),
    ],
)
def test_day_zero_is_a_day_of_the_agreement_s_own_zone(moment, zone, day):
    assert day_of(dt.datetime.fromisoformat(moment), zone).isoformat() == day


def test_a_moment_without_a_zone_falls_on_no_day():
    with pytest.raises(ValueError, match="no day"):
        day_of(dt.datetime(2026, 1, 1), "UTC")  # noqa: DTZ001 - that is what is refused


@given(st.sampled_from(ZONES), st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31)))
def test_a_day_begins_once_also_when_the_clocks_change(zone, day):
    begins = begins_at(day, zone)
    assert day_of(begins, zone) == day
    assert day_of(begins - dt.timedelta(seconds=1), zone) == day - DAY
    assert begins < begins_at(day + DAY, zone)


@given(
    st.sampled_from(ZONES),
    st.integers(1_420_000_000, 2_240_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)),
    st.integers(0, 100),
)
def test_a_period_ends_on_the_same_day_whatever_the_clocks_do_in_between(zone, moment, days):
    since = day_of(moment, zone)
    ends = begins_at(last_day(since, days) + DAY, zone)
    assert (day_of(ends - dt.timedelta(microseconds=1), zone) - since).days == days
    assert (ends.astimezone(ZoneInfo(zone)).date() - since).days == days + 1
