"""Renewals ordered by hand: all or part, in the window; and what renews by itself where the terms let it (V7)."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.licensing.actions.clearing import NotToConfirm, clear_line
from kanaal.licensing.actions.ordering import withdraw_order
from kanaal.licensing.actions.renewing import NoRenewalNow, NotToRenew, order_renewal, sound_renewal
from kanaal.licensing.actions.settings import NothingToSet, RenewsByHand, SettingsFinal, change_renewal_setting
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Order, Renewal, RenewalSetting
from kanaal.licensing.rules.renewal import NoRenewal, Split, by_itself, due
from kanaal.licensing.sound import NothingAsked, NotSoldHere
from tests import world
from tests import world_licences as licences
from tests.world_licences import OTHER, SKU

pytestmark = pytest.mark.django_db


def anna() -> Any:
    return world.actor(world.anna())


def dirk() -> Any:
    return world.actor(licences.dirk(), "distributor")


def in_window(quantity: int = 25, *, ahead: int = 10, terms: str = "vip", **fields: Any) -> Agreement:
    """An agreement whose anniversary lies so many days ahead (below 0: behind), with licences of that term."""
    made = licences.agreement(terms=terms, **fields)
    anniversary = licences.day(-ahead)
    begins = anniversary.replace(year=anniversary.year - 1, day=min(anniversary.day, 28))
    made.begins, made.first_anniversary = begins, anniversary
    made.save()
    licences.add(made, quantity, ago=200, ordered=quantity)
    made.refresh_from_db()
    return made


def renew(made: Agreement, wanted: dict[str, int], **more: Any) -> Order:
    values = {"wanted": wanted, "distributor": licences.distributor(), "reference": "", "by": anna()}
    return order_renewal(made, **(values | more))


def refused(kind: type[Exception], made: Agreement, wanted: dict[str, int], **more: Any) -> Any:
    before = (Order.objects.count(), Event.objects.count())
    with pytest.raises(kind) as raised:
        renew(made, wanted, **more)
    assert (Order.objects.count(), Event.objects.count()) == before
    return raised.value


def left(made: Agreement, ahead: int) -> int:
    known = facts_of(made)
    assert known is not None
    return sum(one.left for one in due(known, terms_of(made), licences.day(-ahead), today_of(made)))


class TestOrderRenewal:
    @pytest.mark.parametrize("ahead", [30, 1, 0, -1, -30])
    def test_from_thirty_days_before_to_thirty_after(self, ahead: int):
        made = in_window(ahead=ahead)
        order = renew(made, {SKU: 18})
        assert (order.kind, order.anniversary) == ("renewal", licences.day(-ahead))
        line = order.lines.get()
        assert line.amount == line.price * 18
        assert not Renewal.objects.exists()
        clear_line(line, quantity=18, order_number="DN-7", by=dirk())
        assert Renewal.objects.get().anniversary == licences.day(-ahead)
        assert left(made, ahead) == 7

    @pytest.mark.parametrize("ahead", [31, 90, -31])
    def test_not_on_another_day(self, ahead: int):
        made = in_window(ahead=ahead)
        refused(NoRenewalNow, made, {SKU: 18})
        assert not Renewal.objects.exists()

    def test_nothing_to_renew(self):
        refused(NoRenewalNow, licences.agreement(), {SKU: 1})
        refused(NothingAsked, in_window(), {SKU: 0})
        assert not Renewal.objects.exists()

    def test_what_waits_is_not_renewed_again(self):
        made = in_window()
        first = renew(made, {SKU: 25})
        known, terms, today = facts_of(made), terms_of(made), today_of(made)
        # All of it waits, so that more comes on top; these terms allow it, and it is said before.
        assert sound_renewal(made, known, terms, today, {SKU: 2}).parts == (Split(SKU, 0, 2),)
        withdraw_order(first, by=anna())
        assert sound_renewal(made, known, terms, today, {SKU: 25}).parts == (Split(SKU, 25, 0),)

    def test_where_more_is_a_matter_of_its_own(self):
        """Under these terms the rest is renewed first, and nothing is added after the anniversary."""
        made = in_window(ahead=5, terms="marketplace")
        assert NoRenewal.REST_FIRST in refused(NotToRenew, made, {SKU: 20, OTHER: 1}).why
        past = in_window(ahead=-5, terms="marketplace", name="Omroep Hilversum")
        assert NoRenewal.MORE_THAN_THERE_WAS in refused(NotToRenew, past, {SKU: 26}).why

    def test_a_part_can_be_confirmed(self):
        made = in_window()
        line = renew(made, {SKU: 25}).lines.get()
        clear_line(line, quantity=18, order_number="DN-7", by=dirk())
        assert left(made, 10) == 7
        clear_line(line, quantity=7, order_number="DN-8", by=dirk())
        assert left(made, 10) == 0
        made.refresh_from_db()
        assert made.goes_on is None

    def test_not_confirmed_after_the_window(self):
        made = in_window(ahead=-30)
        order = renew(made, {SKU: 25})
        order.anniversary = licences.day(31)
        order.save()
        with pytest.raises(NotToConfirm) as raised:
            clear_line(order.lines.get(), quantity=25, order_number="DN-7", by=dirk())
        assert "until" in str(raised.value.says)
        assert not Renewal.objects.exists()

    def test_more_on_top_needs_a_price(self):
        made = in_window()
        refused(NotSoldHere, made, {SKU: 25, "CC-01-E12": 1})
        assert renew(made, {SKU: 25, OTHER: 1}).lines.count() == 2

    def test_not_somebody_elses(self):
        refused(NotAllowed, in_window(), {SKU: 1}, by=world.actor(world.carla()))
        assert not Renewal.objects.exists()


class TestChangeRenewalSetting:
    def test_so_many_renew_by_themselves_or_none(self):
        made = in_window(ahead=10, terms="marketplace")
        change_renewal_setting(made, sku=SKU, enabled=True, quantity=20, by=anna())
        known = facts_of(made)
        assert known is not None
        assert by_itself(known, terms_of(made), licences.day(-10))[0].quantity == 20
        change_renewal_setting(made, sku=SKU, enabled=False, quantity=20, by=anna())
        assert (RenewalSetting.objects.get().enabled, RenewalSetting.objects.get().quantity) == (False, None)
        assert Event.objects.filter(name="RenewalSettingChanged").count() == 2

    @pytest.mark.parametrize(("ahead", "kind"), [(3, None), (2, SettingsFinal)])
    def test_until_its_last_day(self, ahead: int, kind: type[Exception] | None):
        made = in_window(ahead=ahead, terms="marketplace")
        if kind is None:
            assert change_renewal_setting(made, sku=SKU, enabled=True, quantity=None, by=anna()).enabled
            return
        with pytest.raises(kind):
            change_renewal_setting(made, sku=SKU, enabled=False, quantity=None, by=anna())
        assert not RenewalSetting.objects.exists()

    def test_only_where_and_what_there_is(self):
        with pytest.raises(RenewsByHand):
            change_renewal_setting(in_window(), sku=SKU, enabled=False, quantity=None, by=anna())
        other = in_window(terms="marketplace", name="Omroep Hilversum")
        with pytest.raises(NothingToSet):
            change_renewal_setting(other, sku=OTHER, enabled=False, quantity=None, by=anna())
        with pytest.raises(NotAllowed):
            change_renewal_setting(other, sku=SKU, enabled=False, quantity=None, by=world.actor(world.carla()))
