"""Returns as far as the reseller goes: asking, withdrawing, ordering only to return."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.licensing import returns
from kanaal.licensing.actions import returning
from kanaal.licensing.actions.returning import ask_return, order_and_return, withdraw_return
from kanaal.licensing.models import Agreement, Order, Return
from tests import world
from tests.world_licences import add, agreement, distributor
from tests.world_orders import (
    anna,
    asked,
    confirmed,
    part_confirmed,
    return_asked,
    return_authorised,
    return_requested,
    use,
)

pytestmark = pytest.mark.django_db


def ask(order: Order, quantity: int = 12) -> Return:
    return ask_return(order, lines={1: quantity}, reason="", by=anna())


def reasons(order: Order, quantity: int = 12) -> list[str]:
    with pytest.raises(NotAllowed) as no:
        ask(order, quantity)
    assert not order.returns.exists()
    return [str(one.says) for one in no.value.decision.reasons]


class TestAskReturn:
    def test_a_whole_order_is_asked_for_with_its_credit(self) -> None:
        order = confirmed()
        made = ask(order)
        line = made.lines.get()
        assert (made.state, line.quantity, line.credit) == ("asked", 12, order.lines.get().amount)
        assert made.number.startswith("RR-")
        assert world.mails_to("dirk@distri-noord.example")[-1].name == "return_arrived"

    def test_every_reason_against_it_is_said_at_once(self) -> None:
        order = confirmed()
        use(order.agreement, 3)
        clock.forward(dt.timedelta(days=20))
        found = " | ".join(reasons(order, 5))
        assert "until" in found
        assert "whole order" in found
        assert "2 licences" not in found

    def test_what_is_in_use_stays_until_it_is_not(self) -> None:
        order = confirmed()
        use(order.agreement, 2)
        found = reasons(order)
        assert "2 licences are in use" in found[0]
        order.agreement.assignments.update(until=clock.now())
        assert ask(order).state == "asked"

    def test_what_waits_or_was_withdrawn_goes_nowhere(self) -> None:
        order = asked()
        assert "not answered" in reasons(order)[0]

    def test_one_at_a_time(self) -> None:
        first = return_asked()
        with pytest.raises(returning.ReturnIsOpen):
            ask(first.order)
        withdraw_return(first, by=anna())
        assert ask(first.order).state == "asked"

    def test_only_whoever_ordered(self) -> None:
        order = confirmed()
        with pytest.raises(NotAllowed):
            ask_return(order, lines={1: 12}, reason="", by=world.actor(world.carla()))
        assert not Return.objects.exists()

    def test_a_former_reseller_keeps_its_own_orders(self) -> None:
        order = confirmed()
        Agreement.objects.filter(pk=order.agreement_id).update(partner=world.maasveld())
        assert ask(Order.objects.get(pk=order.pk)).state == "asked"

    def test_of_a_part_that_was_confirmed_just_that_comes_back(self) -> None:
        order = part_confirmed()
        made = ask(order, 7)
        amount = order.lines.get().amount
        assert made.lines.get().credit == (amount * 7 / 12).quantize(Decimal("0.01"))


class TestWithdrawReturn:
    def test_the_licences_stay(self) -> None:
        made = return_requested()
        withdraw_return(made, by=anna())
        made.refresh_from_db()
        assert made.state == "withdrawn"
        assert returns.known_of(made.order).all_left == {1: 12}
        assert world.mails_to("dirk@distri-noord.example")[-1].name == "return_taken_back"

    def test_not_once_they_are_gone(self) -> None:
        made = return_authorised()
        with pytest.raises(Exception, match="already"):
            withdraw_return(made, by=anna())
        made.refresh_from_db()
        assert made.state == "authorised"

    def test_only_whoever_ordered(self) -> None:
        made = return_asked()
        with pytest.raises(NotAllowed):
            withdraw_return(made, by=world.actor(world.carla()))


class TestOrderAndReturn:
    def order(self, made: Agreement, number: str, quantity: int = 12) -> Order:
        return order_and_return(made, wanted={number: quantity}, distributor=distributor(), reference="", by=anna())

    def test_what_is_suspended_is_ordered_only_to_go_back(self) -> None:
        made = agreement()
        addition = add(made, ago=64)
        order = self.order(made, addition.number)
        assert order.returns_at_once
        assert world.happened("OrderGoesBack")[-1].about_id == order.pk

    def test_what_is_pending_is_removed_instead(self) -> None:
        made = agreement()
        addition = add(made, ago=3)
        with pytest.raises(returning.NothingOwed):
            self.order(made, addition.number)
        assert not Order.objects.exists()

    def test_users_come_first(self) -> None:
        made = agreement()
        add(made, 5, ago=100, ordered=5)
        addition = add(made, 12, ago=64)
        use(made, 7)
        with pytest.raises(returning.StillInUse) as no:
            self.order(made, addition.number)
        assert "2 users" in str(no.value)
        made.assignments.filter(user__email__in=["user0@gemeente.example", "user1@gemeente.example"]).delete()
        assert self.order(made, addition.number).returns_at_once

    def test_only_for_ones_own_customers(self) -> None:
        made = agreement()
        addition = add(made, ago=64)
        with pytest.raises(NotAllowed):
            order_and_return(
                made, wanted={addition.number: 12}, distributor=distributor(), reference="",
                by=world.actor(world.carla()),
            )  # fmt: skip
