"""The same thing at the same moment by two: one of them does it (PostgreSQL; SQLite has one writer at a time)."""

from __future__ import annotations

import pytest
from django.db import connection

from kanaal.core.refusals import WrongState
from kanaal.partners.actions.contacts import deactivate_contact
from kanaal.partners.models import Contact
from kanaal.sales.actions.changing import move_stage
from kanaal.sales.actions.closing import cancel_opportunity, lose_opportunity
from kanaal.sales.actions.opening import open_opportunity
from kanaal.sales.actions.products import OnItAlready, add_line
from kanaal.sales.books import books_of, follows_discount_level
from kanaal.sales.models import Opportunity, OpportunityLine
from tests import world, world_sales
from tests.threads import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]


def test_one_form_sent_twice_at_once_is_one_opportunity() -> None:
    by, account = world.actor(world_sales.seated(world.bo())), world_sales.customer()
    partner, details = world.lindeboom(), world_sales.details()

    def send() -> object:
        return open_opportunity(partner, account=account, details=details, by=by, token="one")

    assert together(send, send, send) == [None, None, None]
    assert Opportunity.objects.count() == 1


def test_closed_in_two_windows_is_closed_once() -> None:
    one = world_sales.opportunity()
    by = world.actor(world.bo())
    raised = together(
        lambda: lose_opportunity(one, reason="price", by=by), lambda: cancel_opportunity(one, reason="mistake", by=by)
    )
    assert [type(fault) for fault in raised if fault] == [WrongState]


def test_the_same_product_twice_at_once_is_on_it_once() -> None:
    one, by = world_sales.opportunity(), world.actor(world.bo())
    found = next(b for b in books_of(one).applying if not follows_discount_level(b))
    sku = next(row.product.sku for row in found.rows if "com" in row.product.segments)

    def add() -> object:
        return add_line(one, book=found.key, sku=sku, quantity=2, by=by)

    raised = together(add, add)
    assert [type(fault) for fault in raised if fault] == [OnItAlready]
    assert OpportunityLine.objects.count() == 1


def test_the_owner_leaves_while_working_and_nothing_is_lost() -> None:
    one, anna = world_sales.opportunity(), world.actor(world.anna())
    bo = Contact.objects.get(person=world.bo())
    heir = Contact.objects.get(person=world.anna())
    by = world.actor(world.bo())
    together(lambda: deactivate_contact(bo, heir=heir, by=anna), lambda: move_stage(one, stage="propose", by=by))
    assert Opportunity.objects.get().owner == world.anna()
