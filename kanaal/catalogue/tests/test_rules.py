"""Which list applies: properties over any terms and any buyer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kanaal.catalogue.rules import Buyer, Line, Prices, Terms, Why, compare, misses, overlap

KEYS = st.sampled_from("abc")
SETS = st.frozensets(KEYS, max_size=3)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 12))
BUYERS = st.builds(
    Buyer, region=KEYS, country=KEYS, currency=KEYS, level=KEYS, segments=SETS, granted=st.frozensets(KEYS, max_size=1)
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    begin, end = sorted((draw(DAYS), draw(DAYS)))
    segments = draw(st.frozensets(KEYS, min_size=1))
    return Terms(draw(KEYS), "x", draw(KEYS), draw(KEYS), segments, begin, end, draw(SETS), draw(SETS))


@given(terms(), BUYERS, DAYS)
def test_each_reason_is_told_once_and_says_what_differs(one: Terms, buyer: Buyer, day: dt.date) -> None:
    found = misses(one, buyer, day)
    assert len({miss.why for miss in found}) == len(found)
    assert all(not set(miss.wanted) & set(miss.has) for miss in found)


@given(terms(), BUYERS, DAYS)
def test_it_applies_exactly_when_everything_fits(one: Terms, buyer: Buyer, day: dt.date) -> None:
    place = one.region == buyer.region and one.currency == buyer.currency
    place &= not one.countries or buyer.country in one.countries
    kind = (not one.levels or buyer.level in one.levels) and bool(one.segments & buyer.segments)
    expected = ((place and kind) or one.book in buyer.granted) and one.valid_from <= day <= one.valid_until
    assert (misses(one, buyer, day) == ()) == expected


@given(terms(), BUYERS, DAYS)
def test_a_grant_only_ever_takes_reasons_away(one: Terms, buyer: Buyer, day: dt.date) -> None:
    without = dataclasses.replace(buyer, granted=frozenset())
    granted = dataclasses.replace(without, granted=frozenset({one.book}))
    left = set(misses(one, without, day)) - set(misses(one, granted, day))
    assert set(misses(one, granted, day)) <= set(misses(one, without, day))
    assert {miss.why for miss in left}.isdisjoint({Why.COMING, Why.PAST})


@given(terms(), terms(), BUYERS, DAYS)
def test_two_that_apply_to_one_buyer_of_one_market_overlap(a: Terms, b: Terms, buyer: Buyer, day: dt.date) -> None:
    one_market = dataclasses.replace(buyer, segments=frozenset("a"), granted=frozenset())
    if not misses(a, one_market, day) and not misses(b, one_market, day):
        assert overlap(a, b)
        assert overlap(b, a)


LISTS = st.dictionaries(
    st.tuples(KEYS, st.integers(1, 3)), st.decimals(1, 9, places=2).map(lambda price: (price,)), max_size=6
)


@given(LISTS, LISTS)
def test_the_changes_turn_the_old_list_into_the_new(before: dict[Line, Prices], after: dict[Line, Prices]) -> None:
    made = dict(before)
    for change in compare(before, after):
        assert change.old == before.get(change.line)
        made.pop(change.line, None)
        if change.new is not None:
            made[change.line] = change.new
    assert made == after
    assert compare(after, after) == []


def test_a_change_in_per_cent() -> None:
    [change] = compare({("A", 1): (Decimal("80.00"),)}, {("A", 1): (Decimal("82.40"),)})
    assert change.percent == Decimal("3.0")
    [added] = compare({}, {("A", 1): (Decimal(1),)})
    assert (added.kind, added.percent) == ("added", None)
    [free] = compare({("A", 1): (Decimal(0),)}, {("A", 1): (Decimal(1),)})
    assert free.percent is None
