"""Several at the same moment: two authorisations, two orders of the same licences, two answers to one line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from kanaal.core import clock
from kanaal.licensing.actions.authorising import PaymentRequired, authorise_licences, remove_licences
from kanaal.licensing.actions.clearing import clear_line
from kanaal.licensing.actions.not_to_order import NotSoManyOpen
from kanaal.licensing.actions.ordering import order_licences, withdraw_order
from kanaal.licensing.actions.renewing import order_renewal
from kanaal.licensing.models import Addition, AdditionPart, Agreement, Order, Renewal
from kanaal.licensing.rules.days import begins_at
from tests import world
from tests import world_licences as licences
from tests.threads import kinds, together
from tests.world_licences import SKU

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]


def anna() -> Any:
    return world.actor(world.anna())


def place(made: Agreement, number: str, quantity: int, by: Any) -> Order:
    return order_licences(made, wanted={number: quantity}, distributor=licences.distributor(), reference="", by=by)


def test_two_authorisations_while_a_third_becomes_overdue(monkeypatch: pytest.MonkeyPatch):
    made, by = licences.agreement(), anna()
    licences.add(made, 4, ago=30)
    midnight, second = _midnight("Europe/Amsterdam"), dt.timedelta(seconds=1)
    # One acts just before midnight and is in time; those just after it are told what is overdue.
    monkeypatch.setattr(clock, "now", lambda: midnight - second)
    authorise_licences(made, wanted={SKU: 1}, by=by)
    monkeypatch.setattr(clock, "now", lambda: midnight + second)
    raised = together(*[lambda: authorise_licences(made, wanted={SKU: 1}, by=by)] * 2)
    assert kinds(raised) == [PaymentRequired, PaymentRequired]
    assert Addition.objects.count() == 2


def test_two_first_authorisations_have_one_day_zero_and_a_number_each():
    made, by = licences.agreement(), anna()
    raised = together(*[lambda: authorise_licences(made, wanted={SKU: 3}, by=by)] * 4)
    assert kinds(raised) == []
    made.refresh_from_db()
    assert (made.begins, made.licences) == (licences.day(0), 12)
    assert len(set(Addition.objects.values_list("number", flat=True))) == 4


def test_two_orders_of_the_same_authorisation():
    made, by = licences.agreement(), anna()
    one, _asked = licences.add(made, 12, ago=5), licences.distributor()
    raised = together(*[lambda: place(made, one.number, 7, by)] * 3)
    assert kinds(raised) == [NotSoManyOpen, NotSoManyOpen]
    assert Order.objects.count() == 1


def test_an_order_and_a_removal_of_the_same_licences():
    made, by = licences.agreement(), anna()
    one, _asked = licences.add(made, 12, ago=5), licences.distributor()
    raised = together(lambda: place(made, one.number, 8, by), lambda: remove_licences(one, quantity=8, by=by))
    assert len(kinds(raised)) == 1
    removed = sum(AdditionPart.objects.values_list("quantity", flat=True))
    assert removed + 8 * Order.objects.count() == 8


def test_two_answers_to_one_line_and_a_withdrawal():
    made, by = licences.agreement(), anna()
    one = licences.add(made, 12, ago=5)
    order = place(made, one.number, 12, by)
    line, dirk = order.lines.get(), world.actor(licences.dirk(), "distributor")
    together(
        lambda: clear_line(line, quantity=12, order_number="DN-1", by=dirk),
        lambda: clear_line(line, quantity=12, order_number="DN-1", by=dirk),
        lambda: withdraw_order(order, by=by),
    )
    line.refresh_from_db()
    order.refresh_from_db()
    ordered = sum(AdditionPart.objects.filter(kind="ordered").values_list("quantity", flat=True))
    assert ordered == line.confirmed
    assert (ordered, order.state) in {(12, "answered"), (0, "withdrawn")}
    assert line.confirmed + line.refused <= line.quantity


def test_two_confirmations_of_one_renewal():
    made, by = licences.agreement(), anna()
    made.first_anniversary = licences.day(-10)
    made.save()
    licences.add(made, 25, ago=300, ordered=25)
    order = order_renewal(made, wanted={SKU: 25}, distributor=licences.distributor(), reference="", by=by)
    line, dirk = order.lines.get(), world.actor(licences.dirk(), "distributor")
    together(*[lambda: clear_line(line, quantity=25, order_number="DN-1", by=dirk)] * 3)
    assert Renewal.objects.get().quantity == 25


def _midnight(zone: str) -> dt.datetime:
    """The next one of a zone, as a moment."""
    return begins_at(clock.today(zone) + dt.timedelta(days=1), zone)
