"""Booked, lost, cancelled; opened again; expired (D8)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.sales.actions.changing import change_opportunity, move_stage
from kanaal.sales.actions.closing import (
    NoteMissing,
    NotThatFar,
    Order,
    OrderKnown,
    OrderMissing,
    OrderTwice,
    OrderUnsound,
    ReasonMissing,
    book_opportunity,
    cancel_opportunity,
    lose_opportunity,
    reopen_opportunity,
)
from kanaal.sales.actions.keeping import expire_opportunity, expires_on, remind_of_expiry
from kanaal.sales.models import Opportunity, SalesOrder
from kanaal.sales.policy import SalesPolicy
from tests import world, world_sales

pytestmark = pytest.mark.django_db
PO, VENDOR = Order("customer-po", "PO 2026/17"), Order("vendor-order", "AD-991", 2)


def ready(who: Person | None = None, **changed: Any) -> Opportunity:
    """An opportunity in the last stage."""
    one = world_sales.opportunity(who, **changed)
    return move_stage(one, stage="execute", by=world.actor(one.owner))


class TestBookOpportunity:
    def test_with_a_reason_and_several_numbers(self) -> None:
        one = ready()
        book_opportunity(one, reason="best-price", orders=[PO, VENDOR], note="Snel", by=world.actor(world.bo()))
        one.refresh_from_db()
        assert (one.state, one.close_reason, one.close_note) == ("booked", "best-price", "Snel")
        assert list(one.orders.values_list("kind", "number", "key")) == [
            ("customer-po", "PO 2026/17", "PO202617"),
            ("vendor-order", "AD-991", "AD991"),
        ]
        assert world.happened("OpportunityBooked")[-1].data["orders"][0] == {
            "kind": "customer-po",
            "number": "PO 2026/17",
        }

    def test_not_before_the_last_stage(self) -> None:
        with pytest.raises(NotThatFar):
            book_opportunity(world_sales.opportunity(), reason="best-price", orders=[PO], by=world.actor(world.bo()))

    @pytest.mark.parametrize(
        ("orders", "refusal"),
        [
            ([], OrderMissing),
            ([Order("", "17")], OrderUnsound),
            ([Order("bribe", "17")], OrderUnsound),
            ([Order("customer-po", " -/ ")], OrderUnsound),
            ([PO, Order("customer-po", "po-202617", 2)], OrderTwice),
        ],
    )
    def test_numbers_that_can_not_be_taken(self, orders: list[Order], refusal: type[Exception]) -> None:
        one = ready()
        with pytest.raises(refusal):
            book_opportunity(one, reason="best-price", orders=orders, by=world.actor(world.bo()))
        assert not SalesOrder.objects.exists()
        assert Opportunity.objects.get().state == "open"

    def test_the_same_number_of_two_kinds_is_two_numbers(self) -> None:
        orders = [PO, Order("vendor-order", PO.number, 2)]
        book_opportunity(ready(), reason="best-price", orders=orders, by=world.actor(world.bo()))
        assert SalesOrder.objects.count() == 2

    def test_a_reason_of_the_list_of_its_status(self) -> None:
        for reason in ("", "price", "nonsense"):
            with pytest.raises(ReasonMissing):
                book_opportunity(ready(), reason=reason, orders=[PO], by=world.actor(world.bo()))

    def test_a_number_on_another_opportunity_is_warned_of_and_not_refused(self) -> None:
        by = world.actor(world.bo())
        book_opportunity(ready(), reason="best-price", orders=[PO], by=by)
        second = ready(name="Second")
        with pytest.raises(OrderKnown):
            book_opportunity(second, reason="best-price", orders=[PO], by=by)
        book_opportunity(second, reason="best-price", orders=[PO], sure=True, by=by)
        assert SalesOrder.objects.count() == 2

    def test_whose_numbers_another_company_has_is_not_told(self) -> None:
        world_sales.seated(world.carla())
        book_opportunity(ready(world.carla()), reason="best-price", orders=[PO], by=world.actor(world.carla()))
        mine = book_opportunity(ready(), reason="best-price", orders=[PO], by=world.actor(world.bo()))
        assert mine.state == "booked", "no warning: it would tell what another company sells"
        assert SalesOrder.objects.filter(key=PO.key).count() == 2

    def test_once(self) -> None:
        one, by = ready(), world.actor(world.bo())
        book_opportunity(one, reason="best-price", orders=[PO], by=by)
        with pytest.raises(WrongState):
            book_opportunity(one, reason="best-price", orders=[PO], by=by)

    def test_only_by_its_owner(self) -> None:
        with pytest.raises(NotAllowed):
            book_opportunity(
                ready(), reason="best-price", orders=[PO], by=world.actor(world_sales.seated(world.anna()))
            )


class TestLoseOpportunity:
    def test_with_a_word_where_the_reason_asks_for_one(self) -> None:
        one, by = world_sales.opportunity(), world.actor(world.bo())
        with pytest.raises(NoteMissing):
            lose_opportunity(one, reason="competitor", by=by)
        lose_opportunity(one, reason="competitor", note="Inkscape", by=by)
        one.refresh_from_db()
        assert (one.state, one.close_note) == ("lost", "Inkscape")
        assert one.closed_at is not None
        assert len(world.happened("OpportunityLost")) == 1

    def test_not_with_a_reason_for_winning(self) -> None:
        with pytest.raises(ReasonMissing):
            lose_opportunity(world_sales.opportunity(), reason="best-price", by=world.actor(world.bo()))


class TestCancelOpportunity:
    def test_with_its_own_reasons(self) -> None:
        one = world_sales.opportunity()
        cancel_opportunity(one, reason="no-budget", by=world.actor(world.bo()))
        one.refresh_from_db()
        assert one.state == "cancelled"
        assert world.happened("OpportunityCancelled")[-1].data["reason"] == "no-budget"

    def test_not_with_those_of_another_status(self) -> None:
        with pytest.raises(ReasonMissing):
            cancel_opportunity(world_sales.opportunity(), reason="price", by=world.actor(world.bo()))


class TestReopenOpportunity:
    def test_the_desk_opens_it_again_and_its_numbers_stay(self) -> None:
        one, by = ready(), world.actor(world.bo())
        book_opportunity(one, reason="best-price", orders=[PO], by=by)
        Opportunity.objects.update(close_on=clock.today() - dt.timedelta(days=5))
        reopen_opportunity(one, reason="Order ingetrokken", by=world.actor(world.agent()))
        one.refresh_from_db()
        assert (one.state, one.closed_at, one.close_reason) == ("open", None, "")
        assert one.close_on == clock.today()
        assert one.orders.count() == 1
        assert "Order ingetrokken" in world.mails_to(world.bo().email)[-1].text
        book_opportunity(one, reason="best-price", orders=[PO, VENDOR], by=by)
        assert one.orders.count() == 2

    def test_not_by_its_owner_nor_by_the_auditor(self) -> None:
        one = ready()
        lose_opportunity(one, reason="price", by=world.actor(world.bo()))
        for who in (world.bo(), world.auditor()):
            with pytest.raises(NotAllowed):
                reopen_opportunity(one, reason="x", by=world.actor(who))

    def test_not_without_a_reason(self) -> None:
        one = ready()
        lose_opportunity(one, reason="price", by=world.actor(world.bo()))
        with pytest.raises(ReasonMissing):
            reopen_opportunity(one, reason="  ", by=world.actor(world.agent()))

    def test_not_after_the_programmes_days(self) -> None:
        one = ready()
        lose_opportunity(one, reason="price", by=world.actor(world.bo()))
        long_ago = clock.now() - dt.timedelta(days=policy(SalesPolicy).reopen_days + 2)
        Opportunity.objects.update(closed_at=long_ago)
        with pytest.raises(NotAllowed) as refused:
            reopen_opportunity(one, reason="x", by=world.actor(world.agent()))
        assert [reason.key for reason in refused.value.decision.reasons] == ["closed_not_long_ago"]

    def test_not_when_it_is_open(self) -> None:
        with pytest.raises(WrongState):
            reopen_opportunity(world_sales.opportunity(), reason="x", by=world.actor(world.agent()))


class TestExpireOpportunity:
    def test_long_after_its_expected_day(self) -> None:
        one = world_sales.opportunity()
        Opportunity.objects.update(close_on=clock.today() - dt.timedelta(days=policy(SalesPolicy).overdue_days + 1))
        assert expire_opportunity(one, by=CLOCK)
        assert not expire_opportunity(one, by=CLOCK)
        assert Opportunity.objects.get().state == "expired"
        assert world.mails_to(world.bo().email)[-1].name == "opportunity_expired"
        assert len(world.happened("OpportunityExpired")) == 1

    def test_not_on_its_last_day(self) -> None:
        one = world_sales.opportunity()
        Opportunity.objects.update(close_on=clock.today() - dt.timedelta(days=policy(SalesPolicy).overdue_days))
        assert not expire_opportunity(one, by=CLOCK)

    def test_by_nobody_but_the_clock(self) -> None:
        with pytest.raises(NotAllowed):
            expire_opportunity(world_sales.opportunity(), by=world.actor(world.bo()))


class TestRemindOfExpiry:
    def test_each_reminder_once_and_anew_for_another_day(self) -> None:
        one = world_sales.opportunity(close_on=clock.today() + dt.timedelta(days=1))
        rule = policy(SalesPolicy)
        world.days_pass(rule.overdue_days + 1)
        told = [m for m in world.mails_to(world.bo().email) if m.name == "opportunity_expires"]
        assert len(told) == 1  # a jump of the clock: only the reminder that is true now
        one.refresh_from_db()
        moved = world_sales.details(close_on=clock.today() + dt.timedelta(days=2))
        change_opportunity(one, details=moved, by=world.actor(world.bo()))
        assert not remind_of_expiry(one, by=CLOCK)

    def test_all_of_the_programmes_as_the_days_go_by(self) -> None:
        world_sales.opportunity(close_on=clock.today() + dt.timedelta(days=1))
        rule = policy(SalesPolicy)
        world.days_pass(1 + rule.overdue_days - max(rule.remind_days))
        for _day in range(max(rule.remind_days) + 1):
            world.days_pass(1)
        told = [m for m in world.mails_to(world.bo().email) if m.name == "opportunity_expires"]
        assert len(told) == len(rule.remind_days)
        assert Opportunity.objects.get().state == "expired"

    def test_by_nobody_but_the_clock(self) -> None:
        one = world_sales.opportunity()
        assert expires_on(one) > one.close_on
        with pytest.raises(NotAllowed):
            remind_of_expiry(one, by=world.actor(world.bo()))
