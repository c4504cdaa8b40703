"""The term of a membership: one class for each action."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.partners import rules
from kanaal.partners.actions import membership as actions
from kanaal.partners.models import Partner
from kanaal.programme.reasons import ReasonUnknown
from tests import world

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))


@given(DAYS, st.integers(1, 36))
def test_a_term_goes_on_where_the_last_one_ended(ends: dt.date, months: int) -> None:
    later = rules.next_term_end(ends, months)
    assert (later.year - ends.year) * 12 + later.month - ends.month == months
    last = (ends + dt.timedelta(days=1)).day == 1
    if last:
        assert (later + dt.timedelta(days=1)).day == 1
    else:
        assert later.day == ends.day or (later + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("ends", "later"),
    [
        ("2023-02-28", "2024-02-29"),
        ("2024-02-29", "2025-02-28"),
        ("2024-02-28", "2025-02-28"),
        ("2025-01-30", "2026-01-30"),
    ],
)
def test_twelve_months_on(ends: str, later: str) -> None:
    assert rules.next_term_end(dt.date.fromisoformat(ends), 12) == dt.date.fromisoformat(later)


def ends_in(days: int) -> Partner:
    world.anna()
    Partner.objects.filter(pk=world.lindeboom().pk).update(term_ends=clock.today() + dt.timedelta(days=days))
    return Partner.objects.get(pk=world.lindeboom().pk)


@pytest.mark.django_db
class TestRenewMembership:
    def test_renews_and_the_second_time_is_told_so(self) -> None:
        partner, anna = ends_in(10), world.actor(world.anna())
        actions.renew_membership(partner, seen=partner.term_ends, accepted=True, by=anna)
        with pytest.raises(actions.RenewedAlready):
            actions.renew_membership(partner, seen=partner.term_ends, accepted=True, by=anna)
        assert len(world.happened("MembershipRenewed")) == 1

    def test_asks_for_changed_terms_and_not_for_accepted_ones(self) -> None:
        partner, anna = ends_in(10), world.actor(world.anna())
        with pytest.raises(actions.TermsNotAccepted):
            actions.renew_membership(partner, seen=partner.term_ends, by=anna)
        actions.renew_membership(partner, seen=partner.term_ends, accepted=True, by=anna)
        partner = ends_in(10)
        actions.renew_membership(partner, seen=partner.term_ends, by=anna)

    @pytest.mark.parametrize(("days", "who"), [(61, world.anna), (-31, world.anna), (10, world.bo), (10, world.carla)])
    def test_refuses_outside_the_window_and_others(self, days: int, who) -> None:
        partner = ends_in(days)
        with pytest.raises(NotAllowed):
            actions.renew_membership(partner, seen=partner.term_ends, accepted=True, by=world.actor(who()))
        assert Partner.objects.get(pk=partner.pk).term_ends == partner.term_ends


@pytest.mark.django_db
class TestRemindOfRenewal:
    def test_sends_each_once_and_nobody_else_may(self) -> None:
        partner = ends_in(30)
        actions.remind_of_renewal(partner)
        actions.remind_of_renewal(partner)
        assert [m.name for m in world.mails_to(world.anna().email)] == ["membership_ends"]
        with pytest.raises(NotAllowed):
            actions.remind_of_renewal(partner, by=world.actor(world.anna()))

    def test_writes_to_secondary_contacts_when_the_primary_has_no_id(self) -> None:
        partner, bo = ends_in(30), world.bo()
        partner.contacts.filter(person=world.anna()).update(person=None)
        partner.contacts.filter(person=bo).update(kind="secondary")
        actions.remind_of_renewal(partner)
        assert [m.name for m in world.mails_to(bo.email)] == ["membership_ends"]


@pytest.mark.django_db
class TestEndMembership:
    def test_ends_and_tells_why(self) -> None:
        partner = actions.end_membership(ends_in(100), reason="own-wish", by=world.actor(world.vera()))
        assert (partner.state, partner.ended_on) == ("ended", clock.today())
        with pytest.raises(WrongState):
            actions.end_membership(partner, reason="own-wish", by=world.actor(world.vera()))

    def test_refuses_an_unknown_reason_and_the_auditor_and_the_clock_too_soon(self) -> None:
        partner = ends_in(-30)
        with pytest.raises(ReasonUnknown):
            actions.end_membership(partner, reason="x", by=world.actor(world.vera()))
        with pytest.raises(NotAllowed):
            actions.end_membership(partner, reason="own-wish", by=world.actor(world.auditor()))
        with pytest.raises(NotAllowed):
            actions.end_membership(partner)
        assert Partner.objects.get(pk=partner.pk).state == "active"


@pytest.mark.django_db
class TestReinstateMembership:
    def test_begins_a_term_today(self) -> None:
        partner = actions.end_membership(ends_in(-31))
        partner = actions.reinstate_membership(partner, by=world.actor(world.agent()))
        assert (partner.state, partner.term_ends) == ("active", rules.term_end(clock.today(), 12))

    def test_refuses_what_is_in_force_and_contacts(self) -> None:
        partner = ends_in(5)
        for who in (world.vera, world.anna):
            with pytest.raises(NotAllowed):
                actions.reinstate_membership(partner, by=world.actor(who()))

    def test_at_the_entry_level_where_the_programme_says_so(self) -> None:
        world.published_with(reinstated_level='"entry"')
        partner = actions.end_membership(ends_in(-31))
        assert actions.reinstate_membership(partner, by=world.actor(world.vera())).level == world.ENTRY
