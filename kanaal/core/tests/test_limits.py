"""Limits keep their window and their count, whoever fills whatever table."""

from __future__ import annotations

import pytest

from kanaal.core import clock, limits
from kanaal.core.models import Spent

pytestmark = pytest.mark.django_db
LIMIT = limits.Limit(times=3, seconds=3600)


def test_the_share_is_had_and_then_refused_with_the_minutes_that_are_left() -> None:
    for _ in range(3):
        limits.spend("x", LIMIT, "anna@x.example")
    with pytest.raises(limits.TooOften) as refused:
        limits.spend("x", LIMIT, "ANNA@x.example")
    assert refused.value.says.count in range(1, 61)


def test_others_and_other_things_have_their_own() -> None:
    for _ in range(3):
        limits.spend("x", LIMIT, "anna@x.example")
    limits.spend("x", LIMIT, "bo@x.example")
    limits.spend("y", LIMIT, "anna@x.example")
    assert sorted(Spent.objects.values_list("count", flat=True)) == [1, 1, 3]


def test_the_count_lasts_as_long_as_its_window() -> None:
    limits.spend("x", LIMIT, "anna@x.example")
    assert 0 < (Spent.objects.get().until - clock.machine_now()).total_seconds() <= 3600


def test_whoever_had_their_share_spends_nobody_elses() -> None:
    for _ in range(3):
        limits.spend("x", LIMIT, "127.0.0.9")
    with pytest.raises(limits.TooOften):
        limits.spend("x", LIMIT, "127.0.0.9", "anna@x.example")
    assert Spent.objects.count() == 1
