"""Adding licences that are ordered later, and taking them away in time (V4, V5)."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.licensing.actions.authorising import (
    NothingUsedBeforeOrder,
    NotSoManyLeft,
    PaymentRequired,
    RemovalTooLate,
    authorise_licences,
    remove_licences,
)
from kanaal.licensing.actions.ordering import order_licences, withdraw_order
from kanaal.licensing.charging import NotAsShown, seen_of, total_of
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Addition, AdditionPart, Agreement
from kanaal.licensing.rules.authorisations import State, state
from kanaal.licensing.sound import NothingAsked, NotSoldHere, NotSoMany
from tests import world
from tests import world_licences as licences
from tests.world_licences import OTHER, SKU

pytestmark = pytest.mark.django_db


def anna() -> Any:
    return world.actor(world.anna())


def refused(kind: type[Exception], made: Agreement, wanted: dict[str, int], **more: Any) -> Any:
    """The refusal; and nothing has changed."""
    before = (Addition.objects.count(), AdditionPart.objects.count(), Event.objects.count())
    with pytest.raises(kind) as raised:
        authorise_licences(made, wanted=wanted, by=more.pop("by", None) or anna(), **more)
    assert (Addition.objects.count(), AdditionPart.objects.count(), Event.objects.count()) == before
    return raised.value


class TestAuthoriseLicences:
    def test_the_first_sets_day_zero_in_the_agreements_zone(self):
        made = licences.agreement()
        (one,) = authorise_licences(made, wanted={SKU: 12, OTHER: 0}, by=anna())
        made.refresh_from_db()
        assert (one.quantity, one.added, made.begins, made.licences) == (12, licences.day(0), licences.day(0), 12)
        assert made.owes_on is not None
        assert one.number.startswith("PA-")
        assert Event.objects.filter(name="LicencesAuthorised", about_id=made.pk).count() == 1

    def test_day_zero_stays(self):
        made = licences.agreement()
        licences.add(made, 3, ago=20, ordered=3)
        authorise_licences(made, wanted={SKU: 1}, by=anna())
        made.refresh_from_db()
        assert made.begins == licences.day(20)

    def test_the_customer_hears_of_it(self):
        made = licences.agreement()
        eva = licences.eva(made)
        authorise_licences(made, wanted={SKU: 12}, by=anna())
        (mail,) = world.mails_to(eva.email)
        assert made.number in mail.subject
        assert "12" in mail.text

    @pytest.mark.parametrize("ago", [31, 60, 61, 64])
    def test_not_while_something_is_overdue_or_suspended(self, ago: int):
        made = licences.agreement()
        old = licences.add(made, 4, ago=ago)
        refusal = refused(PaymentRequired, made, {SKU: 1})
        assert old.number in str(refusal.says)
        assert refusal.link.endswith(f"/customers/{made.number}/#payment-required")

    def test_the_last_day_to_order_is_still_in_time(self):
        made = licences.agreement()
        licences.add(made, 4, ago=30)
        assert authorise_licences(made, wanted={SKU: 1}, by=anna())

    def test_an_order_for_all_that_is_overdue_opens_it_again(self):
        made = licences.agreement()
        licences.add(made, 4, ago=40, ordered=3, order_ago=2)
        refused(PaymentRequired, made, {SKU: 1})
        one = Addition.objects.get()
        one.parts.create(kind="ordered", on=licences.day(0), quantity=1, at=one.added_at)
        assert authorise_licences(made, wanted={SKU: 1}, by=anna())

    def test_what_is_not_sold_to_this_customer_says_why(self):
        made = licences.agreement()
        assert "market segment" in str(refused(NotSoldHere, made, {"CC-01-E12": 1}).says)
        assert "no licence" in str(refused(NotSoldHere, made, {"XX": 1}).says)
        public = licences.agreement("Museu da Luz", region="americas", currency="USD", country="BR")
        assert "no price list" in str(refused(NotSoldHere, public, {SKU: 1}).says)

    def test_numbers_that_nobody_means(self):
        made = licences.agreement()
        refused(NothingAsked, made, {})
        refused(NothingAsked, made, {SKU: 0})
        refused(NotSoMany, made, {SKU: -1})
        refused(NotSoMany, made, {SKU: 10_000_000})
        assert not made.additions.exists()

    def test_terms_without_it_say_that_one_orders(self):
        made = licences.agreement(terms="marketplace")
        assert refused(NothingUsedBeforeOrder, made, {SKU: 1}).link.endswith("/order/")

    def test_not_for_somebody_elses_customer_nor_a_cancelled_one(self):
        made = licences.agreement()
        refused(NotAllowed, made, {SKU: 1}, by=world.actor(world.carla()))
        made.state, made.cancelled_on = "cancelled", licences.day(1)
        made.save()
        refused(NotAllowed, made, {SKU: 1})
        assert not made.additions.exists()

    def test_what_was_shown_holds_or_is_said(self):
        made = licences.agreement()
        seen = seen_of(made, licences.day(1), total_of((), "EUR"))
        assert "new day" in str(refused(NotAsShown, made, {SKU: 1}, seen=seen).says)
        seen = seen_of(made, licences.day(0), total_of((), "EUR"))
        assert "0.00" in str(refused(NotAsShown, made, {SKU: 1}, seen=seen).says)
        refused(NotAsShown, made, {SKU: 1}, seen="nonsense")


class TestRemoveLicences:
    def test_pending_ones_go_and_cost_nothing(self):
        made = licences.agreement()
        one = licences.add(made, 10, ago=30)
        remove_licences(one, quantity=4, by=anna())
        remove_licences(one, quantity=6, by=anna())
        made.refresh_from_db()
        known = facts_of(made)
        assert known is not None
        fact = known.additions[0]
        assert state(fact, known.cycle(terms_of(made)), terms_of(made), today_of(made)) is State.REMOVED
        assert (made.licences, made.owes_on) == (0, None)
        assert Event.objects.filter(name="LicencesRemoved").count() == 2

    @pytest.mark.parametrize("ago", [31, 64])
    def test_after_its_last_day_it_says_what_is_left_to_do(self, ago: int):
        one = licences.add(licences.agreement(), 10, ago=ago)
        with pytest.raises(RemovalTooLate) as raised:
            remove_licences(one, quantity=1, by=anna())
        assert "Two ways" in str(raised.value.remedy)
        assert not one.parts.exists()

    def test_what_is_ordered_goes_back_in_another_way(self):
        one = licences.add(licences.agreement(), 10, ago=3, ordered=10)
        with pytest.raises(RemovalTooLate) as raised:
            remove_licences(one, quantity=1, by=anna())
        assert "return" in str(raised.value.remedy)

    def test_not_more_than_there_are_nor_what_waits_in_an_order(self):
        made = licences.agreement()
        one = licences.add(made, 10, ago=3)
        order = order_licences(
            made, wanted={one.number: 7}, distributor=licences.distributor(), reference="", by=anna()
        )
        with pytest.raises(NotSoManyLeft) as raised:
            remove_licences(one, quantity=4, by=anna())
        assert "withdraw" in str(raised.value.remedy)
        withdraw_order(order, by=anna())
        remove_licences(one, quantity=10, by=anna())
        with pytest.raises(RemovalTooLate):
            remove_licences(one, quantity=1, by=anna())
        assert sum(one.parts.values_list("quantity", flat=True)) == 10

    def test_no_number_is_no_removal(self):
        one = licences.add(licences.agreement(), 10, ago=3)
        with pytest.raises(NothingAsked):
            remove_licences(one, quantity=0, by=anna())
        with pytest.raises(NotSoMany):
            remove_licences(one, quantity=-3, by=anna())

    def test_not_somebody_elses(self):
        one = licences.add(licences.agreement(), 10, ago=3)
        with pytest.raises(NotAllowed):
            remove_licences(one, quantity=1, by=world.actor(world.carla()))
