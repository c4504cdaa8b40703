"""Full quarters since a level was reached."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.quarters import after, before, first_day, full_quarters, missed, quarter_of

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


def test_the_last_ones_count_and_the_running_one_does_not() -> None:
    assert full_quarters(dt.date(2025, 2, 10), dt.date(2026, 11, 29), 4) == (
        (2025, 4), (2026, 1), (2026, 2), (2026, 3),
    )  # fmt: skip


def test_one_that_began_before_is_not_whole() -> None:
    assert full_quarters(dt.date(2026, 4, 2), dt.date(2026, 11, 29), 4) == ((2026, 3),)
    assert full_quarters(dt.date(2026, 4, 1), dt.date(2026, 11, 29), 4) == ((2026, 2), (2026, 3))


def test_nothing_is_asked_before_one_is_over() -> None:
    assert full_quarters(dt.date(2026, 10, 1), dt.date(2026, 12, 31), 4) == ()


def test_those_without_a_sale() -> None:
    assert missed([(2026, 1), (2026, 2)], {(2026, 2)}) == ((2026, 1),)


@given(DAYS, DAYS, st.integers(1, 8))
def test_they_lie_wholly_between(since: dt.date, day: dt.date, most: int) -> None:
    found = full_quarters(since, day, most)
    assert len(found) <= most
    assert all(first_day(one) >= since and first_day(after(one)) <= day for one in found)
    assert all(after(one) == other for one, other in itertools.pairwise(found))


@given(DAYS)
def test_every_day_is_in_one(day: dt.date) -> None:
    one = quarter_of(day)
    assert first_day(one) <= day < first_day(after(one))
    assert before(after(one)) == one
