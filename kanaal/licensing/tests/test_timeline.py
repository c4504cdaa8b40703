"""The timeline: sorted, complete, and nothing on it comes as a surprise. For all kinds of terms, over years of days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.licensing.rules.announcements import Told, due, planned
from kanaal.licensing.rules.authorisations import State, state
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.kinds import DONE, LAST_DAYS, Kind
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.tests import made
from kanaal.licensing.tests.terms import EVERY, VIP

AHEAD = 1500
STATES = {Kind.OVERDUE: State.OVERDUE, Kind.SUSPENDED: State.SUSPENDED, Kind.LAPSES: State.LAPSED}


def snapshot(agreement: Agreement, terms: Terms, day: dt.date) -> dict[str, object]:
    """What there is at the end of a day: the state of each authorisation, the licences of each product."""
    cycle = agreement.cycle(terms)
    found: dict[str, object] = {
        one.number: state(one, cycle, terms, day) for one in agreement.additions if one.added <= day
    }
    for product in agreement.products:
        held = holding(agreement, terms, product, day)
        found[product] = (held.ordered, held.past_due)
    return found


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
@settings(max_examples=15)
def test_whatever_changes_on_a_day_stands_in_the_timeline(terms, data):
    agreement = data.draw(made.agreements(terms))
    today = agreement.begins + data.draw(st.integers(0, 800)) * DAY
    until = agreement.begins + AHEAD * DAY
    agreement = made.as_it_went(agreement.known_on(today), terms, until)
    found = timeline(agreement, terms, today, until)
    on = {(one.on, name) for one in found.happenings for name in (one.about, one.product)}
    done = {(one.on, one.product) for one in found.happenings if one.kind in DONE}
    before = snapshot(agreement, terms, agreement.begins)
    for ahead in range(1, AHEAD):
        day = agreement.begins + ahead * DAY
        now = snapshot(agreement, terms, day)
        products = {one.number: one.product for one in agreement.additions}
        for name in now:
            if name in before and now[name] != before[name]:
                assert (day, name) in on or (day, products.get(name, name)) in done, (name, day)
        before = now


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
def test_whatever_the_timeline_says_of_a_day_is_so_on_that_day(terms, data):
    agreement = data.draw(made.agreements(terms))
    until = agreement.begins + AHEAD * DAY
    today = agreement.begins + data.draw(st.integers(0, AHEAD)) * DAY
    agreement = made.as_it_went(agreement.known_on(today), terms, until)
    cycle = agreement.cycle(terms)
    additions = {one.number: one for one in agreement.additions}
    for one in timeline(agreement, terms, today, until).happenings:
        if one.kind in STATES:
            addition = additions[one.about]
            assert state(addition, cycle, terms, one.on) is STATES[one.kind]
            assert state(addition, cycle, terms, one.on - DAY) is not STATES[one.kind]
            assert one.quantity == addition.open(one.on)
        if one.kind is Kind.PAST_DUE:
            assert one.quantity == holding(agreement, terms, one.product, one.on).past_due
        if one.kind is Kind.GOES and terms.renewing.usable_after:
            assert holding(agreement, terms, one.product, one.on).past_due == 0
            back = sum(part.quantity for renewal in agreement.renewals for part in renewal.returns if part.on == one.on)
            gone = sum(part.quantity for a in agreement.additions for part in a.returns if part.on == one.on)
            before = holding(agreement, terms, one.product, one.on - DAY).past_due
            assert before - gone <= one.quantity <= before + back
        if one.kind is Kind.TERM_BEGINS:
            assert one.quantity <= holding(agreement, terms, one.product, one.on).ordered


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
def test_it_is_in_order_divided_by_today_and_says_what_can_still_be_done(terms, data):
    agreement = data.draw(made.agreements(terms))
    today = agreement.begins + data.draw(st.integers(0, 1000)) * DAY
    found = timeline(agreement, terms, today, today + 400 * DAY)
    assert [one.on for one in found.happenings] == sorted(one.on for one in found.happenings)
    assert len({one.key for one in found.happenings if one.kind not in DONE | LAST_DAYS}) == len(
        [one for one in found.happenings if one.kind not in DONE | LAST_DAYS]
    )
    assert sorted((*found.past, *found.coming), key=found.happenings.index) == list(found.happenings)
    for one in found.happenings:
        assert one.on >= agreement.begins
        assert one.kind not in DONE or one.on <= today
        for option in one.options:
            assert today <= option.until < one.on
        if one.kind in terms.announced and one.on > today:
            assert one.known_from < one.on


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
def test_all_that_happens_within_sixty_days_has_an_announcement_before_it(terms, data):
    agreement = data.draw(made.agreements(terms))
    today = agreement.begins + data.draw(st.integers(0, 1000)) * DAY
    found = timeline(agreement, terms, today, today + 60 * DAY)
    days: dict[str, list[dt.date]] = {}
    for announced in planned(found, terms):
        days.setdefault(announced.happening.key, []).append(announced.on)
        assert announced.notice.to
    for one in found.coming:
        if one.kind in terms.announced:
            assert min(days[one.key]) < one.on
            assert len(set(days[one.key])) == len(days[one.key])


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
@settings(max_examples=6)
def test_day_by_day_nothing_happens_that_was_not_told_before(terms, data):
    """The clock asks each evening; on the next day everything that happens by itself was told, for as many licences."""
    agreement = data.draw(made.agreements(terms))
    agreement = made.as_it_went(agreement, terms, agreement.begins + AHEAD * DAY)
    told: set[Told] = set()
    for ahead in range(800):
        day = agreement.begins + ahead * DAY
        seen = timeline(agreement.known_on(day), terms, day, day + 65 * DAY)
        several = due(seen, terms, told, day - DAY)
        assert not any(announced.late for announced in several)
        assert len({announced.happening.key for announced in several}) == len(several)
        told |= {announced.told for announced in several}
        assert due(seen, terms, told, day - DAY) == ()
        for one in seen.coming:
            if one.on == day + DAY and one.kind in terms.announced:
                assert any(t.key == one.key and t.quantity >= one.quantity for t in told), one


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
@given(data=st.data())
def test_from_a_day_on_it_says_what_the_whole_says_of_those_days(terms, data):
    agreement = data.draw(made.agreements(terms))
    today = agreement.begins + data.draw(st.integers(0, AHEAD)) * DAY
    since = agreement.begins + data.draw(st.integers(0, AHEAD)) * DAY
    until = max(today, since) + 400 * DAY
    whole = timeline(agreement, terms, today, until).happenings
    assert timeline(agreement, terms, today, until, since).happenings == tuple(one for one in whole if one.on >= since)


@given(made.agreements(VIP), st.integers(0, 800), st.integers(1, 200))
def test_after_a_jump_of_the_clock_all_is_told_that_it_went_over(agreement, ahead, jump):
    before = agreement.begins + ahead * DAY
    today = before + jump * DAY
    seen = timeline(agreement.known_on(before), VIP, today, today + 100 * DAY)
    found = {one.happening.key: one for one in due(seen, VIP, (), before)}
    for one in seen.happenings:
        if one.kind in VIP.announced and before < one.on <= today:
            assert found[one.key].late == (one.on < today or found[one.key].notice.days_before > 0)
