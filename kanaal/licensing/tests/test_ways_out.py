"""Payment required: what to order, two ways out with what they cost; returns, switches and moves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Addition, Agreement, Part, Renewal
from kanaal.licensing.rules.moving import (
    Hindrance,
    Tenure,
    against_other_terms,
    approved_until,
    free_on,
    invited_until,
    reseller_on,
    to_settle,
)
from kanaal.licensing.rules.offers import (
    Anatomy,
    NoSwitch,
    Path,
    Taken,
    offer_of,
    same_product,
    switch_lines,
    switch_misses,
    taken_from,
)
from kanaal.licensing.rules.orders import (
    NoReturn,
    Order,
    OrderKind,
    OrderLine,
    OrderState,
    credit,
    return_by,
    return_misses,
)
from kanaal.licensing.rules.payment import Out, ways_out
from kanaal.licensing.tests.terms import MARKETPLACE, VIP

D = dt.date
TODAY = D(2026, 11, 24)
BEGINS = D(2026, 6, 1)
BOUGHT = Addition("1", "CC", 10, BEGINS, orders=(Part(BEGINS, 10, "O-1"),))
OLD = Addition("PA-64", "CC", 4, TODAY - 64 * DAY)


def test_day_sixty_one_is_calm_four_licences_three_users_two_ways_out():
    agreement = Agreement(BEGINS, (BOUGHT, OLD))
    (one,) = owed(agreement, VIP, TODAY)
    leave, back = ways_out(agreement, VIP, one, TODAY, price=Decimal("671.46"), currency="EUR", assigned=13)
    assert (leave.out, leave.costs, leave.users, leave.users_from) == (Out.LEAVE, Decimal("0.00"), 3, TODAY)
    assert (leave.until, leave.clear_on) == (D(2027, 7, 1), D(2027, 7, 2))
    # Added on 21 September: nine months of twelve, until the end of May.
    assert (back.pays, back.credited, back.costs) == (Decimal("2014.38"), Decimal("2014.38"), Decimal("0.00"))
    assert (back.clear_on, back.return_by, back.users) == (TODAY, TODAY + 14 * DAY, 3)


def test_while_it_is_only_overdue_users_lose_nothing_yet_if_it_is_left():
    agreement = Agreement(BEGINS, (BOUGHT, replace(OLD, added=TODAY - 33 * DAY)))
    (one,) = owed(agreement, VIP, TODAY)
    leave, back = ways_out(agreement, VIP, one, TODAY, price=Decimal("600"), currency="EUR", assigned=12)
    assert (leave.users, leave.users_from) == (2, TODAY + 28 * DAY)
    assert (back.users, back.users_from) == (2, TODAY)


def test_what_lapsed_needs_no_way_out():
    agreement = Agreement(BEGINS, (BOUGHT, OLD))
    (one,) = owed(agreement, VIP, D(2027, 7, 1))
    assert ways_out(agreement, VIP, one, D(2027, 7, 2), price=Decimal("1"), currency="EUR", assigned=0) == ()
    assert owed(agreement, VIP, D(2027, 7, 2)) == ()


# --- returns

LINES = (OrderLine(1, "CC", 6, Decimal("100.00")), OrderLine(2, "PDF", 2, Decimal("40.00")))
ORDER = Order("O-9", OrderKind.NEW, TODAY, LINES)
ALL = {1: 6, 2: 2}
FREE = {"CC": 6, "PDF": 2}


def test_until_when_an_order_goes_back():
    anniversary = D(2026, 12, 10)
    assert return_by(TODAY, VIP) == D(2026, 12, 8)
    assert return_by(TODAY, VIP, anniversary) == D(2027, 1, 9)
    assert return_by(D(2027, 1, 8), VIP, anniversary) == D(2027, 1, 22)
    assert return_by(TODAY, MARKETPLACE, anniversary) == D(2026, 12, 8)


@pytest.mark.parametrize(
    ("order", "asked", "days", "free", "spare", "expected"),
    [
        (ORDER, ALL, 14, FREE, None, ()),
        (ORDER, ALL, 15, FREE, None, (NoReturn.TOO_LATE,)),
        (ORDER, {1: 6}, 0, FREE, None, (NoReturn.ONLY_WHOLE,)),
        (ORDER, {1: 7, 2: 2}, 0, {"CC": 9, "PDF": 2}, None, (NoReturn.TOO_MANY, NoReturn.ONLY_WHOLE)),
        (ORDER, {**ALL, 3: 1}, 0, FREE, None, (NoReturn.NO_SUCH_LINE, NoReturn.ONLY_WHOLE)),
        (ORDER, ALL, 0, {"CC": 5, "PDF": 2}, None, (NoReturn.IN_USE,)),
        (ORDER, ALL, 0, FREE, 8, ()),
        (ORDER, ALL, 0, FREE, 7, (NoReturn.COMMITTED,)),
        (replace(ORDER, kind=OrderKind.SWITCH), ALL, 0, FREE, None, (NoReturn.SWITCHED,)),
        (replace(ORDER, lines=(LINES[0], replace(LINES[1], processing=True))), ALL, 0, FREE, None,
         (NoReturn.NOT_COMPLETE,)),
        (replace(ORDER, lines=(LINES[0], replace(LINES[1], consumed=True))), ALL, 0, FREE, None, (NoReturn.CONSUMED,)),
    ],
)  # fmt: skip
def test_why_an_order_can_t_go_back(order, asked, days, free, spare, expected):
    assert return_misses(order, asked, VIP, TODAY + days * DAY, free=free, spare=spare) == expected


def test_in_the_marketplace_a_part_goes_back():
    assert return_misses(ORDER, {1: 2}, MARKETPLACE, TODAY, free=FREE) == ()


def test_the_state_of_an_order_is_that_of_its_lines():
    back = [replace(line, returned=line.quantity) for line in LINES]
    assert ORDER.state is OrderState.COMPLETE
    assert replace(ORDER, lines=(LINES[0], back[1])).state is OrderState.COMPLETE
    assert replace(ORDER, lines=tuple(back)).state is OrderState.RETURNED
    assert replace(ORDER, lines=(replace(LINES[0], failed=True),)).state is OrderState.FAILED
    assert replace(ORDER, lines=(replace(LINES[0], processing=True), back[1])).state is OrderState.PROCESSING


@given(st.decimals("0.01", "9999", places=2), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_all_that_goes_back_in_parts_brings_back_what_was_paid(amount, parts):
    line = OrderLine(1, "CC", sum(parts), amount)
    found = Decimal(0)
    for part in parts:
        found += credit(line, part, "EUR")
        line = replace(line, returned=line.returned + part)
    assert found == amount
    assert line.state is OrderState.RETURNED


# --- offers and switches

ANATOMY = Anatomy(product=10, level=2)


def test_an_offer_carries_its_level_in_its_id():
    offer = offer_of("65304578CA01A12", ANATOMY)
    assert (offer.product, offer.level, offer.edition) == ("65304578CA", "01", "A12")
    assert offer.at("13").id == "65304578CA13A12"
    assert same_product("65304578CA01A12", "65304578CA14X12", ANATOMY)
    assert not same_product("65304578CA01A12", "65304578CB01A12", ANATOMY)
    with pytest.raises(ValueError, match="too short"):
        offer_of("65304578CA", ANATOMY)


@pytest.mark.parametrize(
    ("path", "quantity", "held", "running", "expected"),
    [
        (Path("PDF", "CC", whole=False), 2, 5, False, ()),
        (Path("PDF", "CC", whole=True), 2, 5, False, (NoSwitch.ONLY_WHOLE,)),
        (Path("PDF", "CC", whole=True), 5, 5, True, (NoSwitch.RUNNING,)),
        (Path("PDF", "CC", whole=False), 6, 5, False, (NoSwitch.TOO_MANY,)),
        (None, 1, 5, False, (NoSwitch.NO_PATH,)),
    ],
)
def test_why_a_product_can_t_be_changed_for_another(path, quantity, held, running, expected):
    assert switch_misses(path, quantity, held, running=running) == expected


def test_a_switch_costs_the_difference_for_what_is_left_of_the_term():
    agreement = Agreement(D(2026, 1, 1), (Addition("1", "PDF", 5, D(2026, 1, 1), orders=(Part(D(2026, 1, 1), 5),)),))
    lines = switch_lines(
        agreement,
        MARKETPLACE,
        Path("PDF", "CC", whole=False),
        2,
        Decimal("100"),
        Decimal("300"),
        "EUR",
        D(2026, 10, 20),
    )
    assert [(line.product, line.amount) for line in lines] == [("CC", Decimal("120.00")), ("PDF", Decimal("-40.00"))]


def test_what_is_switched_is_taken_from_the_oldest_order_first():
    later = Addition("2", "CC", 5, BEGINS + 50 * DAY, orders=(Part(BEGINS + 50 * DAY, 5),))
    agreement = Agreement(BEGINS, (later, BOUGHT))
    assert taken_from(agreement, VIP, "CC", 12, TODAY) == (Taken("1", 10), Taken("2", 2))
    assert taken_from(agreement, VIP, "CC", 3, TODAY) == (Taken("1", 3),)
    with pytest.raises(ValueError, match="not so many"):
        taken_from(agreement, VIP, "CC", 16, TODAY)


# --- moves


def test_open_authorisations_are_settled_before_an_agreement_moves():
    agreement = Agreement(BEGINS, (BOUGHT, OLD, Addition("PA-2", "CC", 1, TODAY)))
    assert [one.about for one in to_settle(agreement, VIP, TODAY)] == ["PA-64", "PA-2"]
    assert to_settle(Agreement(BEGINS, (BOUGHT,)), VIP, TODAY) == ()


def test_what_stands_against_other_terms_and_until_when():
    anniversary = D(2027, 6, 1)
    day = anniversary - 10 * DAY
    agreement = Agreement(BEGINS, (BOUGHT,))
    assert [one.why for one in against_other_terms(agreement, VIP, day)] == [Hindrance.NOT_RENEWED]
    partly = replace(agreement, renewals=(Renewal("V", "CC", anniversary, day, 6),))
    stands = against_other_terms(partly, VIP, day)
    assert [one.why for one in stands] == [Hindrance.PARTLY_RENEWED, Hindrance.RETURNABLE]
    assert free_on(stands, day) == D(2027, 7, 2)
    assert against_other_terms(agreement, VIP, TODAY) == ()
    assert free_on((), TODAY) == TODAY
    (returnable,) = against_other_terms(agreement, VIP, BEGINS + 14 * DAY)
    assert (returnable.about, returnable.gone_on) == ("O-1", BEGINS + 15 * DAY)


def test_a_rebate_follows_the_reseller_of_the_order_s_date():
    tenures = (Tenure("old", BEGINS), Tenure("new", TODAY))
    assert reseller_on(tenures, TODAY - DAY) == "old"
    assert reseller_on(tenures, TODAY) == "new"
    assert reseller_on(tenures, BEGINS - DAY) is None
    assert approved_until(TODAY, VIP) == TODAY + 7 * DAY
    assert invited_until(TODAY, VIP) == TODAY + 30 * DAY
