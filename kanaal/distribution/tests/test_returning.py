"""A return on its way from the reseller by the distributor to the vendor, and the credit back."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.distribution.actions import returning
from kanaal.distribution.actions.answering import confirm_order, refuse_lines
from kanaal.distribution.actions.returning import (
    authorise_return,
    credit_return,
    pass_on_credit,
    refuse_return,
    request_return,
)
from kanaal.licensing.actions.ordering import order_licences, withdraw_order
from kanaal.licensing.actions.returning import ask_return, order_and_return
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import AdditionPart, Order, Return
from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.rules.holdings import holding
from kanaal.programme.models import Release
from tests import world
from tests.world_licences import SKU, add, agreement, distributor
from tests.world_orders import (
    anna,
    asked,
    confirmed,
    desk,
    dirk,
    greta,
    open_of,
    return_asked,
    return_authorised,
    return_credited,
    return_requested,
    use,
)

pytestmark = pytest.mark.django_db
ANNA, DIRK = "anna@lindeboom-digitaal.nl", "dirk@distri-noord.example"


def licences(order: Order) -> int:
    mine = agreement()
    facts = facts_of(mine)
    assert facts is not None
    return holding(facts, terms_of(mine), SKU, today_of(mine)).all


class TestRequestReturn:
    def test_the_vendor_is_asked(self) -> None:
        made = return_requested()
        assert made.state == "requested"
        assert made.requested_at is not None
        assert world.mails_to(ANNA)[-1].name == "return_requested"

    def test_the_rules_are_asked_again(self) -> None:
        made = return_asked()
        use(made.order.agreement, 1)
        with pytest.raises(NotAllowed) as no:
            request_return(made, by=dirk())
        assert "in use" in str(no.value.decision.reasons[0].says)
        made.refresh_from_db()
        assert made.state == "asked"

    def test_whoever_asked_in_time_is_in_time(self) -> None:
        made = return_asked()
        clock.forward(dt.timedelta(days=20))
        assert request_return(made, by=dirk()).state == "requested"

    def test_only_its_distributor(self) -> None:
        made = return_asked()
        for somebody in (world.actor(greta(), "distributor"), anna()):
            with pytest.raises(NotAllowed):
                request_return(made, by=somebody)


class TestAuthoriseReturn:
    def test_the_licences_are_gone_under_a_number(self) -> None:
        made = return_authorised()
        assert made.rma_number.startswith("RMA-")
        assert made.authorised_on == today_of(agreement())
        part = AdditionPart.objects.get(kind="returned")
        assert (part.quantity, part.number, part.return_of_id) == (12, made.rma_number, made.pk)
        assert licences(made.order) == 0
        agreement().refresh_from_db()
        assert agreement().licences == 0
        assert {mail.name for mail in (world.mails_to(ANNA)[-1], world.mails_to(DIRK)[-1])} == {"return_authorised"}

    def test_only_the_desk_and_only_once(self) -> None:
        made = return_requested()
        for somebody in (dirk(), anna(), world.actor(world.auditor())):
            with pytest.raises(NotAllowed):
                authorise_return(made, by=somebody)
        authorise_return(made, by=desk())
        with pytest.raises(NotAllowed):
            authorise_return(made, by=desk())
        assert AdditionPart.objects.filter(kind="returned").count() == 1

    def test_checked_again_on_the_day(self) -> None:
        made = return_requested()
        use(made.order.agreement, 1)
        with pytest.raises(NotAllowed):
            authorise_return(made, by=desk())
        assert licences(made.order) == 12


class TestRefuseReturn:
    def test_the_distributor_refuses_what_it_was_asked(self) -> None:
        made = refuse_return(return_asked(), reason="return-unpaid", note="", by=dirk())
        assert made.state == "refused"
        assert "factuur" in world.mails_to(ANNA)[-1].text

    def test_then_the_vendor_and_not_before(self) -> None:
        made = return_requested()
        with pytest.raises(NotAllowed):
            refuse_return(made, reason="return-unpaid", note="", by=dirk())
        refuse_return(made, reason="return-out-of-terms", note="", by=desk())
        assert [world.mails_to(who)[-1].name for who in (ANNA, DIRK)] == ["return_refused", "return_refused"]
        assert licences(made.order) == 12

    def test_a_reason_for_returns(self) -> None:
        made = return_asked()
        with pytest.raises(Exception, match="no reason"):
            refuse_return(made, reason="credit", note="", by=dirk())


class TestCreditReturn:
    def test_the_distributor_has_it(self) -> None:
        made = return_credited()
        assert (made.state, made.credit_number) == ("credited", "CN-1")
        assert [world.mails_to(who)[-1].name for who in (ANNA, DIRK)] == ["return_credited", "return_to_pass_on"]

    def test_with_a_number_and_by_staff(self) -> None:
        made = return_authorised()
        with pytest.raises(returning.NoCreditNumber):
            credit_return(made, credit_number="  ", by=desk())
        with pytest.raises(NotAllowed):
            credit_return(made, credit_number="CN-1", by=dirk())


class TestPassOnCredit:
    def test_the_return_is_done(self) -> None:
        made = pass_on_credit(return_credited(), credit_number="DC-9", by=dirk())
        assert (made.state, made.passed_on_number) == ("passed_on", "DC-9")
        assert "DC-9" in world.mails_to(ANNA)[-1].text

    def test_not_before_the_vendor_credited(self) -> None:
        made = return_authorised()
        with pytest.raises(NotAllowed):
            pass_on_credit(made, credit_number="DC-9", by=dirk())

    def test_only_its_distributor(self) -> None:
        made = return_credited()
        with pytest.raises(NotAllowed):
            pass_on_credit(made, credit_number="DC-9", by=world.actor(greta(), "distributor"))


class TestSentBackAtOnce:
    def order(self) -> Order:
        mine = agreement()
        addition = add(mine, ago=64)
        return order_and_return(mine, wanted={addition.number: 12}, distributor=distributor(), reference="", by=anna())

    def test_confirmed_and_requested_in_one_go(self) -> None:
        order = self.order()
        confirm_order(order, quantities=open_of(order), order_number="DN-1", by=dirk())
        made = Return.objects.get()
        assert (made.state, made.lines.get().quantity) == ("requested", 12)
        mine = agreement()
        facts = facts_of(mine)
        assert facts is not None
        assert owed(facts, terms_of(mine), today_of(mine)) == ()
        authorise_return(made, by=desk())
        assert licences(order) == 0

    def test_a_part_waits_for_the_rest(self) -> None:
        order = self.order()
        confirm_order(order, quantities={1: 5}, order_number="DN-1", by=dirk())
        assert not Return.objects.exists()
        refuse_lines(order, quantities={1: 7}, reason="credit", note="", by=dirk())
        assert Return.objects.get().lines.get().quantity == 5

    def test_the_rest_withdrawn_is_as_good(self) -> None:
        order = self.order()
        confirm_order(order, quantities={1: 5}, order_number="DN-1", by=dirk())
        withdraw_order(order, by=anna())
        assert Return.objects.get().lines.get().quantity == 5

    def test_what_stands_in_the_way_is_told_and_asked_later(self) -> None:
        order = self.order()
        use(order.agreement, 2)
        confirm_order(order, quantities=open_of(order), order_number="DN-1", by=dirk())
        assert not Return.objects.exists()
        mail = world.mails_to(ANNA)[-1]
        assert mail.name == "return_not_asked"
        assert "in gebruik" in mail.text or "in use" in mail.text
        order.agreement.assignments.update(until=clock.now())
        assert ask_return(Order.objects.get(), lines={1: 12}, reason="", by=anna()).state == "asked"

    def test_nothing_confirmed_nothing_returned(self) -> None:
        order = self.order()
        refuse_lines(order, quantities={1: 12}, reason="credit", note="", by=dirk())
        assert not Return.objects.exists()


def test_a_return_of_another_order_of_the_same_authorisation_stays_apart() -> None:
    first = confirmed(quantity=12, of=5)
    addition = first.lines.get().addition
    assert addition is not None
    second = order_licences(
        agreement(), wanted={addition.number: 7}, distributor=distributor(), reference="", by=anna()
    )
    second = confirmed(second)
    return_authorised(first)
    return_authorised(second)
    back = AdditionPart.objects.filter(kind="returned").values_list("return_of__order", "quantity")
    assert sorted(back) == sorted([(first.pk, 5), (second.pk, 7)])


def test_where_parts_go_back_all_parts_together_bring_back_what_was_paid() -> None:
    world.published()
    text = (world.PROGRAMMES / "adobe" / "licensing.toml").read_text()
    world.published_with_file("licensing.toml", text.replace("whole_order = true", "whole_order = false"))
    order = confirmed(asked(agreement(release_id=Release.objects.latest("pk").pk)))
    for quantity in (5, 4, 3):
        made = ask_return(Order.objects.get(pk=order.pk), lines={1: quantity}, reason="", by=anna())
        authorise_return(request_return(made, by=dirk()), by=desk())
    line = order.lines.get()
    assert sum(line.return_lines.values_list("credit", flat=True)) == line.amount
    assert licences(order) == 0
    with pytest.raises(NotAllowed) as no:
        ask_return(Order.objects.get(pk=order.pk), lines={1: 1}, reason="", by=anna())
    assert no.value.decision.reasons
