"""Points and levels, terms and renewals, instalments: tables of cases, and what holds of all of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.contracts.rules.instalments import Option, Part, rescheduled, schedule, to_come
from kanaal.contracts.rules.levels import Ladder, Movement, Rung, standing
from kanaal.contracts.rules.terms import Course, Ordered, Renewing, Term, last_day, renewal

LADDER = Ladder((Rung("one", 10), Rung("two", 100), Rung("three", 300)))
DAY = dt.date(2026, 1, 1)
RULES = Renewing(24, 90, 60, "on-renewal")
few = settings(max_examples=40, deadline=None)


def at(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def stands(*moves: tuple[int, int], start: int = 0, upto: int = 999) -> tuple[int, str, int]:
    found = standing([Movement(at(on), points) for on, points in moves], LADDER, start=start, upto=at(upto))
    return found.points, found.level, found.missing


class TestStanding:
    @pytest.mark.parametrize(
        ("moves", "expected"),
        [
            ((), (0, "", 10)),
            (((0, 9),), (9, "", 1)),
            (((0, 10),), (10, "one", 90)),
            (((0, 99),), (99, "one", 1)),
            (((0, 60), (5, 40)), (100, "two", 200)),
            (((0, 299), (5, 1)), (300, "three", 0)),
            (((0, 120), (30, -60)), (60, "two", 240)),
            (((0, 120), (0, -60)), (60, "one", 40)),
        ],
        ids=["nothing", "just below", "first", "one short", "two orders", "highest", "went back later", "same day"],
    )
    def test_rises_at_once_and_never_goes_back(self, moves, expected) -> None:
        assert stands(*moves) == expected

    def test_begins_at_the_height_of_the_term_before(self) -> None:
        assert stands((0, 5), start=2) == (5, "two", 295)

    def test_nothing_counts_before_its_day(self) -> None:
        assert stands((0, 50), (10, 60), upto=9) == (50, "one", 50)

    @few
    @given(st.lists(st.tuples(st.integers(0, 60), st.integers(-150, 200)), max_size=12), st.integers(0, 3))
    def test_a_level_never_falls_from_one_day_to_the_next(self, moves, start) -> None:
        heights = [
            standing([Movement(at(on), points) for on, points in moves], LADDER, start=start, upto=at(day)).height
            for day in range(62)
        ]
        assert heights == sorted(heights)
        assert heights[0] >= start

    def test_levels_rise(self) -> None:
        with pytest.raises(ValueError, match="don't rise"):
            Ladder((Rung("one", 10), Rung("two", 10)))


def course(*orders: tuple[int, int] | tuple[int, int, int], terms: int = 1) -> Course:
    found, starts = [], DAY
    for _turn in range(terms):
        ends = last_day(starts, 24)
        found.append(Term(starts, ends, LADDER))
        starts = ends + dt.timedelta(days=1)
    rows = [Ordered(at(one[0]), one[1], at(one[2]) if len(one) > 2 else None) for one in orders]
    return Course(tuple(found), tuple(rows))


END = (last_day(DAY, 24) - DAY).days


class TestTerms:
    def test_the_last_day_is_in_and_the_next_is_not(self) -> None:
        one = course()
        assert (one.term_at(at(END)), one.term_at(at(END + 1)), one.term_at(at(-1))) == (0, None, None)

    def test_a_leap_day_loses_nothing(self) -> None:
        assert last_day(dt.date(2024, 2, 29), 24) == dt.date(2026, 2, 27)
        assert last_day(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 27)

    def test_orders_of_the_gap_count_for_none_until_it_is_renewed(self) -> None:
        one = course((0, 50), (END + 5, 70))
        assert one.counts_for(at(END + 5)) is None
        assert one.level_on(at(END + 5)) == ""
        assert one.stands(0, at(END + 9)).points == 50
        late = Term(at(END + 20), at(END + 700), LADDER)
        renewed = Course((*one.terms, late), one.orders)
        assert renewed.counts_for(at(END + 5)) == 1
        assert renewed.stands(0, at(END + 30)).points == 50
        assert renewed.stands(1, at(END + 20)).points == 70
        assert renewed.level_on(at(END + 5)) == ""
        assert renewed.level_on(at(END + 20)) == "one"

    def test_a_renewal_looks_at_the_term_before_alone(self) -> None:
        two = course((0, 350), (END + 3, 20), terms=3)
        assert [two.start(place) for place in range(3)] == [0, 3, 1]

    def test_what_went_back_after_the_end_takes_nothing_of_the_new_term(self) -> None:
        two = course((0, 120, END + 40), terms=2)
        assert two.stands(1, at(END + 50)).level == "two"

    def test_what_went_back_before_the_end_does(self) -> None:
        two = course((0, 120, END - 40), (1, 30), terms=2)
        assert two.stands(0, at(END)).level == "two"
        assert two.stands(1, at(END + 1)).level == "one"


class TestRenewal:
    @pytest.mark.parametrize(
        ("day", "phase"),
        [(-91, "early"), (-90, "before"), (0, "before"), (1, "after"), (60, "after"), (61, "over")],
    )
    def test_its_window(self, day, phase) -> None:
        assert RULES.phase(at(END), at(END + day)) == phase

    def test_before_the_end_nothing_lies_between(self) -> None:
        found = renewal(course((0, 120)), RULES, LADDER, at(END - 10))
        assert (found.starts, found.without_level, found.level, found.gap_points) == (at(END + 1), 0, "two", 0)

    def test_after_it_the_term_begins_with_the_day_and_takes_the_gap(self) -> None:
        found = renewal(course((0, 50), (END + 4, 90)), RULES, LADDER, at(END + 30))
        assert (found.starts, found.without_level, found.gap_points) == (at(END + 30), 29, 90)
        assert (found.level, found.points_before) == ("one", 50)
        more = renewal(course((0, 50), (END + 4, 100)), RULES, LADDER, at(END + 30))
        assert more.level == "two"

    def test_or_with_the_day_after_the_end_where_the_programme_says_so(self) -> None:
        rules = Renewing(24, 90, 60, "after-end")
        found = renewal(course((0, 50), (END + 4, 90)), rules, LADDER, at(END + 30))
        assert (found.starts, found.without_level, found.level) == (at(END + 1), 0, "one")

    @few
    @given(
        st.lists(st.tuples(st.integers(0, END + 60), st.integers(1, 200)), max_size=8),
        st.integers(-90, 60),
        st.sampled_from(["after-end", "on-renewal"]),
    )
    def test_no_order_is_lost_or_counted_twice(self, orders, day, late) -> None:
        rules = Renewing(24, 90, 60, late)
        one = course(*[row for row in orders if row[0] <= END + day or row[0] <= END])
        found = renewal(one, rules, LADDER, at(END + day))
        renewed = Course((*one.terms, Term(found.starts, found.ends, LADDER)), one.orders)
        whole = sum(renewed.points(place, dt.date.max) for place in range(2))
        assert whole == sum(row.points for row in one.orders)
        assert found.starts > one.terms[0].ends


class TestInstalments:
    def test_at_once(self) -> None:
        assert schedule(Decimal("99.99"), DAY, at(700), Option(0, 30)) == [Part(at(30), Decimal("99.99"))]

    def test_yearly_over_two_years(self) -> None:
        parts = schedule(Decimal("100.01"), DAY, last_day(DAY, 24), Option(12, 30))
        assert [(one.due_on, one.amount) for one in parts] == [
            (dt.date(2026, 1, 31), Decimal("50.01")), (dt.date(2027, 1, 31), Decimal("50.00")),
        ]  # fmt: skip

    def test_a_currency_without_decimals(self) -> None:
        parts = schedule(Decimal(1000), DAY, last_day(DAY, 24), Option(9, 0), places=0)
        assert [one.amount for one in parts] == [Decimal(334), Decimal(333), Decimal(333)]

    def test_only_what_is_to_come_changes(self) -> None:
        parts = schedule(Decimal(800), DAY, last_day(DAY, 24), Option(3, 30))
        today = parts[2].due_on
        new = rescheduled(parts, today, last_day(DAY, 24), Option(0, 30))
        assert new == [Part(parts[3].due_on, Decimal(500))]

    def test_nothing_to_come_changes_nothing(self) -> None:
        assert rescheduled([Part(DAY, Decimal(5))], DAY, at(100), Option(3, 0)) == []

    @few
    @given(
        st.decimals(min_value=1, max_value=10**7, places=2), st.integers(0, 700), st.integers(0, 12),
        st.integers(0, 12), st.integers(-10, 800),
    )  # fmt: skip
    def test_to_the_cent_and_never_sooner(self, amount, ordered, first, second, today) -> None:
        ends = last_day(DAY, 24)
        parts = schedule(amount, at(ordered), ends, Option(first, 30))
        assert sum(one.amount for one in parts) == amount
        left = to_come(parts, at(today))
        new = rescheduled(parts, at(today), ends, Option(second, 30))
        assert sum(one.amount for one in new) == sum(one.amount for one in left)
        assert all(one.due_on > at(today) for one in new)
        assert not left or min(one.due_on for one in new) == min(one.due_on for one in left)
        assert len({one.due_on for one in new}) == len(new)
