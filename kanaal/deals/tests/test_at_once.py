"""The same customer in the same second by two: one of them gets it (PostgreSQL; SQLite has one writer at a time)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from kanaal.core.decisions import NotAllowed
from kanaal.customers.finding import index_account
from kanaal.deals.actions.desk import approve_registration, decline_registration
from kanaal.deals.actions.registering import begin_registration, submit_registration
from kanaal.deals.models import Registration
from tests import world, world_deals, world_sales
from tests.threads import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]


def drafts(*accounts: Any) -> list[tuple[Registration, Any]]:
    people = [world.bo(), world.carla()]
    made = []
    for who, account in zip(people, accounts, strict=True):
        draft = world_deals.draft(world_sales.opportunity(who, account=account))
        made.append((draft, world.actor(who)))
    return made


@pytest.mark.parametrize("private", [False, True], ids=["one shared account", "an account of each"])
def test_two_partners_register_the_same_customer_in_the_same_second(private: bool) -> None:
    one = other = world_sales.customer()
    if private:
        one = world_sales.customer("Omroep Oudwater", owner=world.lindeboom())
        other = world_sales.customer("Omroep Oudwater BV", owner=world.maasveld())
    for account in {one, other}:
        index_account(account)
    (first, bo), (second, carla) = drafts(one, other)
    raised = together(
        lambda: submit_registration(first, by=bo),
        lambda: submit_registration(second, by=carla),
    )
    assert raised == [None, None]
    assert sorted(Registration.objects.values_list("state", flat=True)) == ["approved", "declined"]


def test_one_draft_handed_in_twice_at_once_is_decided_once() -> None:
    draft = world_deals.draft()
    bo = world.actor(world.bo())
    raised = together(*[lambda: submit_registration(draft, by=bo)] * 2)
    assert [type(fault) for fault in raised if fault] == [NotAllowed]
    assert draft.receipts.count() == 1


def test_one_deal_begun_twice_at_once_is_one_draft() -> None:
    deal = world_sales.opportunity()
    bo = world.actor(world.bo())
    raised = together(*[lambda: begin_registration(deal, by=bo)] * 2)
    assert len([fault for fault in raised if fault]) == 1
    assert Registration.objects.count() == 1


def test_two_agents_decide_at_once_and_one_of_them_does() -> None:
    one = world_deals.with_the_desk()
    ivo, vera = world.actor(world.agent(), "staff"), world.actor(world.vera(), "staff")
    raised = together(
        lambda: approve_registration(one, by=ivo),
        lambda: decline_registration(one, reason="evidence", by=vera),
    )
    assert [type(fault) for fault in raised if fault] == [NotAllowed]
    assert one.receipts.count() == 2
