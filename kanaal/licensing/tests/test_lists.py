"""What the console lists, asked of the database, is what the rules say of the facts: for every kind of terms, on every
day, though the columns were kept days before, as long as no day has come on which the clock was to look again.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanaal.licensing import columns
from kanaal.licensing.lists import lists_of, standing_in
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.lists import Listed, listed
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.tests.made import agreements, as_it_went
from kanaal.licensing.tests.terms import EVERY
from tests import world_licences

pytestmark = pytest.mark.django_db
FAR = 1500


@pytest.fixture
def row() -> Agreement:
    return world_licences.agreement()


def asked(row: Agreement, today: dt.date) -> tuple[Listed, ...]:
    """What the database answers."""
    return tuple(one for one in Listed if Agreement.objects.filter(standing_in(one, today), pk=row.pk).exists())


def kept(row: Agreement, facts: Facts, terms: Terms, day: dt.date) -> Agreement:
    """With its columns as an act of a day, or the clock, would have kept them."""
    columns.fill(row, facts.known_on(day), terms, day)
    return row


@pytest.mark.parametrize("terms", EVERY, ids=lambda one: one.key)
class TestLists:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_kept_on_a_day_they_are_right_on_it_and_until_the_clock_looks_again(self, terms, row, data) -> None:
        drawn = data.draw(agreements(terms))
        day = drawn.begins + data.draw(st.integers(0, FAR)) * DAY
        facts = as_it_went(drawn.known_on(day), terms, day)
        mine = kept(row, facts, terms, day)
        last = mine.look_on - DAY if mine.look_on else day + FAR * DAY
        for later in {day, last, day + data.draw(st.integers(0, max(0, (last - day).days))) * DAY}:
            said = listed(as_it_went(facts, terms, later), terms, later)
            assert lists_of(mine, later) == said, later

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
    @given(data=st.data())
    def test_the_database_answers_the_same(self, terms, row, data) -> None:
        drawn = data.draw(agreements(terms))
        day = drawn.begins + data.draw(st.integers(0, FAR)) * DAY
        facts = as_it_went(drawn.known_on(day), terms, day)
        kept(row, facts, terms, day).save(update_fields=columns.KEPT)
        assert asked(row, day) == listed(facts, terms, day)


class TestNoFacts:
    def test_an_agreement_to_which_nothing_was_ever_added_has_no_products(self, row: Agreement) -> None:
        assert asked(row, world_licences.day(0)) == (Listed.NO_PRODUCTS,)

    def test_one_that_was_cancelled_stands_nowhere(self, row: Agreement) -> None:
        Agreement.objects.filter(pk=row.pk).update(state="cancelled")
        row.refresh_from_db()
        assert asked(row, world_licences.day(0)) == ()
        assert lists_of(row, world_licences.day(0)) == ()
