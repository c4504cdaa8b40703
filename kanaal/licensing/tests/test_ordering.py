"""Orders: for authorisations, for new licences at once, withdrawn; and the distributor's word that makes them count."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.core.refusals import WrongState
from kanaal.licensing.actions.clearing import LineAnswered, NotToConfirm, clear_line
from kanaal.licensing.actions.not_to_order import NotSoManyOpen, NotToOrder
from kanaal.licensing.actions.ordering import (
    NotItsDistributor,
    ReferenceTooLong,
    order_licences,
    withdraw_order,
)
from kanaal.licensing.knowing import facts_of
from kanaal.licensing.models import Addition, AdditionPart, Agreement, Order
from kanaal.licensing.sound import NothingAsked, NotSoldHere
from tests import world
from tests import world_licences as licences
from tests.world_licences import OTHER, SKU

pytestmark = pytest.mark.django_db


def anna() -> Any:
    return world.actor(world.anna())


def dirk() -> Any:
    return world.actor(licences.dirk(), "distributor")


def place(made: Agreement, wanted: dict[str, int] | None = None, **more: Any) -> Order:
    values = {"wanted": wanted or {}, "distributor": licences.distributor(), "reference": "PO-1", "by": anna()}
    return order_licences(made, **(values | more))


def refused(kind: type[Exception], made: Agreement, wanted: dict[str, int] | None = None, **more: Any) -> Any:
    before = (Order.objects.count(), Event.objects.count())
    with pytest.raises(kind) as raised:
        place(made, wanted, **more)
    assert (Order.objects.count(), Event.objects.count()) == before
    return raised.value


class TestOrderLicences:
    def test_parts_of_authorisations_pay_from_the_day_they_were_added(self):
        made = licences.agreement()
        first, late = licences.add(made, 12, ago=40), licences.add(made, 5, ago=3, sku=OTHER)
        order = place(made, {first.number: 8, late.number: 5})
        one, two = order.lines.order_by("position")
        assert (order.state, order.kind, order.reference, order.currency) == ("asked", "new", "PO-1", "EUR")
        assert (one.addition, one.quantity, two.addition, two.sku) == (first, 8, late, OTHER)
        # Added on day 0, the whole term; 37 days later eleven of its twelve months are left, the one begun included.
        assert one.amount == one.price * 8
        assert two.amount < two.price * 5
        # Thirteen at once reach the level from ten on; a single one does not.
        single = place(made, {first.number: 1}).lines.get()
        assert one.price < single.price

    def test_nothing_counts_before_the_distributor_confirms(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=40)
        place(made, {one.number: 12})
        made.refresh_from_db()
        assert made.owes_on is not None
        assert not AdditionPart.objects.exists()

    def test_not_more_than_is_open_less_what_waits(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=5)
        refused(NotSoManyOpen, made, {one.number: 13})
        place(made, {one.number: 8})
        assert "Withdraw" in str(refused(NotSoManyOpen, made, {one.number: 5}).remedy)
        place(made, {one.number: 4})
        twice = refused(NotSoManyOpen, made, {one.number: 4})
        assert "in an order already" in str(twice.says), "a second press is not told to take back the first"

    def test_new_licences_are_there_once_they_are_confirmed(self):
        made = licences.agreement()
        order = place(made, new={SKU: 3})
        assert not Addition.objects.exists()
        clear_line(order.lines.get(), quantity=3, order_number="DN-7", by=dirk())
        made.refresh_from_db()
        added = Addition.objects.get()
        assert (added.quantity, added.added, made.begins, made.licences) == (3, licences.day(0), licences.day(0), 3)
        assert order.lines.get().addition is None
        assert added.parts.get().kind == "ordered"

    def test_something_overdue_does_not_keep_one_from_ordering(self):
        made = licences.agreement()
        licences.add(made, 4, ago=64)
        assert place(made, new={SKU: 1}).lines.count() == 1

    def test_what_is_not_there_any_more(self):
        made, other = licences.agreement(), licences.agreement("Omroep Hilversum")
        done = licences.add(made, 4, ago=5, ordered=4)
        theirs = licences.add(other, 4, ago=5)
        lapsed = licences.add(made, 4, ago=400)
        refused(NotToOrder, made, {done.number: 1})
        refused(NotToOrder, made, {theirs.number: 1})
        assert "free of charge" in str(refused(NotToOrder, made, {lapsed.number: 1}).says)
        refused(NotToOrder, made, {"PA-0": 1})

    def test_values_that_can_not_be(self):
        made = licences.agreement()
        one = licences.add(made, 4, ago=5)
        refused(NothingAsked, made)
        refused(NotSoldHere, made, new={"CC-01-E12": 1})
        refused(ReferenceTooLong, made, {one.number: 1}, reference="x" * 61)
        elsewhere = licences.distributor("Distri Japan")
        elsewhere.regions = ["japan"]
        elsewhere.save()
        refused(NotItsDistributor, made, {one.number: 1}, distributor=elsewhere)
        assert not made.orders.exists()

    def test_only_for_ones_own_customer(self):
        made = licences.agreement()
        one = licences.add(made, 4, ago=5)
        refused(NotAllowed, made, {one.number: 1}, by=world.actor(world.carla()))
        refused(NotAllowed, licences.agreement("Eigen", terms="nfr"), new={SKU: 1})
        assert not made.orders.exists()


class TestWithdrawOrder:
    def test_while_nobody_answered(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=5)
        order = withdraw_order(place(made, {one.number: 12}), by=anna())
        assert order.state == "withdrawn"
        with pytest.raises(WrongState):
            withdraw_order(order, by=anna())
        assert Event.objects.filter(name="OrderWithdrawn").count() == 1
        place(made, {one.number: 12})

    def test_what_was_confirmed_stands(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=5)
        order = place(made, {one.number: 12})
        clear_line(order.lines.get(), quantity=5, order_number="DN-7", by=dirk())
        withdraw_order(order, by=anna())
        order.refresh_from_db()
        line = order.lines.get()
        assert (order.state, line.confirmed, line.refused, line.open) == ("answered", 5, 7, 0)
        assert place(made, {one.number: 7}).lines.get().quantity == 7

    def test_a_former_reseller_keeps_its_own(self):
        made = licences.agreement()
        order = place(made, new={SKU: 1})
        made.partner = world.maasveld()
        made.save()
        with pytest.raises(NotAllowed):
            withdraw_order(order, by=world.actor(world.carla()))
        assert withdraw_order(order, by=anna()).state == "withdrawn"


class TestClearLine:
    def test_part_of_a_line_clears_just_that_part(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=64)
        order = place(made, {one.number: 12})
        line = clear_line(order.lines.get(), quantity=5, order_number="DN-7", by=dirk())
        made.refresh_from_db()
        known = facts_of(made)
        assert known is not None
        assert (line.confirmed, line.open, line.confirmed_on) == (5, 7, licences.day(0))
        assert (known.additions[0].ordered(licences.day(0)), known.additions[0].open(licences.day(0))) == (5, 7)
        assert made.owes_on is not None
        clear_line(line, quantity=7, order_number="DN-8", by=dirk())
        made.refresh_from_db()
        assert made.owes_on is None
        assert Event.objects.filter(name="LicencesOrdered").count() == 2

    def test_the_same_answer_twice_is_one(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=5)
        line = place(made, {one.number: 12}).lines.get()
        for _ in range(2):
            clear_line(line, quantity=6, order_number="DN-7", by=dirk())
        assert AdditionPart.objects.get().quantity == 6
        line.refresh_from_db()
        clear_line(line, quantity=6, order_number="DN-7", by=dirk(), before=6)
        assert sum(AdditionPart.objects.values_list("quantity", flat=True)) == 12
        with pytest.raises(LineAnswered):
            clear_line(line, quantity=1, order_number="DN-9", by=dirk())

    def test_what_was_removed_moved_or_cancelled_meanwhile(self):
        made = licences.agreement()
        one = licences.add(made, 12, ago=5)
        line = place(made, {one.number: 12}).lines.get()
        part = one.parts.create(kind="removed", on=licences.day(0), quantity=1, at=clock.now())
        with pytest.raises(NotToConfirm):
            clear_line(line, quantity=12, order_number="DN-7", by=dirk())
        part.delete()
        made.partner = world.maasveld()
        made.save()
        with pytest.raises(NotToConfirm):
            clear_line(line, quantity=12, order_number="DN-7", by=dirk())
        made.partner, made.state, made.cancelled_on = world.lindeboom(), "cancelled", licences.day(0)
        made.save()
        with pytest.raises(NotToConfirm):
            clear_line(line, quantity=12, order_number="DN-7", by=dirk())
        assert not AdditionPart.objects.exists()

    def test_by_its_distributor_alone(self):
        made = licences.agreement()
        line = place(made, new={SKU: 1}).lines.get()
        for nobody in (anna(), world.actor(world.vera())):
            with pytest.raises(NotAllowed):
                clear_line(line, quantity=1, order_number="DN-7", by=nobody)
        line.order.distributor = licences.distributor("Distri Zuid")
        line.order.save()
        with pytest.raises(NotAllowed):
            clear_line(line, quantity=1, order_number="DN-7", by=dirk())

    def test_not_after_it_was_withdrawn(self):
        line = place(licences.agreement(), new={SKU: 1}).lines.get()
        withdraw_order(line.order, by=anna())
        with pytest.raises(LineAnswered):
            clear_line(line, quantity=1, order_number="DN-7", by=dirk())
        assert not Addition.objects.exists()

    def test_the_day_is_that_of_the_agreements_zone(self, monkeypatch: pytest.MonkeyPatch):
        made = licences.agreement(zone="Pacific/Kiritimati")
        line = place(made, new={SKU: 1}).lines.get()
        midnight = dt.datetime.combine(clock.today("UTC") + dt.timedelta(days=2), dt.time(10), dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: midnight - dt.timedelta(seconds=1))
        before = clock.today("Pacific/Kiritimati")
        monkeypatch.setattr(clock, "now", lambda: midnight)
        clear_line(line, quantity=1, order_number="DN-7", by=dirk())
        added = Addition.objects.get()
        assert added.added == before + dt.timedelta(days=1)
        assert Decimal(order_total(line.order)) > 0


def order_total(order: Order) -> Decimal:
    return sum((one.amount for one in order.lines.all()), Decimal(0))
