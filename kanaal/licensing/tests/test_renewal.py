"""Renewing: the window, a part, what goes, what renews by itself, and the date that the console shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.access import Assignment, without_access
from kanaal.licensing.rules.days import DAY, Span
from kanaal.licensing.rules.facts import Addition, Agreement, Part, Renewal, Setting
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.lists import Listed, listed
from kanaal.licensing.rules.renewal import (
    Due,
    NoRenewal,
    Split,
    as_it_goes,
    by_itself,
    due,
    open_anniversary,
    renewal_misses,
    renewal_preview,
    shown_on,
    split,
)
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.rules.windows import Phase, WhyShown, goes_on, phase, window
from kanaal.licensing.tests import made
from kanaal.licensing.tests.terms import DOMES, MARKETPLACE, NFR, VIP

D = dt.date
BEGINS, AD = D(2025, 12, 10), D(2026, 12, 10)
BOUGHT = Addition("A", "CC", 25, BEGINS, orders=(Part(BEGINS, 25, "O-1"),))
AGREEMENT = Agreement(BEGINS, (BOUGHT,))


def renewed(quantity: int, on: dt.date = AD - 10 * DAY, agreement: Agreement = AGREEMENT) -> Agreement:
    return replace(agreement, renewals=(*agreement.renewals, Renewal(f"V-{on}", "CC", AD, on, quantity)))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-91, Phase.QUIET), (-90, Phase.UPCOMING), (-31, Phase.UPCOMING), (-30, Phase.READY), (-1, Phase.READY),
        (0, Phase.PAST_DUE), (30, Phase.PAST_DUE), (31, Phase.CLOSED),
    ],
)  # fmt: skip
def test_the_phases_of_a_renewal(days, expected):
    assert phase(AD, VIP.renewing, AD + days * DAY) is expected


def test_the_window_and_the_day_on_which_all_goes_that_was_not_renewed():
    assert window(AD, VIP.renewing) == Span(D(2026, 11, 10), D(2027, 1, 9))
    assert goes_on(AD, VIP.renewing) == D(2027, 1, 10)
    assert goes_on(AD, MARKETPLACE.renewing) == AD
    assert window(AD, MARKETPLACE.renewing).last == D(2026, 12, 24)
    cycle = AGREEMENT.cycle(VIP)
    for day, expected in ((-31, None), (-30, AD), (30, AD), (31, None)):
        assert open_anniversary(cycle, VIP.renewing, AD + day * DAY) == expected
    assert open_anniversary(cycle, VIP.renewing, BEGINS) is None  # day 0 renews nothing


def test_eighteen_of_twenty_five_are_renewed():
    partly = renewed(18)
    assert due(partly, VIP, AD, AD) == (Due("CC", 25, 18, 7),)
    for day, usable in ((AD - DAY, 25), (AD, 25), (AD + 30 * DAY, 25), (AD + 31 * DAY, 18)):
        assert holding(partly, VIP, "CC", day).usable == usable
    seen = timeline(partly, VIP, AD - 5 * DAY, AD + 40 * DAY)
    coming = {one.kind: (one.on, one.quantity) for one in seen.coming if one.about in ("", "CC")}
    assert coming == {
        Kind.TERM_BEGINS: (AD, 18), Kind.PAST_DUE: (AD, 7), Kind.RENEW_BY: (AD + 30 * DAY, 7),
        Kind.DATE_MOVES: (AD + 30 * DAY, 18), Kind.GOES: (AD + 31 * DAY, 7),
    }  # fmt: skip
    users = [Assignment(f"u{n:02}", dt.datetime(2026, 1, 1 + n, tzinfo=dt.UTC)) for n in range(20)]
    assert [one.user for one in without_access(users, 18, "last-assigned")] == ["u19", "u18"]


def test_what_is_added_after_the_anniversary_is_the_new_term_s_and_needs_no_renewal():
    new = Addition("B", "CC", 4, AD + 5 * DAY, orders=(Part(AD + 5 * DAY, 4),))
    partly = replace(renewed(18), additions=(BOUGHT, new))
    assert due(partly, VIP, AD, AD + 10 * DAY) == (Due("CC", 25, 18, 7),)
    assert holding(partly, VIP, "CC", AD + 30 * DAY).usable == 29
    assert holding(partly, VIP, "CC", AD + 31 * DAY).usable == 22
    (goes,) = [one for one in timeline(partly, VIP, AD + 9 * DAY, AD + 50 * DAY).coming if one.kind is Kind.GOES]
    assert goes.quantity == 7


def test_a_renewal_that_is_past_due_does_not_shift_the_term():
    late = renewed(25, on=AD + 28 * DAY)
    assert holding(late, VIP, "CC", AD + 40 * DAY).ordered == 25
    assert late.cycle(VIP).next_anniversary(AD + 28 * DAY) == D(2027, 12, 10)
    prices = {"CC": {"level-1": Decimal("100"), "level-2": Decimal("90")}}
    for day in (AD - 20 * DAY, AD + 28 * DAY):
        found, preview = renewal_preview(AGREEMENT, VIP, {"CC": 25}, prices, "EUR", day)
        assert found is not None
        assert found.next.key == "level-2"
        (line,) = preview.lines
        assert (line.used, line.amount) == (Span(AD, D(2027, 12, 9)), Decimal("2250.00"))


@pytest.mark.parametrize(
    ("day", "expires", "until", "why"),
    [
        (AD - 11 * DAY, AD, None, WhyShown.TERM),
        (AD - 10 * DAY, AD, D(2027, 12, 10), WhyShown.RENEWED_BUT_WAITS),
        (AD, AD, D(2027, 12, 10), WhyShown.RENEWED_BUT_WAITS),
        (AD + 29 * DAY, AD, D(2027, 12, 10), WhyShown.RENEWED_BUT_WAITS),
        (AD + 30 * DAY, D(2027, 12, 10), None, WhyShown.TERM),
    ],
)
def test_the_console_shows_the_new_date_thirty_days_after_the_old_one(day, expires, until, why):
    found = shown_on(renewed(25), VIP, day)
    assert (found.expires, found.renewed_until, found.why) == (expires, until, why)
    if why is WhyShown.RENEWED_BUT_WAITS:
        assert found.moves_on == AD + 30 * DAY


def test_what_was_not_renewed_shows_the_old_date():
    assert shown_on(AGREEMENT, VIP, AD + 30 * DAY).why is WhyShown.PAST_DUE
    assert shown_on(AGREEMENT, VIP, AD + 31 * DAY).why is WhyShown.ENDED
    assert shown_on(AGREEMENT, VIP, AD + 31 * DAY).expires == AD
    early = renewed(25)
    assert shown_on(early, MARKETPLACE, AD - 5 * DAY).expires == D(2027, 12, 10)
    assert shown_on(early, MARKETPLACE, AD - 5 * DAY).why is WhyShown.RENEWED_AT_ONCE


@given(made.agreements(VIP), st.integers(0, 1200))
def test_the_date_that_is_shown_never_goes_back_while_nothing_does(agreement, ahead):
    agreement = replace(
        agreement,
        additions=tuple(replace(one, returns=(), removals=()) for one in agreement.additions),
        renewals=tuple(replace(one, returns=()) for one in agreement.renewals),
    )
    day = agreement.begins + ahead * DAY
    assert shown_on(agreement, VIP, day).expires <= shown_on(agreement, VIP, day + DAY).expires


def test_an_order_in_the_window_renews_what_there_is_and_adds_the_rest():
    day = AD - 10 * DAY
    assert split(AGREEMENT, VIP, {"CC": 30, "PDF": 2}, day) == (Split("CC", 25, 5), Split("PDF", 0, 2))
    assert split(AGREEMENT, VIP, {"CC": 30}, AD - 31 * DAY) == (Split("CC", 0, 30),)
    assert split(renewed(18), VIP, {"CC": 30}, day) == (Split("CC", 7, 23),)


@pytest.mark.parametrize(
    ("terms", "agreement", "asked", "days", "expected"),
    [
        (VIP, AGREEMENT, {"CC": 18}, -10, ()),
        (VIP, AGREEMENT, {"CC": 18}, -31, (NoRenewal.OUTSIDE_WINDOW,)),
        (VIP, AGREEMENT, {"CC": 18}, 31, (NoRenewal.OUTSIDE_WINDOW,)),
        (VIP, AGREEMENT, {"CC": 30}, 10, ()),
        (VIP, AGREEMENT, {"CC": 0}, 10, (NoRenewal.NOTHING_ASKED,)),
        (VIP, renewed(25), {"CC": 1}, 0, ()),
        (MARKETPLACE, AGREEMENT, {"CC": 25}, -10, ()),
        (MARKETPLACE, AGREEMENT, {"CC": 26}, -10, (NoRenewal.REST_FIRST,)),
        (MARKETPLACE, renewed(25), {"CC": 1}, -5, ()),
        (MARKETPLACE, renewed(18), {"PDF": 1}, -5, (NoRenewal.REST_FIRST,)),
        (MARKETPLACE, AGREEMENT, {"CC": 25}, 14, ()),
        (MARKETPLACE, AGREEMENT, {"CC": 26}, 14, (NoRenewal.MORE_THAN_THERE_WAS,)),
        (MARKETPLACE, AGREEMENT, {"CC": 25}, 15, (NoRenewal.OUTSIDE_WINDOW,)),
    ],
)
def test_why_a_renewal_can_t_be_ordered(terms, agreement, asked, days, expected):
    assert renewal_misses(agreement, terms, asked, AD + days * DAY) == expected


@pytest.mark.parametrize(
    ("settings", "early", "expected"),
    [
        ((), 0, 25), ((Setting("CC", enabled=False),), 0, 0), ((Setting("CC", enabled=True, quantity=20),), 0, 20),
        ((Setting("CC", enabled=True, quantity=30),), 0, 30), ((), 18, 7), ((), 25, 0),
        ((Setting("CC", enabled=True, quantity=20),), 18, 2), ((Setting("CC", enabled=True, quantity=10),), 18, 0),
    ],
)  # fmt: skip
def test_what_renews_by_itself(settings, early, expected):
    agreement = replace(renewed(early) if early else AGREEMENT, settings=settings)
    found = by_itself(agreement, MARKETPLACE, AD)
    assert sum(one.quantity for one in found) == expected
    assert by_itself(agreement, VIP, AD) == ()
    written = replace(agreement, renewals=(*agreement.renewals, *found))
    assert by_itself(written, MARKETPLACE, AD) == () or not found
    assert holding(written, MARKETPLACE, "CC", AD).ordered == early + expected


def test_what_renewed_by_itself_and_went_back_does_not_renew_a_second_time():
    back = Renewal("", "CC", AD, AD, 25, returns=(Part(AD, 25, "R"),), automatic=True)
    assert by_itself(replace(AGREEMENT, renewals=(back,)), MARKETPLACE, AD) == ()


def test_what_is_not_for_resale_renews_as_long_as_the_level_holds_and_ends_with_its_term():
    years = Span(BEGINS, D(2029, 12, 31))
    assert [one.anniversary.year for one in as_it_goes(AGREEMENT, NFR, years).renewals] == [2026, 2027, 2028, 2029]
    lost = replace(as_it_goes(AGREEMENT, NFR, Span(BEGINS, D(2027, 6, 1))), renews_itself=False)
    seen = timeline(lost, NFR, D(2027, 6, 1), D(2029, 12, 31))
    (goes,) = [one for one in seen.coming if one.kind is Kind.GOES]
    assert (goes.on, goes.quantity) == (D(2027, 12, 10), 25)
    assert holding(lost, NFR, "CC", D(2027, 12, 9)).usable == 25
    assert holding(lost, NFR, "CC", D(2027, 12, 10)).usable == 0


@given(made.agreements(DOMES), st.integers(1, 5))
def test_what_renews_by_itself_is_written_down_once(agreement, years):
    days = Span(agreement.begins, agreement.begins + years * 400 * DAY)
    once = as_it_goes(agreement, DOMES, days)
    assert as_it_goes(once, DOMES, days) == once


@given(made.agreements(VIP), st.integers(1, 3))
def test_what_is_renewed_and_what_goes_are_together_what_there_was(agreement, number):
    anniversary = agreement.cycle(VIP).anniversary(number)
    for one in due(agreement, VIP, anniversary, anniversary + 31 * DAY):
        assert one.left == max(0, one.renewable - one.renewed)


@pytest.mark.parametrize(
    ("agreement", "days", "expected"),
    [
        (AGREEMENT, -91, ()), (AGREEMENT, -90, (Listed.UPCOMING,)), (AGREEMENT, -30, (Listed.READY,)),
        (AGREEMENT, 0, (Listed.PAST_DUE,)), (AGREEMENT, 31, (Listed.NO_PRODUCTS,)),
        (renewed(25), 0, ()), (renewed(18), 5, (Listed.PAST_DUE,)), (renewed(18), 31, ()),
    ],
)  # fmt: skip
def test_in_which_lists_of_the_console_it_stands(agreement, days, expected):
    assert listed(agreement, VIP, AD + days * DAY) == expected


def test_what_presses_most_comes_first():
    several = replace(
        AGREEMENT,
        additions=(BOUGHT, Addition("P", "CC", 1, AD - 25 * DAY), Addition("O", "CC", 1, AD - 60 * DAY)),
    )
    assert listed(several, VIP, AD - 20 * DAY) == (Listed.PAYMENT_REQUIRED, Listed.READY, Listed.PENDING)
    assert listed(Agreement(BEGINS), VIP, BEGINS) == (Listed.NO_PRODUCTS,)


def test_what_only_a_renewal_brought_is_there_from_its_anniversary_on():
    begins, anniversary = dt.date(2025, 12, 10), dt.date(2026, 12, 10)
    bought = Addition("A", "CC", 5, begins, orders=(Part(begins, 5, "O"),))
    more = Renewal("V", "PDF", anniversary, anniversary - 3 * DAY, 2)
    agreement = Agreement(begins, (bought,), renewals=(more,))
    assert agreement.products == ("CC", "PDF")
    before, after = (holding(agreement, VIP, "PDF", anniversary + days * DAY) for days in (-1, 0))
    assert (before.all, after.usable) == (0, 2)


def test_what_is_ordered_after_more_was_renewed_than_there_was_is_renewed_already():
    """25 there, 32 renewed; 5 ordered before the anniversary are of those 32, and of 10 there are 3 left to renew."""
    more = renewed(32)
    for late, past_due in ((5, 0), (10, 3)):
        on = AD - 2 * DAY
        ordered = Addition("B", "CC", late, on, orders=(Part(on, late, "O-2"),))
        both = replace(more, additions=(*more.additions, ordered))
        found = holding(both, VIP, "CC", AD)
        assert (found.ordered, found.past_due) == (32, past_due)


def test_what_was_renewed_besides_goes_on_in_place_of_a_renewal_that_goes_back():
    """Of 25, 20 were renewed by hand and 15 by themselves; the 20 go back: 15 go on, and 10 are to be renewed still."""
    back = Renewal("V-1", "CC", AD, AD - 5 * DAY, 20, returns=(Part(AD + DAY, 20, "R-1"),))
    itself = Renewal("V-2", "CC", AD, AD, 15, automatic=True)
    found = holding(replace(AGREEMENT, renewals=(back, itself)), VIP, "CC", AD + 2 * DAY)
    assert (found.ordered, found.past_due) == (15, 10)


def test_what_only_a_renewal_brings_stands_in_the_timeline_too():
    begins, anniversary = dt.date(2025, 12, 10), dt.date(2026, 12, 10)
    bought = Addition("A", "CC", 5, begins, orders=(Part(begins, 5, "O"),))
    more = Renewal("V", "PDF", anniversary, anniversary - 3 * DAY, 2)
    seen = timeline(Agreement(begins, (bought,), (more,)), VIP, anniversary - DAY, anniversary + 60 * DAY)
    begun = [(one.on, one.quantity) for one in seen.happenings if one.kind is Kind.TERM_BEGINS]
    assert begun == [(anniversary, 2)]
    assert Kind.DATE_MOVES in {one.kind for one in seen.coming}


def test_where_nothing_was_there_is_nothing_to_renew():
    begins, day = dt.date(2025, 12, 10), dt.date(2026, 12, 1)
    removed = Addition("A", "CC", 5, begins, removals=(Part(begins, 5),))
    misses = renewal_misses(Agreement(begins, (removed,)), VIP, {"CC": 1}, day)
    assert misses == (NoRenewal.NOTHING_THERE,)
