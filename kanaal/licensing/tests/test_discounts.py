"""Discount levels: one order, the look-back, the commitment; what does not count; what next year will cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.commitment import (
    Committed,
    NoCommitment,
    breaks,
    commitment_misses,
    committed,
    ends_on,
    price_day,
    spare,
)
from kanaal.licensing.rules.days import DAY, Cycle
from kanaal.licensing.rules.discounts import WhyLevel, level_on, outlook
from kanaal.licensing.rules.facts import LICENCE, Addition, Agreement, Commitment, Part, Renewal
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.ladders import rank, step_for
from kanaal.licensing.rules.renewal import renewal_preview
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.tests import made
from kanaal.licensing.tests.terms import LEVELS, MARKETPLACE, NFR, SUFFIXES, TIERS, VIP

D = dt.date
BEGINS, AD = D(2026, 1, 15), D(2027, 1, 15)


def bought(quantity: int, on: dt.date = BEGINS, number: str = "", kind: str = LICENCE) -> Addition:
    number = number or f"{kind}-{on}-{quantity}"
    return Addition(
        number, "CC" if kind == LICENCE else "STOCK", quantity, on, (Part(on, quantity, number),), kind=kind
    )


def key(agreement: Agreement, day: dt.date, terms=VIP, kind: str = LICENCE, order: int = 0) -> str:
    level = level_on(agreement, terms, kind, day, order=order)
    assert level is not None
    return level.key


@pytest.mark.parametrize(
    ("quantity", "level"),
    [(0, "level-1"), (1, "level-1"), (9, "level-1"), (10, "level-2"), (49, "level-2"), (50, "level-3"),
     (99, "level-3"), (100, "level-4"), (10_000, "level-4")],
)  # fmt: skip
def test_the_level_of_a_quantity(quantity, level):
    assert step_for(LEVELS, quantity).key == level


@pytest.mark.parametrize(
    ("quantity", "tier"),
    [(999, "T1"), (1_000, "T2"), (2_499, "T2"), (2_500, "T3"), (5_000, "T4"), (15_000, "T5"), (50_000, "T6"),
     (99_999, "T6"), (100_000, "T7")],
)  # fmt: skip
def test_consumables_have_a_ladder_of_their_own(quantity, tier):
    assert step_for(TIERS, quantity).key == tier
    agreement = Agreement(BEGINS, (bought(quantity, kind="consumable"), bought(3)))
    assert key(agreement, BEGINS, MARKETPLACE, "consumable") == tier
    assert key(agreement, BEGINS, MARKETPLACE) == "01"
    assert level_on(agreement, VIP, "consumable", BEGINS) is None


def test_orders_of_a_term_do_not_add_up_but_one_order_reaches_the_level_of_its_size():
    agreement = Agreement(BEGINS, (bought(6), bought(6, BEGINS + 20 * DAY)))
    assert key(agreement, AD - DAY) == "level-1"
    assert key(agreement, AD - DAY, order=10) == "level-2"
    large = replace(agreement, additions=(*agreement.additions, bought(50, BEGINS + 60 * DAY)))
    assert key(large, BEGINS + 59 * DAY) == "level-1"
    assert key(large, BEGINS + 60 * DAY) == "level-3"
    assert key(large, AD - DAY) == "level-3"


def test_forty_six_licences_are_about_to_add_six_thirty_five_days_before_the_anniversary():
    day = AD - 35 * DAY
    agreement = Agreement(BEGINS, (bought(46),))
    as_is = outlook(agreement, VIP, LEVELS, day, 46)
    assert (as_is.now.key, as_is.next.key, as_is.counted) == ("level-2", "level-2", 46)
    assert as_is.better is not None
    assert (as_is.better.key, as_is.missing, as_is.counts_until) == ("level-3", 4, AD - 31 * DAY)
    assert not as_is.decided
    more = replace(agreement, additions=(*agreement.additions, bought(6, day)))
    after = outlook(more, VIP, LEVELS, day, 52)
    assert (after.now.key, after.next.key, after.counted) == ("level-2", "level-3", 52)
    prices = {"CC": {"level-2": Decimal("671.46"), "level-3": Decimal("636.12")}}
    found, preview = renewal_preview(more, VIP, {"CC": 46}, prices, "EUR", AD - 20 * DAY)
    assert found is not None
    assert (found.why, found.decided, found.next.key) == (WhyLevel.LOOK_BACK, True, "level-3")
    assert preview.total == Decimal("29261.52")


def test_what_is_ordered_after_the_look_back_comes_too_late_for_the_next_level():
    for days, level in ((32, "level-3"), (31, "level-3"), (30, "level-2")):
        late = Agreement(BEGINS, (bought(46), bought(6, AD - days * DAY)))
        assert outlook(late, VIP, LEVELS, AD - 20 * DAY, 46).next.key == level
    # Used in time, and ordered too late.
    used = replace(bought(6, AD - 40 * DAY), orders=(Part(AD - 30 * DAY, 6),))
    assert outlook(Agreement(BEGINS, (bought(46), used)), VIP, LEVELS, AD - 20 * DAY, 46).next.key == "level-2"


def test_what_went_back_does_not_count_at_the_look_back_but_the_term_keeps_its_level():
    back = replace(bought(50), returns=(Part(BEGINS + 9 * DAY, 30),))
    agreement = Agreement(BEGINS, (back,))
    assert key(agreement, AD - DAY) == "level-3"
    assert outlook(agreement, VIP, LEVELS, AD - DAY, 20).next.key == "level-2"


def test_the_next_term_begins_at_what_was_found_and_may_begin_lower():
    agreement = Agreement(BEGINS, (bought(60),), renewals=(Renewal("V", "CC", AD, AD - DAY, 8),))
    assert key(agreement, AD) == "level-3"  # by the look-back over the term in which 60 were bought
    assert key(agreement, D(2028, 1, 15)) == "level-1"
    assert outlook(agreement, VIP, LEVELS, D(2027, 6, 1), 8).next.key == "level-1"
    one_large = outlook(agreement, VIP, LEVELS, D(2027, 6, 1), 100)
    assert (one_large.next.key, one_large.why) == ("level-4", WhyLevel.RENEWAL_SIZE)


def test_in_the_marketplace_the_renewal_alone_decides():
    agreement = Agreement(BEGINS, (bought(60),))
    found = outlook(agreement, MARKETPLACE, SUFFIXES, AD - 40 * DAY, 18)
    assert (found.next.key, found.counted, found.counts_until, found.decided) == ("02", 18, None, False)
    part = replace(agreement, renewals=(Renewal("V", "CC", AD, AD, 18, automatic=True),))
    assert (key(part, AD - DAY, MARKETPLACE), key(part, AD, MARKETPLACE)) == ("03", "02")


def test_what_is_not_for_resale_has_no_level():
    assert level_on(Agreement(BEGINS, (bought(60),)), NFR, LICENCE, AD) is None


@pytest.mark.parametrize(("terms", "ladder"), [(VIP, LEVELS), (MARKETPLACE, SUFFIXES)], ids=["vip", "marketplace"])
@given(data=st.data(), ahead=st.integers(0, 1000), more=st.integers(0, 60))
def test_within_a_term_the_level_only_rises(terms, ladder, data, ahead, more):
    agreement = data.draw(made.agreements(terms))
    cycle = agreement.cycle(terms)
    day = agreement.begins + ahead * DAY
    later = min(day + more * DAY, cycle.term_on(day).last)
    assert rank(ladder, key(agreement, day, terms)) <= rank(ladder, key(agreement, later, terms))


# --- commitments

SAID = Commitment("C", 25, BEGINS)
ACCEPTED = replace(SAID, accepted=BEGINS + 5 * DAY)


def with_commitment(commitment: Commitment | None, *additions: Addition) -> Agreement:
    return Agreement(BEGINS, additions or (bought(30),), commitment=commitment)


@pytest.mark.parametrize(
    ("commitment", "held", "days", "expected"),
    [
        (SAID, 30, 7, Committed.REQUESTED), (SAID, 30, 8, Committed.EXPIRED),
        (replace(SAID, declined=BEGINS + DAY), 30, 1, Committed.DECLINED),
        (ACCEPTED, 30, 4, Committed.REQUESTED), (ACCEPTED, 30, 5, Committed.KEPT),
        (ACCEPTED, 20, 35, Committed.ACCEPTED), (ACCEPTED, 20, 36, Committed.MISSED), (None, 30, 0, None),
    ],
)  # fmt: skip
def test_where_a_commitment_stands(commitment, held, days, expected):
    assert committed(with_commitment(commitment, bought(held)), VIP, BEGINS + days * DAY) is expected


@pytest.mark.parametrize(
    ("accepted", "ends"),
    [
        ("2026-01-20", "2029-01-14"), ("2026-12-15", "2029-01-14"), ("2026-12-16", "2030-01-14"),
        ("2027-01-14", "2030-01-14"), ("2027-01-15", "2030-01-14"), ("2025-11-01", "2028-10-31"),
    ],
)  # fmt: skip
def test_until_when_it_holds(accepted, ends):
    assert VIP.committing is not None
    assert ends_on(D.fromisoformat(accepted), Cycle(BEGINS, 12), VIP.committing) == D.fromisoformat(ends)


def test_a_committed_customer_keeps_the_level_the_prices_and_the_minimum():
    agreement = replace(with_commitment(replace(ACCEPTED, quantity=50), bought(52)))
    start = BEGINS + 5 * DAY
    assert key(agreement, start, MARKETPLACE) == "13"
    assert key(agreement, start, MARKETPLACE, order=100) == "14"
    assert price_day(agreement, VIP, D(2026, 9, 1)) == start
    assert price_day(agreement, VIP, start - DAY) == start - DAY
    assert spare(agreement, VIP, start) == 2
    assert spare(agreement, VIP, start - DAY) is None
    found = outlook(agreement, VIP, LEVELS, D(2026, 6, 1), 20)
    assert (found.next.step.key, found.why) == ("level-3", WhyLevel.COMMITMENT)
    assert breaks(agreement, VIP, 49, AD)
    assert not breaks(agreement, VIP, 50, AD)
    assert not breaks(agreement, VIP, 1, D(2029, 1, 15))
    (ends,) = [
        one for one in timeline(agreement, VIP, start, D(2029, 12, 31)).coming if one.kind is Kind.COMMITMENT_ENDS
    ]
    assert ends.on == D(2029, 1, 15)


@pytest.mark.parametrize(
    ("commitment", "quantity", "level", "day", "expected"),
    [
        (None, 10, "level-1", BEGINS, ()),
        (None, 9, "level-1", BEGINS, (NoCommitment.TOO_FEW, NoCommitment.LEVEL_TOO_LOW)),
        (None, 9, "level-2", BEGINS, (NoCommitment.TOO_FEW,)),
        (SAID, 30, "level-2", BEGINS, (NoCommitment.RUNNING,)),
        (SAID, 30, "level-2", BEGINS + 8 * DAY, ()),
        (ACCEPTED, 30, "level-2", D(2028, 12, 15), (NoCommitment.RUNNING,)),
        (ACCEPTED, 30, "level-2", D(2028, 12, 16), ()),
    ],
)
def test_who_can_commit(commitment, quantity, level, day, expected):
    assert commitment_misses(with_commitment(commitment), VIP, LEVELS, quantity, level, day) == expected
    assert commitment_misses(with_commitment(None), NFR, LEVELS, quantity, level, day) == (NoCommitment.NOT_OFFERED,)


def test_what_a_commitment_waits_for_stands_in_the_timeline():
    day = BEGINS + DAY
    for commitment, kind, on in (
        (SAID, Kind.ACCEPT_BY, BEGINS + 7 * DAY), (replace(ACCEPTED, accepted=day), Kind.FULFIL_BY, BEGINS + 31 * DAY)
    ):  # fmt: skip
        found = timeline(with_commitment(commitment, bought(3)), VIP, day, AD)
        assert [one.on for one in found.coming if one.kind is kind] == [on]


def test_what_is_ordered_or_returned_after_the_look_back_moves_no_level_of_the_new_term():
    late = replace(bought(6, AD - 40 * DAY), orders=(Part(AD + 3 * DAY, 6),))
    agreement = Agreement(BEGINS, (bought(46), late), renewals=(Renewal("V", "CC", AD, AD, 46),))
    assert key(agreement, AD + 10 * DAY) == "level-2"
    back = replace(bought(6, AD - 35 * DAY), returns=(Part(AD - 25 * DAY, 6),))
    assert key(replace(agreement, additions=(bought(46), back)), AD + 10 * DAY) == "level-3"
