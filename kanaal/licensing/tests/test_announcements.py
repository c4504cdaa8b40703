"""Who is told when: the pack's notices, once each, again when more is concerned, and late rather than never."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kanaal.licensing.rules.announcements import Told, due, planned
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Addition, Agreement, Part, Renewal
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.tests.terms import MARKETPLACE, VIP

D = dt.date
BEGINS, AD = D(2025, 12, 10), D(2026, 12, 10)
TODAY = D(2026, 11, 24)
BOUGHT = Addition("A", "CC", 25, BEGINS, orders=(Part(BEGINS, 25, "O-1"),))
AGREEMENT = Agreement(BEGINS, (BOUGHT,))


def told_on(agreement: Agreement, day: dt.date, told: tuple[Told, ...] = (), terms=VIP, since: dt.date | None = None):
    seen = timeline(agreement.known_on(day), terms, day, day + 100 * DAY)
    return due(seen, terms, told, since or day - DAY)


def test_an_authorisation_is_announced_before_it_is_overdue_and_before_it_is_suspended():
    added = D(2026, 6, 1)
    agreement = Agreement(BEGINS, (Addition("PA", "CC", 4, added),))
    told: tuple[Told, ...] = ()
    days = []
    for age in range(70):
        found = told_on(agreement, added + age * DAY, told)
        told += tuple(one.told for one in found)
        days += [(age, one.happening.kind, one.notice.days_before, one.notice.to) for one in found]
    assert days == [
        (24, Kind.OVERDUE, 7, ("reseller",)), (30, Kind.OVERDUE, 1, ("reseller", "customer")),
        (31, Kind.OVERDUE, 0, ("reseller", "customer")), (47, Kind.SUSPENDED, 14, ("reseller", "customer")),
        (58, Kind.SUSPENDED, 3, ("reseller", "customer", "desk")),
        (61, Kind.SUSPENDED, 0, ("reseller", "customer", "desk")),
    ]  # fmt: skip


def test_what_is_ordered_is_announced_no_more():
    added = D(2026, 6, 1)
    ordered = Addition("PA", "CC", 4, added, orders=(Part(added + 25 * DAY, 4),))
    assert [one.happening.kind for one in told_on(Agreement(BEGINS, (ordered,)), added + 24 * DAY)] == [Kind.OVERDUE]
    assert told_on(Agreement(BEGINS, (ordered,)), added + 30 * DAY) == ()


def test_who_adds_licences_the_day_before_they_end_hears_of_them_at_once():
    (first,) = [one for one in told_on(AGREEMENT, AD - DAY) if one.happening.kind is Kind.PAST_DUE]
    assert first.happening.quantity == 25
    later = Addition("B", "CC", 3, AD - DAY, orders=(Part(AD - DAY, 3),))
    more = replace(AGREEMENT, additions=(BOUGHT, later))
    (again,) = [one for one in told_on(more, AD - DAY, (first.told,)) if one.happening.kind is Kind.PAST_DUE]
    assert again.happening.quantity == 28
    partly = replace(more, renewals=(Renewal("V", "CC", AD, AD - DAY, 20),))
    assert Kind.PAST_DUE not in {one.happening.kind for one in told_on(partly, AD - DAY, (first.told,))}


def test_a_renewal_that_goes_back_is_announced_again():
    done = replace(AGREEMENT, renewals=(Renewal("V", "CC", AD, AD - 9 * DAY, 25),))
    assert told_on(done, AD - 5 * DAY) == ()
    back = replace(done, renewals=(replace(done.renewals[0], returns=(Part(AD - 5 * DAY, 25),)),))
    assert [one.happening.kind for one in told_on(back, AD - 5 * DAY)] == [Kind.PAST_DUE]


def test_of_several_that_fall_on_one_day_only_the_most_pressing_goes_out():
    added = AD - 5 * DAY
    young = Agreement(BEGINS, (Addition("A", "CC", 2, added, orders=(Part(added, 2),)),))
    seen = timeline(young, VIP, added, added + 60 * DAY)
    found = [(one.on, one.notice.days_before) for one in planned(seen, VIP) if one.happening.kind is Kind.PAST_DUE]
    assert found == [(added, 7), (AD, 0)]


def test_what_a_jump_of_the_clock_went_over_is_told_late_and_once():
    found = told_on(AGREEMENT, AD + 40 * DAY, since=AD - 40 * DAY)
    assert [(one.happening.kind, one.notice.days_before, one.late) for one in found] == [
        (Kind.PAST_DUE, 0, True), (Kind.GOES, 0, True)
    ]  # fmt: skip
    assert told_on(AGREEMENT, AD + 40 * DAY, tuple(one.told for one in found), since=AD - 40 * DAY) == ()
    assert told_on(AGREEMENT, AD + 41 * DAY) == ()
    on_the_day = told_on(
        AGREEMENT, AD, terms=replace(MARKETPLACE, notices=MARKETPLACE.notices[3:] + MARKETPLACE.notices[:1])
    )
    assert all(one.late for one in on_the_day)


def test_what_renews_by_itself_is_announced_while_it_can_still_be_switched_off():
    found = told_on(AGREEMENT, AD - 30 * DAY, terms=MARKETPLACE)
    (one,) = found
    assert (one.happening.kind, one.happening.quantity, one.happening.on) == (Kind.RENEWS_ITSELF, 25, AD)
    assert [option.until for option in one.happening.options] == [AD - 3 * DAY]
    (last,) = told_on(AGREEMENT, AD - 5 * DAY, (one.told,), terms=MARKETPLACE)
    assert last.notice.days_before == 5
