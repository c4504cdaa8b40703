"""The rules of levels, over plain values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.levels.rules import Rung, falls_to, months_between, reached, weigh
from kanaal.partners.rules import months_after

RUNGS = (
    Rung("low", 1, frozenset({"a"})),
    Rung("middle", 2, frozenset({"a", "b"})),
    Rung("high", 3, frozenset({"a", "b", "c"})),
)
NEEDS = st.sets(st.sampled_from("abc"))


@pytest.mark.parametrize(
    ("measured", "attested", "brought", "how", "value"),
    [
        (5, None, False, "measured", 5), (5, 9, True, "measured", 5), (2, 5, False, "attested", 5),
        (2, 3, False, "unmet", 3), (None, None, False, "unmet", 0), (0, None, True, "brought", 0),
    ],
)  # fmt: skip
def test_what_meets_a_need(measured, attested, brought, how, value):
    weighed = weigh(5, measured=measured, attested=attested, brought=brought)
    assert (weighed.how, weighed.value, weighed.met) == (how, value, how != "unmet")
    assert weighed.missing == (5 - value if how == "unmet" else 0)


@given(NEEDS)
def test_nobody_falls_below_the_lowest_and_nobody_falls_upwards(met):
    ranks = {rung.key: rung.rank for rung in RUNGS}
    for level, rank in ranks.items():
        fallen = falls_to(RUNGS, level, met)
        assert 1 <= ranks[fallen] <= rank
        assert fallen == "low" or next(r for r in RUNGS if r.key == fallen).needs <= met


@given(NEEDS, NEEDS)
def test_more_that_is_met_never_gives_a_lower_level(met, more):
    ranks: dict[str | None, int] = {None: 0, "low": 1, "middle": 2, "high": 3}
    assert ranks[reached(RUNGS, met | more)] >= ranks[reached(RUNGS, met)]


def test_a_level_that_the_programme_has_no_longer_stays():
    assert falls_to(RUNGS, "gone", set()) == "gone"


@given(st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)), st.integers(0, 200))
def test_so_many_months_later_are_so_many_months(since, months):
    assert months_between(since, months_after(since, months)) == months


@given(st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)), st.integers(0, 5000))
def test_months_only_grow(since, days):
    day = since + dt.timedelta(days=days)
    assert months_between(since, day) <= months_between(since, day + dt.timedelta(days=1))
