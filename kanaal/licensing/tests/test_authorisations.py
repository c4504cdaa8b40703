"""Licences that are used before they are ordered, day by day: the seed's figures, and what never happens."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.access import Assignment, without_access
from kanaal.licensing.rules.authorisations import Act, State, deadlines, options, owed, state
from kanaal.licensing.rules.days import DAY, Cycle
from kanaal.licensing.rules.facts import Addition, Agreement, Part
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.tests import made
from kanaal.licensing.tests.terms import DOMES, MARKETPLACE, VIP

D = dt.date
BEGINS = D(2026, 1, 1)
CYCLE = Cycle(BEGINS, 12)
ADDED = D(2026, 3, 1)
RANK = [State.PENDING, State.OVERDUE, State.SUSPENDED, State.LAPSED]


def pa(quantity: int = 4, added: dt.date = ADDED, **facts) -> Addition:
    return Addition(facts.pop("number", "PA-1"), "CC", quantity, added, **facts)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, State.PENDING), (13, State.PENDING), (29, State.PENDING), (30, State.PENDING), (31, State.OVERDUE),
        (33, State.OVERDUE), (60, State.OVERDUE), (61, State.SUSPENDED), (64, State.SUSPENDED), (300, State.SUSPENDED),
    ],
)  # fmt: skip
def test_what_an_authorisation_of_some_age_is(age, expected):
    assert state(pa(), CYCLE, VIP, ADDED + dt.timedelta(days=age)) is expected


def test_another_vendor_s_figures():
    cycle = Cycle(BEGINS, DOMES.term_months)
    states = [state(pa(), cycle, DOMES, ADDED + dt.timedelta(days=age)) for age in (14, 15)]
    assert states == [State.PENDING, State.SUSPENDED]
    assert deadlines(pa(), Cycle(BEGINS, 12), MARKETPLACE) is None


def test_it_lapses_with_its_term_when_all_goes_that_was_not_renewed():
    days = deadlines(pa(), CYCLE, VIP)
    assert days is not None
    assert days.lapses_on == D(2027, 2, 1)
    assert state(pa(), CYCLE, VIP, D(2027, 1, 31)) is State.SUSPENDED
    assert state(pa(), CYCLE, VIP, D(2027, 2, 1)) is State.LAPSED


def test_added_shortly_before_the_anniversary_it_lapses_before_it_would_be_suspended():
    late = pa(added=D(2026, 12, 30))
    states = [state(late, CYCLE, VIP, day) for day in (D(2027, 1, 29), D(2027, 1, 30), D(2027, 1, 31), D(2027, 2, 1))]
    assert states == [State.PENDING, State.OVERDUE, State.OVERDUE, State.LAPSED]


def test_an_order_for_part_of_it_clears_just_that_part():
    ordered = pa(orders=(Part(ADDED + 40 * DAY, 3),))
    day = ADDED + 64 * DAY
    assert state(ordered, CYCLE, VIP, day) is State.SUSPENDED
    (one,) = owed(Agreement(BEGINS, (ordered,)), VIP, day)
    assert (one.quantity, one.state, one.age) == (1, State.SUSPENDED, 64)
    whole = replace(ordered, orders=(*ordered.orders, Part(day, 1)))
    assert state(whole, CYCLE, VIP, day) is State.ORDERED
    assert not owed(Agreement(BEGINS, (whole,)), VIP, day)


def test_the_demo_s_four_authorisations():
    today = D(2026, 11, 24)
    all_ = tuple(pa(4, today - age * DAY, number=f"PA-{age}") for age in (13, 29, 33, 64))
    agreement = Agreement(D(2026, 6, 1), all_)
    assert [(one.number, one.state) for one in owed(agreement, VIP, today)] == [
        ("PA-64", State.SUSPENDED), ("PA-33", State.OVERDUE)
    ]  # fmt: skip
    found = holding(agreement, VIP, "CC", today)
    assert (found.pending, found.overdue, found.suspended, found.usable, found.all) == (8, 4, 4, 12, 16)
    cycle = agreement.cycle(VIP)
    acts = {one.number: [(o.act, o.until) for o in options(one, cycle, VIP, today)] for one in all_}
    until = D(2027, 7, 1)
    assert acts["PA-13"] == [(Act.ORDER, until), (Act.REMOVE, D(2026, 12, 11)), (Act.LEAVE, until)]
    assert acts["PA-29"] == [(Act.ORDER, until), (Act.REMOVE, D(2026, 11, 25)), (Act.LEAVE, until)]
    assert acts["PA-33"] == acts["PA-64"] == [(Act.ORDER, until), (Act.LEAVE, until)]


def test_what_was_removed_returned_or_ordered_is_no_longer_open():
    day = ADDED + 5 * DAY
    assert state(pa(removals=(Part(day, 4),)), CYCLE, VIP, day) is State.REMOVED
    assert state(pa(removals=(Part(day, 1),), orders=(Part(day, 3),)), CYCLE, VIP, day) is State.ORDERED
    gone = pa(orders=(Part(day, 4),), returns=(Part(day, 4),))
    assert state(gone, CYCLE, VIP, day) is State.RETURNED
    assert options(gone, CYCLE, VIP, day) == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"orders": (Part(ADDED - DAY, 1),)},
        {"orders": (Part(ADDED, 3),), "removals": (Part(ADDED, 2),)},
        {"orders": (Part(ADDED + DAY, 2),), "returns": (Part(ADDED, 1),)},
        {"orders": (Part(ADDED, 1),), "returns": (Part(ADDED, 2),)},
    ],
)
def test_facts_that_can_t_be(facts):
    with pytest.raises(ValueError, match=r"\w"):
        pa(**facts)


@given(made.days, st.integers(0, 700), st.integers(1, 6))
def test_without_an_order_no_state_goes_backwards(begins, ahead, quantity):
    cycle = Cycle(begins, 12)
    one = Addition("PA", "CC", quantity, begins + ahead * DAY)
    ranks = [RANK.index(state(one, cycle, VIP, one.added + age * DAY)) for age in range(430)]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
    assert ranks[-1] == len(RANK) - 1


@given(made.days, st.integers(0, 700), st.integers(0, 420))
def test_what_can_be_done_can_be_done_until_its_last_day_and_no_longer(begins, ahead, age):
    cycle = Cycle(begins, 12)
    one = Addition("PA", "CC", 3, begins + ahead * DAY)
    for option in options(one, cycle, VIP, one.added + age * DAY):
        on_the_last = {found.act for found in options(one, cycle, VIP, option.until)}
        assert option.act in on_the_last
        assert option.act not in {found.act for found in options(one, cycle, VIP, option.until + DAY)}


USERS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3)), max_size=8, unique_by=lambda one: one[0])


@given(USERS, st.integers(0, 9), st.sampled_from(["last-assigned", "first-assigned"]))
def test_whoever_loses_access_with_more_licences_loses_it_with_fewer_too(users, usable, loses_first):
    given_out = [Assignment(user, dt.datetime(2026, 1, 1 + day, tzinfo=dt.UTC)) for user, day in users]
    fewer, more = (without_access(given_out, n, loses_first) for n in (usable, usable + 1))
    assert fewer[: len(more)] == more
    assert len(given_out) - len(fewer) == min(len(given_out), usable)
    assert without_access(reversed(given_out), usable, loses_first) == fewer


def test_four_licences_are_suspended_and_three_users_lose_access_the_last_assigned_first():
    today = D(2026, 11, 24)
    bought = Addition("1", "CC", 10, D(2026, 6, 1), orders=(Part(D(2026, 6, 1), 10),))
    agreement = Agreement(D(2026, 6, 1), (bought, pa(4, today - 64 * DAY)))
    users = [Assignment(f"u{n:02}", dt.datetime(2026, 7, 1 + n, tzinfo=dt.UTC)) for n in range(13)]
    usable = holding(agreement, VIP, "CC", today).usable
    assert [one.user for one in without_access(users, usable, "last-assigned")] == ["u12", "u11", "u10"]
    assert [one.user for one in without_access(users, usable, "first-assigned")] == ["u00", "u01", "u02"]
