"""A small part of `make simulate` through the real actions, the clock's round and its jobs."""

from __future__ import annotations

import pytest

from bench.simulate.database import Play

pytestmark = pytest.mark.django_db


def test_two_years_of_a_few_customers_through_the_actions_and_jobs() -> None:
    result = Play(seed=20_260, agreements=5, years=2).play()
    assert result.broken == []
    assert result.counts["added"]
    assert result.counts["ordered"]
    assert result.counts["mails that announce"]
