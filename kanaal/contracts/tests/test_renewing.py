"""Renewal, closing, and what the helpdesk changes: each does what it says, and refuses with nothing changed."""

from __future__ import annotations

import pytest

from kanaal.contracts.actions.changing import (
    AdministersAlready,
    PaidSoAlready,
    change_contract_administrator,
    change_contract_payment,
)
from kanaal.contracts.actions.opening import NoSuchPayment
from kanaal.contracts.actions.renewing import (
    LooksOtherwiseNow,
    ask_contract_renewal,
    close_contract,
    renew_contract,
)
from kanaal.contracts.models import Contract
from kanaal.core.addresses import AddressMalformed
from kanaal.core.decisions import NotAllowed
from tests import world
from tests.threads import kinds, together
from tests.world_contracts import ADMIN, acting, administrator, contract, ordered
from tests.world_orders import desk, dirk, greta

pytestmark = pytest.mark.django_db
TERM = 730
NEW = "noor.dekker@sluiswerk.example"


def anna():
    return world.actor(world.anna(), "contact")


class TestAskContractRenewal:
    def test_its_reseller_asks_once(self) -> None:
        mine = ask_contract_renewal(contract(ago=TERM + 5), by=anna())
        assert mine.renewal_asked_by == world.anna()
        with pytest.raises(NotAllowed):
            ask_contract_renewal(mine, by=acting(administrator()))
        assert len(world.happened("ContractRenewalAsked")) == 1

    def test_neither_another_reseller_nor_too_early(self) -> None:
        with pytest.raises(NotAllowed):
            ask_contract_renewal(contract(ago=TERM + 5), by=world.actor(world.carla(), "contact"))
        Contract.objects.update(starts="2026-01-01", ends="2031-01-01")
        Contract.objects.get().terms.update(ends="2031-01-01")
        with pytest.raises(NotAllowed):
            ask_contract_renewal(Contract.objects.get(), by=anna())


class TestRenewContract:
    def test_a_gap_order_reaches_the_level_that_the_term_before_had_not(self) -> None:
        mine = contract(40, ago=TERM + 20)
        ordered(mine, 400, "DN-2", ago=3)
        renewed = renew_contract(mine, by=dirk())
        assert (renewed.level, renewed.points) == ("level-2", 100_000)
        assert world.happened("ContractRenewed")[-1].data["gap_points"] == 100_000

    def test_not_otherwise_than_it_was_shown(self) -> None:
        with pytest.raises(LooksOtherwiseNow):
            renew_contract(contract(ago=TERM + 20), seen="else", by=dirk())
        assert Contract.objects.get().terms.count() == 1

    def test_a_reseller_asks_and_does_not_do_it_nor_does_a_strange_distributor(self) -> None:
        mine = contract(ago=TERM + 20)
        for who in (anna(), world.actor(greta(), "distributor")):
            with pytest.raises(NotAllowed):
                renew_contract(mine, by=who)

    @pytest.mark.django_db(transaction=True)
    def test_twice_at_once_is_one_term(self) -> None:
        mine = contract(ago=TERM + 20)
        assert kinds(together(lambda: renew_contract(mine, by=dirk()), lambda: renew_contract(mine, by=desk()))) == [
            NotAllowed
        ]
        assert mine.terms.count() == 2


class TestCloseContract:
    def test_when_the_time_has_passed_and_not_before(self) -> None:
        assert not close_contract(contract(ago=TERM + 20))
        Contract.objects.get().terms.update(ends="2025-01-01", starts="2023-01-02")
        mine = Contract.objects.get()
        assert close_contract(mine)
        assert not close_contract(mine)
        mine.refresh_from_db()
        assert mine.state == "closed"
        assert len(world.happened("ContractClosed")) == 1

    def test_nobody_does_it_by_hand(self) -> None:
        with pytest.raises(NotAllowed):
            close_contract(contract(), by=desk())


class TestChangeContractAdministrator:
    def test_one_at_a_time_and_everybody_is_told(self) -> None:
        wim, mine = administrator(), contract()
        made = change_contract_administrator(mine, email=NEW.upper(), full_name="Noor\nDekker", by=desk())
        assert (made.email, made.name, made.person) == (NEW, "Noor Dekker", None)
        assert mine.administrators.filter(until=None).get() == made
        assert {mail.to for mail in world.mails_to(ADMIN)[-1:]} == {ADMIN}
        fact = world.happened("ContractAdministratorChanged")[-1]
        assert fact.data["was_id"] == mine.administrators.get(person=wim).pk

    def test_not_the_same_and_not_what_is_no_address(self) -> None:
        mine = contract()
        for email, refusal in ((ADMIN, AdministersAlready), ("noor", AddressMalformed)):
            with pytest.raises(refusal):
                change_contract_administrator(mine, email=email, by=desk())

    def test_the_desk_alone(self) -> None:
        for who in (anna(), dirk(), acting(administrator())):
            with pytest.raises(NotAllowed):
                change_contract_administrator(contract(), email=NEW, by=who)


class TestChangeContractPayment:
    def test_what_is_to_come_is_divided_anew(self) -> None:
        mine = contract(ago=100, payment="yearly")
        changed = change_contract_payment(mine, payment="quarterly", by=desk())
        assert changed.payment == "quarterly"
        assert world.happened("ContractPaymentChanged")[-1].data == {
            "before": "yearly", "after": "quarterly", "instalments": 1,
        }  # fmt: skip

    @pytest.mark.parametrize(("payment", "refusal"), [("at-once", PaidSoAlready), ("in-gold", NoSuchPayment)])
    def test_only_another_that_there_is(self, payment, refusal) -> None:
        with pytest.raises(refusal):
            change_contract_payment(contract(), payment=payment, by=desk())

    def test_the_desk_alone(self) -> None:
        with pytest.raises(NotAllowed):
            change_contract_payment(contract(), payment="yearly", by=anna())
