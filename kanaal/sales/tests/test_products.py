"""Products at the prices of the book that applies; which one does (D4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kanaal.catalogue.books import Priced, PriceList
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.pricing.actions import grant_price_list
from kanaal.sales import books as sales_books
from kanaal.sales.actions.closing import lose_opportunity
from kanaal.sales.actions.products import (
    BookGone,
    LevelMissing,
    LineGone,
    NotInBook,
    OnItAlready,
    PriceMoved,
    QuantityUnsound,
    add_line,
    change_line,
    remove_line,
    take_new_prices,
)
from kanaal.sales.books import books_of, follows_discount_level, level_for, price_in
from kanaal.sales.models import Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def partner_list(one: Opportunity) -> PriceList:
    return next(found for found in books_of(one).applying if not follows_discount_level(found))


def row_of(found: PriceList, *, tiers: bool = False) -> Priced:
    rows = [row for row in found.rows if "com" in row.product.segments]
    return next((row for row in rows if row.quantity > 1), rows[0]) if tiers else rows[0]


def by_bo() -> Actor:
    return world.actor(world.bo())


class TestBooks:
    def test_the_book_of_the_level_applies_and_the_others_say_why_not(self) -> None:
        books = books_of(world_sales.opportunity())
        assert "emea-gold" in {one.book.key for one in books.applying}
        closed = {one.list.book.key: " ".join(str(f.says) for f in one.findings) for one in books.closed}
        assert "emea-entry" in closed
        assert all(closed.values())

    def test_a_market_that_was_not_opened_has_none_until_it_is(self) -> None:
        one = world_sales.opportunity(segment="edu")
        assert partner_lists(one) == []
        grant_price_list(world.lindeboom(), book="emea-education", by=world.actor(world.vera()))
        assert partner_lists(one) == ["emea-education"]

    def test_a_book_that_was_opened_is_not_for_another_market(self) -> None:
        one = world_sales.opportunity()
        grant_price_list(world.lindeboom(), book="emea-education", by=world.actor(world.vera()))
        assert "emea-education" not in partner_lists(one)

    def test_a_customer_elsewhere_and_another_currency_are_named(self) -> None:
        one = world_sales.opportunity(account=world_sales.customer("Far", country="JP"), currency="JPY")
        books = books_of(one)
        assert "emea-gold" not in {found.book.key for found in books.applying}
        gold = next(found for found in books.closed if found.list.book.key == "emea-gold")
        assert "Far" in " ".join(str(finding.says) for finding in gold.findings)

    def test_the_discount_level_that_a_quantity_reaches(self) -> None:
        world.published()
        assert (level_for(1), level_for(10), level_for(99), level_for(5000)) == (
            "level-1", "level-2", "level-3", "level-4",
        )  # fmt: skip


def partner_lists(one: Opportunity) -> list[str]:
    return [found.book.key for found in books_of(one).applying if not follows_discount_level(found)]


class TestAddLine:
    def test_the_amount_is_the_total_of_the_lines(self) -> None:
        one = world_sales.opportunity()
        found = partner_list(one)
        row = row_of(found)
        line = add_line(one, book=found.key, sku=row.product.sku, quantity=3, by=by_bo())
        one.refresh_from_db()
        assert line.unit_price == price_in(found, row.product.sku, 3, "")
        assert one.amount == line.unit_price * 3
        assert one.families == [row.product.family]
        assert world.happened("LineAdded")[-1].data["sku"] == row.product.sku

    def test_a_list_that_applies_no_more_is_refused_and_nothing_is_lost(self) -> None:
        one = world_sales.opportunity()
        with pytest.raises(BookGone):
            add_line(one, book="emea-gold/q3-2026", sku=row_of(partner_list(one)).product.sku, quantity=1, by=by_bo())
        one.refresh_from_db()
        assert (one.amount, one.lines.count()) == (Decimal(24_000), 0)

    def test_what_is_not_in_the_list(self) -> None:
        one = world_sales.opportunity()
        with pytest.raises(NotInBook):
            add_line(one, book=partner_list(one).key, sku="NOTHING", quantity=1, by=by_bo())

    @pytest.mark.parametrize("quantity", [0, -1, 10**9])
    def test_a_quantity_that_nobody_orders(self, quantity: int) -> None:
        one = world_sales.opportunity()
        found = partner_list(one)
        with pytest.raises(QuantityUnsound):
            add_line(one, book=found.key, sku=row_of(found).product.sku, quantity=quantity, by=by_bo())

    def test_another_price_than_was_shown(self) -> None:
        one = world_sales.opportunity()
        found = partner_list(one)
        with pytest.raises(PriceMoved):
            add_line(one, book=found.key, sku=row_of(found).product.sku, quantity=1, shown=Decimal("0.01"), by=by_bo())

    def test_the_same_again_is_a_click_too_many(self) -> None:
        one = world_sales.opportunity()
        found = partner_list(one)
        sku = row_of(found).product.sku
        add_line(one, book=found.key, sku=sku, quantity=1, by=by_bo())
        with pytest.raises(OnItAlready):
            add_line(one, book=found.key, sku=sku, quantity=1, by=by_bo())

    def test_a_list_by_discount_level_wants_the_level(self) -> None:
        one = world_sales.opportunity()
        found = next((b for b in books_of(one).applying if follows_discount_level(b)), None)
        assert found is not None
        row = row_of(found)
        with pytest.raises(LevelMissing):
            add_line(one, book=found.key, sku=row.product.sku, quantity=10, by=by_bo())
        line = add_line(one, book=found.key, sku=row.product.sku, quantity=10, level="level-2", by=by_bo())
        assert (line.discount_level, line.unit_price) == ("level-2", row.prices[1])

    def test_not_on_a_colleagues_nor_on_a_closed_one(self) -> None:
        one = world_sales.opportunity()
        found = partner_list(one)
        sku = row_of(found).product.sku
        with pytest.raises(NotAllowed):
            add_line(one, book=found.key, sku=sku, quantity=1, by=world.actor(world_sales.seated(world.anna())))
        lose_opportunity(one, reason="price", by=by_bo())
        with pytest.raises(Exception, match="already"):
            add_line(one, book=found.key, sku=sku, quantity=1, by=by_bo())


def with_line(quantity: int = 1) -> tuple[Opportunity, PriceList, str]:
    one = world_sales.opportunity()
    found = partner_list(one)
    row = row_of(found, tiers=True)
    add_line(one, book=found.key, sku=row.product.sku, quantity=max(quantity, row.quantity), by=by_bo())
    return Opportunity.objects.get(pk=one.pk), found, row.product.sku


class TestChangeLine:
    def test_another_quantity_has_the_price_of_its_tier(self) -> None:
        one, found, sku = with_line()
        line = change_line(one, position=1, quantity=500, by=by_bo())
        one.refresh_from_db()
        assert line.unit_price == price_in(found, sku, 500, "")
        assert one.amount == line.unit_price * 500

    def test_one_that_was_taken_off_meanwhile(self) -> None:
        one, _found, _sku = with_line()
        with pytest.raises(LineGone):
            change_line(one, position=9, quantity=2, by=by_bo())


class TestRemoveLine:
    def test_the_last_one_leaves_the_amount_as_an_estimate(self) -> None:
        one, _found, _sku = with_line()
        remove_line(one, position=1, by=by_bo())
        after = Opportunity.objects.get(pk=one.pk)
        assert (after.amount, after.lines.count()) == (one.amount, 0)
        assert len(world.happened("LineRemoved")) == 1

    def test_twice_is_told(self) -> None:
        one, _found, _sku = with_line()
        remove_line(one, position=1, by=by_bo())
        with pytest.raises(LineGone):
            remove_line(one, position=1, by=by_bo())


class TestTakeNewPrices:
    def test_a_line_quoted_at_another_price_takes_the_present_one(self) -> None:
        one, _found, _sku = with_line()
        right = one.amount
        one.lines.update(unit_price=Decimal("1.00"))
        Opportunity.objects.update(amount=Decimal("1.00"))
        assert take_new_prices(one, by=by_bo()) == 1
        assert Opportunity.objects.get(pk=one.pk).amount == right
        assert take_new_prices(one, by=by_bo()) == 0
        assert len(world.happened("NewPricesTaken")) == 1

    def test_a_line_whose_book_applies_no_more_keeps_its_price(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, _found, _sku = with_line()
        monkeypatch.setattr(sales_books, "visible_lists", list)
        one.lines.update(unit_price=Decimal("1.00"))
        assert take_new_prices(one, by=by_bo()) == 0
