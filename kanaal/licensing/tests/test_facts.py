"""What licences sold contribute to levels."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kanaal.core import clock
from kanaal.levels.measuring import Batch
from kanaal.levels.models import LevelTerm
from kanaal.levels.weighing import needs_of_all, weights_of
from kanaal.licensing import facts
from kanaal.licensing.actions import moving
from kanaal.licensing.models import Agreement, Order, OrderLine, Return
from kanaal.licensing.quarters import before, first_day, quarter_of
from kanaal.licensing.weighing import partners_to_weigh
from kanaal.partners.models import Partner
from kanaal.partners.rules import months_after
from kanaal.programme import releases
from tests import world, world_licences

pytestmark = pytest.mark.django_db
VIP: dict[str, str | int] = {"programme": "vip", "months": 12}
QUARTERS: dict[str, str | int] = {"programme": "vip", "quarters": 4, "since_level": world.CERTIFIED}


def units(partner: Partner | None = None, **params: str | int) -> int:
    ours = partner or world.lindeboom()
    return facts.UNITS.values([ours.pk], VIP | params, clock.today()).get(ours.pk, 0)


def sold(quantity: int = 12, *, ago: int = 20, sku: str = world_licences.SKU) -> Agreement:
    made = world_licences.agreement()
    world_licences.add(made, quantity, ago=ago, ordered=quantity, sku=sku)
    return made


def goes_back(order: Order, quantity: int) -> Return:
    line = order.lines.get()
    now = clock.now()
    back = Return.objects.create(
        number=f"RR-{order.pk}", order=order, state="authorised", asked_at=now, promised_at=now, waiting_since=now
    )
    back.lines.create(order_line=line, quantity=quantity, credit=line.price * quantity)
    return back


class TestUnits:
    def test_what_was_confirmed_counts_and_what_waits_does_not(self) -> None:
        made = sold(12)
        world_licences.add(made, 5, ago=3)
        assert units() == 12

    def test_what_went_back_is_taken_off_once_it_is_authorised(self) -> None:
        sold(12)
        back = goes_back(Order.objects.get(), 5)
        assert units() == 7
        Return.objects.filter(pk=back.pk).update(state="requested")
        assert units() == 12

    def test_only_the_families_and_the_kind_of_agreement_that_are_named(self) -> None:
        made = sold(12)
        assert units(family="acrobat|creative-cloud") == 12
        assert units(family="acrobat") == 0
        Agreement.objects.filter(pk=made.pk).update(terms="nfr")  # N5
        assert units() == 0

    def test_the_last_twelve_months(self) -> None:
        today = clock.today()
        made = sold(3, ago=(today - months_after(today, -12)).days)
        assert units() == 0
        world_licences.add(made, 4, ago=(today - months_after(today, -12)).days - 2, ordered=4)
        assert units() == 4

    def test_a_customer_that_moved_away_leaves_what_it_bought_with_whom_it_bought_it(self) -> None:
        made = sold(12)
        moving.move_agreement(made, to=world.maasveld(), by=world.actor(world.agent(), "staff"))
        assert (units(), units(world.maasveld())) == (12, 0)

    def test_many_partners_are_one_question(self, django_assert_num_queries) -> None:
        sold(12)
        ours = world.lindeboom()
        batch, today = Batch([ours, world.maasveld()]), clock.today()
        with releases.under(world.published()), django_assert_num_queries(1):
            assert facts.UNITS.values(batch, VIP | {"family": "creative-cloud"}, today) == {ours.pk: 12}
            assert facts.UNITS.values(batch, VIP | {"family": "acrobat"}, today) == {ours.pk: 0}
            assert facts.REVENUE.values(batch, VIP, today)[ours.pk] > 0

    def test_the_number_opens_into_its_orders(self) -> None:
        sold(12)
        (datum,) = facts.UNITS.data(world.lindeboom(), VIP, clock.today())
        assert Order.objects.get().number in str(datum.says)
        assert "12" in str(datum.says)
        assert facts.UNITS.closes(world.lindeboom(), VIP)


class TestRevenue:
    def test_what_was_paid_less_what_was_credited(self) -> None:
        sold(12)
        goes_back(Order.objects.get(), 2)
        found = facts.REVENUE.values([world.lindeboom().pk], VIP, clock.today())
        assert found == {world.lindeboom().pk: int(Decimal("706.80") * 10)}

    def test_of_a_line_that_was_confirmed_in_part_its_part(self) -> None:
        sold(12)
        Order.objects.get().lines.update(confirmed=3)
        found = facts.REVENUE.values([world.lindeboom().pk], VIP, clock.today())
        assert found == {world.lindeboom().pk: int(Decimal("706.80") * 3)}

    def test_in_the_currency_of_the_region(self) -> None:
        sold(12)
        Order.objects.update(currency="CHF")
        found = facts.REVENUE.values([world.lindeboom().pk], VIP, clock.today())
        assert found == {world.lindeboom().pk: 0}


class TestQuarters:
    def weighed(self) -> int:
        ours = world.lindeboom()
        return facts.QUARTERS.values([ours.pk], QUARTERS, clock.today())[ours.pk]

    def certified_since(self, day: dt.date) -> None:
        LevelTerm.objects.create(partner=world.lindeboom(), level=world.CERTIFIED, since=day)

    def test_a_sale_in_each_full_quarter_since(self) -> None:
        last = before(quarter_of(clock.today()))
        self.certified_since(first_day(before(last)))
        today = clock.today()
        sold(1, ago=(today - first_day(before(last))).days)
        assert self.weighed() == 0
        world_licences.add(Agreement.objects.get(), 1, ago=(today - first_day(last)).days, ordered=1)
        assert self.weighed() == 1

    def test_one_that_went_back_is_none(self) -> None:
        last = before(quarter_of(clock.today()))
        self.certified_since(first_day(last))
        sold(1, ago=(clock.today() - first_day(last)).days)
        assert self.weighed() == 1
        goes_back(Order.objects.get(), 1)
        assert self.weighed() == 0
        (datum,) = facts.QUARTERS.data(world.lindeboom(), QUARTERS, clock.today())
        assert str(last[0]) in str(datum.says)

    def test_nothing_is_asked_before_a_quarter_is_over(self) -> None:
        self.certified_since(clock.today())
        assert self.weighed() == 1

    def test_who_never_had_the_level_has_none(self) -> None:
        ours = world.zonnehof()
        assert facts.QUARTERS.values([ours.pk], QUARTERS, clock.today()) == {ours.pk: 0}


def test_the_levels_of_the_programme_are_measured_by_them() -> None:
    sold(120)
    ours = world.lindeboom()
    weighed = weights_of(ours)
    assert (weighed["gold-units"].value, weighed["gold-units"].how) == (120, "measured")
    assert weighed["platinum-revenue"].value == int(Decimal("706.80") * 120)
    assert {"gold-quarters", "platinum-units"} <= needs_of_all().keys()


class TestWeighedAgain:
    def test_on_the_day_on_which_a_sale_counts_no_longer(self) -> None:
        world.published()
        today = clock.today()
        made = sold(3, ago=(today - months_after(today, -12)).days)
        assert partners_to_weigh(today) - quarterly(today) == {world.lindeboom().pk} - quarterly(today)
        OrderLine.objects.update(confirmed_on=months_after(today, -12) + dt.timedelta(days=2))
        assert partners_to_weigh(today) <= quarterly(today)
        assert made.is_live

    def test_when_a_quarter_is_over_whoever_needs_one(self) -> None:
        ours, theirs = world.lindeboom(), world.zonnehof()
        assert partners_to_weigh(dt.date(2026, 10, 1)) >= {ours.pk}
        assert theirs.pk not in partners_to_weigh(dt.date(2026, 10, 1))
        assert partners_to_weigh(dt.date(2026, 10, 2)) == set()


def quarterly(today: dt.date) -> set[int]:
    return set() if today != first_day(quarter_of(today)) else {world.lindeboom().pk}
