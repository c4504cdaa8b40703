"""Contracts and orders as distribution tells of them: opened, entered once, corrected, cancelled; and who may."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from kanaal.contracts.actions.members import (
    EndedAlready,
    MemberAlready,
    OrdersElsewhere,
    SignatoryStays,
    add_affiliate,
    end_affiliate,
)
from kanaal.contracts.actions.opening import FirstTooSmall, HasContract, NoContractsFor, NoSuchPayment, open_contract
from kanaal.contracts.actions.orders import (
    BeforeItWasOrdered,
    GoesBackLater,
    LevelWouldFall,
    NoReason,
    cancel_contract_order,
    correct_contract_order,
    enter_contract_order,
)
from kanaal.contracts.knowing import known_of
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.sound import (
    BeforeTheContract,
    ContractOver,
    DayImpossible,
    EnteredBefore,
    Line,
    LineUnsound,
    NoMember,
    NothingOrdered,
    NumberMissing,
)
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.people.history import entries
from kanaal.programme import releases
from tests import world, world_accounts
from tests.threads import kinds, together
from tests.world_contracts import (
    ADMIN,
    affiliate,
    contract,
    days,
    given,
    group,
    joined,
    ordered,
)
from tests.world_licences import distributor
from tests.world_orders import desk, dirk, greta

pytestmark = pytest.mark.django_db


def opened(quantity: int = 40, by=None, **more) -> Contract:
    said = {"segment": "com", "payment": "at-once", "admin_email": ADMIN} | {
        key: more.pop(key) for key in ("segment", "payment") if key in more
    }
    first = given(quantity, "DN-1", **more)
    return open_contract(distributor(), given=first, by=by or dirk(), **said)


class TestOpenContract:
    def test_two_years_a_level_an_administrator_and_the_signatory(self) -> None:
        made = opened()
        assert (made.points, made.level) == (10_000, "level-1")
        assert made.ends == made.starts.replace(year=made.starts.year + 2) - dt.timedelta(days=1)
        assert [(one.account, one.affiliate) for one in made.members.all()] == [(group(), False)]
        assert made.administrators.get().email == ADMIN
        assert made.orders.get().level == "level-1"
        assert {mail.name for mail in world.mails_to(ADMIN)} == {"contract_opened"}
        assert world.happened("ContractOpened")[-1].data["number"] == made.number

    def test_the_desk_opens_one_for_a_distributor(self) -> None:
        assert opened(by=desk()).orders.get().distributor == distributor()

    def test_a_first_order_below_the_minimum_says_how_much_is_missing(self) -> None:
        with pytest.raises(FirstTooSmall, match="250"):
            opened(39)
        assert not Contract.objects.exists()

    def test_the_government_needs_less(self) -> None:
        assert opened(20, segment="gov").level == "level-1"

    def test_a_second_one_of_the_same_market_would_divide_the_points(self) -> None:
        mine = opened()
        with pytest.raises(HasContract, match=mine.number):
            open_contract(
                distributor(), given=given(40, "DN-2"), segment="com", payment="yearly", admin_email=ADMIN, by=dirk()
            )

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [({"segment": "moon"}, NoContractsFor), ({"payment": "in-gold"}, NoSuchPayment)],
    )
    def test_only_what_the_programme_has(self, more, refusal) -> None:
        with pytest.raises(refusal):
            opened(**more)
        assert not Contract.objects.exists()

    def test_neither_a_reseller_nor_another_distributor_for_this_one(self) -> None:
        for who in (world.actor(world.anna(), "contact"), world.actor(greta(), "distributor")):
            with pytest.raises(NotAllowed):
                opened(by=who)
        assert not Contract.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_are_one(self) -> None:
        distributor(), dirk(), group(), world.lindeboom()
        found = together(opened, opened)
        assert kinds(found) == [EnteredBefore]
        assert Contract.objects.count() == 1


class TestEnterContractOrder:
    def test_an_affiliates_order_counts_and_the_level_rises_at_once(self) -> None:
        mine = contract(ago=100)
        theirs = joined(mine)
        order = ordered(mine, 400, "DN-2", ago=10, account=theirs)
        assert (order.level, order.points) == ("level-1", 100_000)
        assert (mine.points, mine.level) == (110_000, "level-2")
        assert ordered(mine, 1, "DN-3").level == "level-2"
        reached = world.happened("ContractLevelReached")[-1]
        assert reached.data == {"level": "level-2", "points": 110_000}
        with override("en"):
            said = str(entries([reached])[0].title)
        assert said == "Level 2 was reached, with 110,000 points"
        assert "contract_level_reached" in {mail.name for mail in world.mails_to(ADMIN)}

    def test_without_a_contract_it_is_transactional(self) -> None:
        contract()
        order = enter_contract_order(
            distributor(), given=given(3, "DN-9", ordered_by="Eva@Waterrijk.example"), by=dirk()
        )
        assert order.is_transactional
        assert (order.level, order.ordered_by) == ("", "eva@waterrijk.example")
        assert not order.instalments.exists()

    def test_the_same_number_twice_is_one_order_however_it_is_written(self) -> None:
        mine = contract()
        first = ordered(mine, 1, "DN 77-a")
        with pytest.raises(EnteredBefore, match=first.number):
            ordered(mine, 1, "dn77A")
        mine.refresh_from_db()
        assert mine.points == 10_250

    @pytest.mark.django_db(transaction=True)
    def test_twice_at_once_is_one_order(self) -> None:
        mine = contract()

        def enter() -> ContractOrder:
            return enter_contract_order(distributor(), given=given(1, "DN-7"), contract=mine, by=dirk())

        assert kinds(together(enter, enter)) == [EnteredBefore]
        mine.refresh_from_db()
        assert mine.points == 10_250

    def test_who_is_no_member_does_not_order_with_it(self) -> None:
        mine = contract()
        with pytest.raises(NoMember, match=affiliate().name):
            ordered(mine, 1, "DN-2", account=affiliate())

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"ago": -1}, DayImpossible), ({"ago": 9999}, DayImpossible), ({"ago": 20}, BeforeTheContract),
            ({"sku": "CC-01-T12"}, LineUnsound), ({"sku": "NOTHING"}, LineUnsound),
            ({"lines": [Line("AC-02-PERP", 0, Decimal(1))]}, LineUnsound),
            ({"lines": [Line("AC-02-PERP", 1, Decimal("1.005"))]}, LineUnsound),
            ({"lines": [Line("AC-02-PERP", 1, Decimal(-1))]}, LineUnsound),
            ({"lines": [Line("AC-02-PERP", 1, Decimal(1))] * 201}, NothingOrdered),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_nothing_written(self, more, refusal) -> None:
        mine = contract(ago=10)
        with pytest.raises(refusal):
            ordered(mine, 1, "DN-2", **more)
        assert ContractOrder.objects.count() == 1

    def test_an_order_has_a_number(self) -> None:
        mine = contract()
        for number in ("", " - ", "x" * 61):
            with pytest.raises(NumberMissing):
                ordered(mine, 1, number)

    def test_after_the_time_to_renew_it_takes_none(self) -> None:
        mine = contract(ago=730 + 70)
        with pytest.raises(ContractOver):
            ordered(mine, 1, "DN-2")
        assert ordered(mine, 1, "DN-3", ago=60).term is None

    def test_only_its_distributor_and_the_desk(self) -> None:
        with pytest.raises(NotAllowed):
            enter_contract_order(distributor(), given=given(1, "DN-2"), by=world.actor(greta(), "distributor"))
        with pytest.raises(NotAllowed):
            enter_contract_order(distributor(), given=given(1, "DN-2"), by=world.actor(world.auditor(), "staff"))
        assert enter_contract_order(distributor(), given=given(1, "DN-2"), by=desk()).points == 250


class TestCorrectContractOrder:
    def test_it_is_as_if_it_had_been_right(self) -> None:
        mine = contract()
        order = ordered(mine, 4, "DN-2")
        correct_contract_order(order, given=given(6, "DN-2b", po_number="PO 7"), by=dirk())
        mine.refresh_from_db()
        order.refresh_from_db()
        assert (mine.points, order.distributor_key, order.po_key) == (11_500, "DN2B", "PO7")
        assert world.happened("ContractOrderCorrected")[-1].data["before"]["points"] == "1000"

    def test_a_level_is_taken_back_by_the_desk_alone(self) -> None:
        mine = contract()
        order = ordered(mine, 400, "DN-2")
        with pytest.raises(LevelWouldFall):
            correct_contract_order(order, given=given(4, "DN-2"), by=dirk())
        mine.refresh_from_db()
        assert (mine.level, mine.points) == ("level-2", 110_000)
        correct_contract_order(order, given=given(4, "DN-2"), by=desk())
        mine.refresh_from_db()
        assert (mine.level, mine.points) == ("level-1", 11_000)

    def test_a_distributor_in_time_the_desk_always(self) -> None:
        order = ordered(contract(), 1, "DN-2")
        world.days_pass(15)
        with pytest.raises(NotAllowed) as no:
            correct_contract_order(order, given=given(2, "DN-2", ago=15), by=dirk())
        assert "14" in str(no.value.decision.reasons[0].says)
        assert correct_contract_order(order, given=given(2, "DN-2", ago=15), by=desk()).points == 500


class TestCancelContractOrder:
    def test_not_on_a_day_that_is_still_to_come(self) -> None:
        order = ordered(contract(), 4, "DN-2")
        with pytest.raises(GoesBackLater) as no:
            cancel_contract_order(order, on=days(-1), why="Wrong.", by=dirk())
        assert no.value.field == "on"

    def test_points_go_and_the_level_stays(self) -> None:
        mine = contract(ago=50)
        order = ordered(mine, 400, "DN-2", ago=20)
        cancel_contract_order(order, on=days(3), why="sent back", by=dirk())
        mine.refresh_from_db()
        assert (mine.points, mine.level) == (10_000, "level-2")
        assert not order.instalments.filter(replaced_at=None, due_on__gt=days(3)).exists()
        assert "sent back" in world.mails_to(ADMIN)[-1].text

    def test_why_and_when_are_asked(self) -> None:
        order = ordered(contract(), 1, "DN-2")
        with pytest.raises(NoReason):
            cancel_contract_order(order, on=days(0), why=" ", by=dirk())
        with pytest.raises(BeforeItWasOrdered):
            cancel_contract_order(order, on=days(1), why="x", by=dirk())
        cancel_contract_order(order, on=days(0), why="x", by=dirk())
        with pytest.raises((WrongState, NotAllowed)):
            cancel_contract_order(order, on=days(0), why="x", by=dirk())

    def test_another_distributor_can_not(self) -> None:
        order = ordered(contract(), 1, "DN-2")
        with pytest.raises(NotAllowed):
            cancel_contract_order(order, on=days(0), why="x", by=world.actor(greta(), "distributor"))


class TestAddAffiliate:
    def test_its_reseller_adds_one(self) -> None:
        mine = contract()
        made = add_affiliate(mine, account=affiliate(), by=world.actor(world.anna(), "contact"))
        assert (made.affiliate, made.until) == (True, None)
        with pytest.raises(MemberAlready):
            add_affiliate(mine, account=affiliate(), by=desk())

    def test_not_what_orders_with_another_contract_of_the_market(self) -> None:
        mine = contract()
        joined(mine)
        other = contract(account=world_accounts.broadcaster(), number="DN-8")
        with pytest.raises(OrdersElsewhere, match=mine.number):
            add_affiliate(other, account=affiliate(), by=desk())

    def test_another_reseller_can_not(self) -> None:
        with pytest.raises(NotAllowed):
            add_affiliate(contract(), account=affiliate(), by=world.actor(world.carla(), "contact"))


class TestEndAffiliate:
    def test_its_points_stay_and_it_orders_no_more(self) -> None:
        mine = contract(ago=20)
        account = joined(mine)
        ordered(mine, 4, "DN-2", ago=5, account=account)
        member = mine.members.get(account=account)
        end_affiliate(member, by=desk())
        world.days_pass(1)
        mine.refresh_from_db()
        assert mine.points == 11_000
        with pytest.raises(NoMember):
            ordered(mine, 1, "DN-3", account=account)
        with pytest.raises(EndedAlready):
            end_affiliate(member, by=desk())

    def test_the_signatory_stays(self) -> None:
        with pytest.raises(SignatoryStays):
            end_affiliate(contract().members.get(), by=desk())


class TestLinkContractAddress:
    def test_what_an_address_had_is_theirs_once_they_prove_it(self) -> None:
        from kanaal.contracts.actions.linking import link_contract_address
        from kanaal.core.actors import CLOCK

        mine = contract()
        wim = world.person(ADMIN, "Wim Verhagen")
        assert link_contract_address(wim, email=ADMIN, by=CLOCK) == 2
        assert link_contract_address(wim, email=ADMIN, by=CLOCK) == 0
        assert mine.administrators.get().person == wim
        assert mine.orders.get().ordered_by_person == wim
        assert len(world.happened("ContractAddressLinked")) == 1


def test_known_of_costs_two_questions_within_a_request(django_assert_num_queries) -> None:
    mine = Contract.objects.get(pk=contract().pk)
    with releases.steady():
        known_of(mine)
        mine = Contract.objects.get(pk=mine.pk)
        with django_assert_num_queries(2):
            assert known_of(mine).standing.missing == 90_000
