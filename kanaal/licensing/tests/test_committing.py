"""A commitment: asked by the reseller, accepted or declined by the customer's administrator, and kept by ordering."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions.committing import (
    CommitmentAnswered,
    CommitmentExpired,
    CommitmentNotPossible,
    accept_commitment,
    ask_commitment,
    decline_commitment,
)
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Commitment
from kanaal.licensing.rules.commitment import Committed, NoCommitment, committed
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db


def anna() -> Any:
    return world.actor(world.anna())


def eva(made: Agreement) -> Any:
    return licences.administrator(licences.eva(made), made)


def stands(made: Agreement) -> Committed | None:
    known = facts_of(made)
    assert known is not None
    return committed(known, terms_of(made), today_of(made))


def with_licences(quantity: int = 12) -> Agreement:
    made = licences.agreement()
    licences.add(made, quantity, ago=5, ordered=quantity)
    return made


class TestAskCommitment:
    def test_the_customer_is_asked(self):
        made = with_licences()
        mine = licences.eva(made)
        asked = ask_commitment(made, quantity=20, by=anna())
        assert (asked.requested, stands(made)) == (licences.day(0), Committed.REQUESTED)
        assert "20" in world.mails_to(mine.email)[-1].text

    def test_too_few_or_running(self):
        made = with_licences()
        with pytest.raises(CommitmentNotPossible) as raised:
            ask_commitment(made, quantity=9, by=anna())
        assert NoCommitment.TOO_FEW in raised.value.why
        ask_commitment(made, quantity=20, by=anna())
        with pytest.raises(CommitmentNotPossible) as raised:
            ask_commitment(made, quantity=30, by=anna())
        assert raised.value.why == (NoCommitment.RUNNING,)
        assert Commitment.objects.count() == 1

    def test_before_anything_was_added(self):
        assert ask_commitment(licences.agreement(), quantity=10, by=anna()).pk

    def test_not_every_kind_of_agreement_has_them(self):
        with pytest.raises(NotAllowed):
            ask_commitment(licences.agreement(terms="nfr"), quantity=20, by=anna())


class TestAcceptCommitment:
    def test_it_holds_once_so_many_are_there(self):
        made = with_licences(20)
        asked = ask_commitment(made, quantity=20, by=anna())
        accept_commitment(asked, by=eva(made))
        assert stands(made) is Committed.KEPT
        assert "20" in world.mails_to("anna@lindeboom-digitaal.nl")[-1].text
        with pytest.raises(CommitmentAnswered):
            accept_commitment(asked, by=eva(made))

    @pytest.mark.parametrize(("ago", "kind"), [(7, None), (8, CommitmentExpired)])
    def test_in_time(self, ago: int, kind: type[Exception] | None):
        made = with_licences()
        asked = ask_commitment(made, quantity=12, by=anna())
        Commitment.objects.update(requested=licences.day(ago))
        if kind is None:
            assert accept_commitment(asked, by=eva(made)).accepted == licences.day(0)
            return
        with pytest.raises(kind):
            accept_commitment(asked, by=eva(made))

    def test_by_its_administrator_alone(self):
        made = with_licences()
        asked = ask_commitment(made, quantity=12, by=anna())
        with pytest.raises(NotAllowed):
            accept_commitment(asked, by=anna())
        assert Commitment.objects.get().accepted is None


class TestDeclineCommitment:
    def test_nothing_else_changes_and_it_can_be_asked_again(self):
        made = with_licences()
        asked = ask_commitment(made, quantity=12, by=anna())
        decline_commitment(asked, by=eva(made))
        assert stands(made) is Committed.DECLINED
        assert world.mails_to("anna@lindeboom-digitaal.nl")[-1].name == "commitment_declined"
        again = ask_commitment(made, quantity=12, by=anna())
        with pytest.raises(CommitmentAnswered):
            decline_commitment(asked, by=eva(made))
        assert accept_commitment(again, by=eva(made)).accepted
