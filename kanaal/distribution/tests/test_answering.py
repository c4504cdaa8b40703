"""Distributors answer orders line by line: all, in part, with a reason, once."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.distribution.actions import answering
from kanaal.distribution.actions.answering import confirm_order, refuse_lines
from kanaal.licensing.actions.ordering import withdraw_order
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import LineAnswer, Order
from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.shown_orders import cleared
from tests import world
from tests.world_licences import agreement
from tests.world_orders import NUMBER, addition_of, anna, asked, desk, dirk, greta, open_of

pytestmark = pytest.mark.django_db


def confirm(order: Order, quantity: int, number: str = NUMBER, position: int = 1) -> Order:
    return confirm_order(order, quantities={position: quantity}, order_number=number, by=dirk())


def refuse(order: Order, quantity: int = 12, reason: str = "credit", note: str = "") -> Order:
    return refuse_lines(order, quantities={1: quantity}, reason=reason, note=note, by=dirk())


def as_it_is(order: Order) -> tuple[str, int, int]:
    order.refresh_from_db()
    line = order.lines.get(position=1)
    return order.state, line.confirmed, line.refused


class TestConfirmOrder:
    def test_all_of_it_is_ordered_from_today_on(self) -> None:
        order = asked(ago=33)
        confirm_order(order, quantities=open_of(order), order_number="DN-7", by=dirk())
        assert as_it_is(order) == ("answered", 12, 0)
        part = addition_of(order).parts.get()
        assert (part.kind, part.quantity, part.on) == ("ordered", 12, today_of(order.agreement))
        facts = facts_of(order.agreement)
        assert facts is not None
        assert owed(facts, terms_of(order.agreement), today_of(order.agreement)) == ()

    def test_a_part_clears_a_part_and_the_rest_waits(self) -> None:
        order = asked(ago=64)
        confirm(order, 8)
        assert as_it_is(order) == ("asked", 8, 0)
        facts = facts_of(order.agreement)
        assert facts is not None
        left = owed(facts, terms_of(order.agreement), today_of(order.agreement))
        assert [(one.quantity, str(one.state)) for one in left] == [(4, "suspended")]
        says = cleared(order, [(order.lines.get(), 8)])[0]
        assert str(says) == f"This clears 8 of the 12 licences of {addition_of(order).number}; 4 remain suspended."

    def test_the_reseller_reads_what_was_confirmed_in_their_language(self) -> None:
        order = asked()
        confirm(order, 5, "DN-5")
        mail = world.mails_to("anna@lindeboom-digitaal.nl")[-1]
        assert mail.name == "order_confirmed"
        assert mail.language == "nl"
        assert "DN-5" in mail.text
        assert f"/reselling/orders/{order.number}/" in mail.text

    def test_the_same_answer_twice_is_one(self) -> None:
        order = asked()
        confirm(order, 4)
        with pytest.raises(answering.AnsweredAlready):
            confirm(order, 4)
        assert as_it_is(order) == ("asked", 4, 0)
        confirm(order, 4, "DN-89")
        assert as_it_is(order) == ("asked", 8, 0)
        assert LineAnswer.objects.count() == 2

    @pytest.mark.parametrize(
        ("quantities", "number", "refusal"),
        [
            ({}, NUMBER, answering.NothingNamed),
            ({1: 0}, NUMBER, answering.NothingNamed),
            ({1: -1}, NUMBER, answering.NothingNamed),
            ({7: 1}, NUMBER, answering.NoSuchLine),
            ({1: 13}, NUMBER, answering.MoreThanWaits),
            ({1: 12}, " ", answering.NoOwnNumber),
            ({1: 12}, "D" * 61, answering.NoOwnNumber),
        ],
    )
    def test_what_makes_no_sense_changes_nothing(
        self, quantities: dict[int, int], number: str, refusal: type[Exception]
    ) -> None:
        order, before = asked(), Event.objects.count()
        with pytest.raises(refusal):
            confirm_order(order, quantities=quantities, order_number=number, by=dirk())
        assert as_it_is(order) == ("asked", 0, 0)
        assert Event.objects.count() == before
        assert not LineAnswer.objects.exists()

    def test_only_its_distributor_answers(self) -> None:
        order = asked()
        for somebody in (world.actor(greta(), "distributor"), anna(), desk()):
            with pytest.raises(NotAllowed):
                confirm_order(order, quantities={1: 12}, order_number=NUMBER, by=somebody)
        assert as_it_is(order) == ("asked", 0, 0)

    def test_what_was_withdrawn_is_not_confirmed(self) -> None:
        order = asked()
        withdraw_order(order, by=anna())
        with pytest.raises(NotAllowed) as no:
            confirm(order, 12)
        assert "withdrawn" in str(no.value.decision.reasons[0].says)


class TestRefuseLines:
    def test_a_reason_of_the_programme_with_what_to_do(self) -> None:
        order = asked(ago=33)
        refuse(order)
        assert as_it_is(order) == ("answered", 0, 12)
        mail = world.mails_to("anna@lindeboom-digitaal.nl")[-1]
        assert mail.name == "lines_refused"
        assert "krediet" in mail.text
        assert "spreek met de distributeur" in mail.text
        assert not addition_of(order).parts.exists()

    def test_a_part_is_confirmed_and_the_rest_refused(self) -> None:
        order = asked()
        confirm(order, 8)
        refuse(order, 4)
        assert as_it_is(order) == ("answered", 8, 4)

    def test_a_reason_that_says_nothing_needs_a_word(self) -> None:
        order = asked()
        with pytest.raises(answering.WordMissing):
            refuse(order, reason="other")
        with pytest.raises(answering.ReasonUnknown):
            refuse(order, reason="return-unpaid")
        with pytest.raises(answering.ReasonUnknown):
            refuse(order, reason="because")
        assert as_it_is(order) == ("asked", 0, 0)
        refuse(order, reason="other", note="Wij leveren deze week niet.")
        assert "Wij leveren deze week niet." in world.mails_to("anna@lindeboom-digitaal.nl")[-1].text

    def test_not_more_than_waits_and_not_twice(self) -> None:
        order = asked()
        confirm(order, 8)
        with pytest.raises(answering.MoreThanWaits):
            refuse(order, 5)
        refuse(order, 2)
        with pytest.raises(answering.AnsweredAlready):
            refuse(order, 2)
        assert as_it_is(order) == ("asked", 8, 2)

    def test_only_its_distributor(self) -> None:
        order = asked()
        with pytest.raises(NotAllowed):
            refuse_lines(order, quantities={1: 1}, reason="credit", note="", by=world.actor(greta(), "distributor"))
        assert as_it_is(order) == ("asked", 0, 0)


class TestMailsToTheDistributor:
    def test_an_order_and_its_withdrawal_are_told(self) -> None:
        dirk()
        order = asked(agreement())
        withdraw_order(order, by=anna())
        assert [mail.name for mail in world.mails_to("dirk@distri-noord.example")] == [
            "order_arrived",
            "order_taken_back",
        ]
