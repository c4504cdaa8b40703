"""What a licence costs that is added within a term: the public figures, and what holds for every day of decades."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kanaal.licensing.rules.days import DAY, Cycle
from kanaal.licensing.rules.money import rounded, share
from kanaal.licensing.rules.proration import Item, Why, preview, slices
from kanaal.licensing.tests import made

D = dt.date
PRICES = st.decimals("0.01", "5000", places=2)
KINDS = st.sampled_from(["monthly", "daily"])


def amount(
    cycle: Cycle, day: dt.date, proration: Literal["monthly", "daily"], price: str | Decimal, quantity: int = 1
) -> Decimal:
    return preview([Item("CC", quantity, Decimal(price))], cycle, day, proration, "EUR").total


@pytest.mark.parametrize(
    ("begins", "added", "count", "of", "price"),
    [  # the published workbook: a yearly price of 173.28
        ("2026-03-01", "2026-03-01", 365, 365, "173.28"),
        ("2026-03-01", "2026-07-16", 228, 365, "108.24"),
        ("2027-03-01", "2027-03-01", 366, 366, "173.28"),
        ("2027-03-01", "2027-05-11", 295, 366, "139.67"),
        ("2027-03-01", "2028-02-07", 23, 366, "10.89"),
    ],
)
def test_daily_proration_is_that_of_the_published_workbook(begins, added, count, of, price):
    cycle = Cycle(D.fromisoformat(begins), 12)
    (piece,) = slices(cycle, D.fromisoformat(added), "daily")
    assert (piece.count, piece.of) == (count, of)
    assert amount(cycle, D.fromisoformat(added), "daily", "173.28") == Decimal(price)


def test_a_line_is_rounded_once_and_its_price_shown_with_one_more_decimal():
    cycle = Cycle(D(2026, 1, 1), 12)
    day = D(2027, 1, 1) - 90 * DAY
    (line,) = preview([Item("CC", 10, Decimal("345.00"))], cycle, day, "daily", "USD").lines
    assert (line.net_price, line.amount) == (Decimal("85.068"), Decimal("850.68"))
    (line,) = preview([Item("CC", 10, Decimal("328.50"))], cycle, day, "daily", "USD").lines
    assert (line.net_price, line.amount) == (Decimal("81.000"), Decimal("810.00"))


@pytest.mark.parametrize(
    ("begins", "added", "months", "paid_from", "why"),
    [
        ("2026-03-15", "2026-03-15", 12, "2026-03-15", Why.WHOLE_TERM),
        ("2026-03-15", "2026-03-16", 12, "2026-03-15", Why.MONTH_BEGUN),
        ("2026-03-15", "2026-04-14", 12, "2026-03-15", Why.MONTH_BEGUN),
        ("2026-03-15", "2026-04-15", 11, "2026-04-15", Why.MONTHS),
        ("2026-03-15", "2027-03-14", 1, "2027-02-15", Why.MONTH_BEGUN),
        ("2026-03-15", "2027-03-15", 12, "2027-03-15", Why.WHOLE_TERM),
        # where a month has no such day, its last day stands for it
        ("2026-01-31", "2026-02-27", 12, "2026-01-31", Why.MONTH_BEGUN),
        ("2026-01-31", "2026-02-28", 11, "2026-02-28", Why.MONTHS),
        ("2026-01-31", "2026-03-30", 11, "2026-02-28", Why.MONTH_BEGUN),
        ("2026-01-31", "2026-04-30", 9, "2026-04-30", Why.MONTHS),
        ("2027-08-30", "2028-02-28", 7, "2028-01-30", Why.MONTH_BEGUN),
        ("2027-08-30", "2028-02-29", 6, "2028-02-29", Why.MONTHS),
        # 29 February: the anniversary is the 28th, the proration day is the 29th
        ("2024-02-29", "2024-12-28", 3, "2024-11-29", Why.MONTH_BEGUN),
        ("2024-02-29", "2024-12-29", 2, "2024-12-29", Why.MONTHS),
        ("2024-02-29", "2025-02-27", 1, "2025-01-29", Why.MONTH_BEGUN),
        ("2024-02-29", "2025-02-28", 12, "2025-02-28", Why.WHOLE_TERM),
        ("2024-02-29", "2028-02-28", 1, "2028-01-29", Why.MONTH_BEGUN),
    ],
)
def test_months_that_have_begun_count_whole(begins, added, months, paid_from, why):
    (piece,) = slices(Cycle(D.fromisoformat(begins), 12), D.fromisoformat(added), "monthly")
    assert (piece.count, piece.of, piece.paid_from.isoformat(), piece.why) == (months, 12, paid_from, why)


def test_the_preview_says_from_when_it_is_used_and_from_when_it_is_paid():
    cycle = Cycle(D(2026, 3, 15), 12)
    (line,) = preview([Item("CC", 6, Decimal("671.46"))], cycle, D(2027, 2, 8), "monthly", "EUR").lines
    assert (line.used.first, line.used.last) == (D(2027, 2, 8), D(2027, 3, 14))
    assert (line.slice.paid_from, line.slice.count, line.slice.why) == (D(2027, 1, 15), 2, Why.MONTH_BEGUN)
    assert (line.net_price, line.amount) == (Decimal("111.910"), Decimal("671.46"))


def test_a_longer_first_term_is_divided_in_whole_terms_from_its_end():
    cycle = Cycle(D(2026, 3, 10), 12, first=D(2028, 6, 30))
    early, second, last = slices(cycle, D(2026, 3, 10), "daily")
    assert (early.paid_from, early.count, early.of, early.why) == (D(2026, 3, 10), 112, 365, Why.DAYS)
    assert (second.count, second.of, last.count, last.of) == (365, 365, 366, 366)
    assert amount(cycle, D(2026, 3, 10), "daily", "365.00") == Decimal("842.00")


def test_what_has_a_term_of_its_own_is_not_prorated():
    cycle = Cycle(D(2026, 1, 1), 12)
    found = preview([Item("STOCK", 40, Decimal("9.99"), co_terminates=False)], cycle, D(2026, 12, 30), "daily", "EUR")
    assert found.total == Decimal("399.60")
    assert found.lines[0].used.last == D(2027, 12, 29)
    assert found.lines[0].slice.why is Why.OWN_TERM


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("0.005", "EUR", "0.01"), ("-0.005", "EUR", "-0.01"), ("1.4949", "EUR", "1.49"), ("2.5", "JPY", "3"),
        ("1249.5", "JPY", "1250"), ("1.2345", "KWD", "1.235"), ("0", "EUR", "0.00"),
    ],
)  # fmt: skip
def test_amounts_are_rounded_as_their_currency_is_counted(value, currency, expected):
    found = rounded(Decimal(value), currency)
    assert (str(found), found) == (expected, Decimal(expected))


@given(made.cycles, st.integers(0, 1500), st.integers(1, 60), KINDS, PRICES, st.integers(1, 500))
def test_what_is_added_later_in_a_term_never_costs_more(cycle, ahead, more, proration, price, quantity):
    day = cycle.begins + dt.timedelta(days=ahead)
    later = day + dt.timedelta(days=more)
    assume(cycle.number_on(day) == cycle.number_on(later))
    assert amount(cycle, later, proration, price, quantity) <= amount(cycle, day, proration, price, quantity)


@given(made.days, st.integers(0, 3000), KINDS, PRICES)
def test_nothing_within_a_term_costs_more_than_the_term_and_something_always_costs(begins, ahead, proration, price):
    cycle = Cycle(begins, 12)
    day = begins + dt.timedelta(days=ahead)
    (piece,) = slices(cycle, day, proration)
    assert 0 < piece.fraction <= 1
    assert (piece.fraction == 1) == (piece.paid_from == cycle.term_on(day).first)
    assert amount(cycle, cycle.term_on(day).first, proration, price) == price


@given(made.cycles, st.integers(0, 3000), KINDS)
def test_pieces_meet_and_end_before_the_anniversary(cycle, ahead, proration):
    day = cycle.begins + dt.timedelta(days=ahead)
    found = slices(cycle, day, proration)
    assert found[-1].last + DAY == cycle.next_anniversary(day)
    for one, other in pairwise(found):
        assert one.last + DAY == other.paid_from
        assert other.count == other.of
    if proration == "daily":
        assert sum(piece.count for piece in found) == (cycle.next_anniversary(day) - day).days


@given(made.cycles, st.integers(0, 3000), KINDS, PRICES, st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_parts_that_end_together_cost_what_the_whole_costs(cycle, ahead, proration, price, parts):
    """Exactly; and in rounded lines half a cent for each line at most."""
    day = cycle.begins + dt.timedelta(days=ahead)
    paid = sum((piece.fraction for piece in slices(cycle, day, proration)), Fraction(0))
    lines = [preview([Item("CC", part, price)], cycle, day, proration, "EUR") for part in parts]
    whole = Fraction(price) * paid * sum(parts)
    cents = sum(len(found.lines) for found in lines)
    assert abs(Fraction(sum(found.total for found in lines)) - whole) <= Fraction(cents, 200)


@given(st.decimals("0", "99999", places=2), st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_however_an_amount_is_divided_its_shares_make_the_whole(value, parts):
    done, found = 0, []
    for part in parts:
        found.append(share(value, done, part, sum(parts), "EUR"))
        done += part
    assert sum(found) == value
    assert all(one >= 0 for one in found)


def test_no_more_pieces_are_shared_than_there_are():
    with pytest.raises(ValueError, match="not so many"):
        share(Decimal("10"), 5, 6, 10, "EUR")
