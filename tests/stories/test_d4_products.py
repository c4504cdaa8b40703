"""D4: products come from the price book that applies; where none does, the page says which exist, and why not."""

from __future__ import annotations

import html
import re

import pytest

from kanaal.pricing.queries import visible_lists
from kanaal.sales import books as sales_books
from kanaal.sales.books import books_of, follows_discount_level
from kanaal.sales.models import Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def page_of(one: Opportunity) -> str:
    return f"/sales/opportunities/{one.number}/products/"


def offered(one: Opportunity) -> tuple[str, str]:
    """A list that applies, and a product of it."""
    found = next(b for b in books_of(one).applying if not follows_discount_level(b))
    return found.key, next(row.product.sku for row in found.rows if "com" in row.product.segments)


def test_bo_puts_products_on_it_and_the_amount_is_their_total() -> None:
    one = world_sales.opportunity()
    bo, (book, sku) = world.browser(world.bo()), offered(one)
    page = bo.get(page_of(one), {"book": book}).content.decode()
    assert sku in page
    shown = re.search(rf'id="add-{re.escape(sku)}-1">.*?name="shown" value="([^"]+)"', page)
    assert shown is not None
    values = {"book": book, "sku": sku, "quantity": 3, "shown": shown.group(1)}
    assert bo.post(page_of(one) + "add/", values).status_code == 302
    one.refresh_from_db()
    line = one.lines.get()
    assert one.amount == line.total
    assert bo.post(page_of(one) + f"{line.position}/", {"quantity": 7}).status_code == 302
    assert one.lines.get().quantity == 7
    assert bo.post(page_of(one) + f"{line.position}/take-off/").status_code == 302
    assert not one.lines.exists()


def test_a_search_and_a_discount_level() -> None:
    one = world_sales.opportunity()
    bo = world.browser(world.bo())
    vip = next(b for b in books_of(one).applying if follows_discount_level(b))
    page = bo.get(page_of(one), {"book": vip.key, "level": "level-3", "q": "acrobat"}).content.decode()
    assert 'name="level" value="level-3"' in page
    for odd in ({"book": "x/y"}, {"level": "x"}, {"family": "x"}, {"q": "x" * 99}):
        assert bo.get(page_of(one), odd).status_code == 200


def test_a_book_that_was_withdrawn_between_showing_and_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    one = world_sales.opportunity()
    bo, (book, sku) = world.browser(world.bo()), offered(one)
    kept = [found for found in visible_lists() if found.key != book]
    monkeypatch.setattr(sales_books, "visible_lists", lambda: kept)
    answer = bo.post(page_of(one) + "add/", {"book": book, "sku": sku, "quantity": 12})
    assert answer.status_code == 422
    assert "form" in answer.content.decode()
    one.refresh_from_db()
    assert (one.lines.count(), int(one.amount)) == (0, 24_000)


def test_another_price_today_is_shown_and_can_be_taken() -> None:
    one = world_sales.opportunity()
    bo, (book, sku) = world.browser(world.bo()), offered(one)
    bo.post(page_of(one) + "add/", {"book": book, "sku": sku, "quantity": 2})
    right = one.lines.get().unit_price
    one.lines.update(unit_price="1.00")
    assert "new-prices/" in bo.get(page_of(one)).content.decode()
    bo.post(page_of(one) + "new-prices/")
    assert one.lines.get().unit_price == right


def test_where_none_applies_the_page_says_why_and_one_click_asks_with_everything_filled_in() -> None:
    one = world_sales.opportunity(segment="gov", account=world_sales.customer("Gemeente", country="BR"))
    bo = world.browser(world.bo())
    page = bo.get(page_of(one)).content.decode()
    assert "EMEA" in page
    way = html.unescape(re.findall(r'<a class="btn primary" href="(/cases/new/[^"]+)"', page)[0])
    form = html.unescape(bo.get(way).content.decode())
    assert one.number in form
    assert "EMEA" in form
    assert "BR" in form or "Brazil" in form


def test_another_companys_products_are_not_there() -> None:
    one = world_sales.opportunity()
    carla = world.browser(world_sales.seated(world.carla()))
    assert carla.get(page_of(one)).status_code == 404
