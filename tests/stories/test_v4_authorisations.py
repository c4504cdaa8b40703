"""V4: licences are used at once and ordered later. Not ordered in time they are overdue, then suspended; an order
clears just its part; nothing is done before it was shown what it does.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from kanaal.licensing.actions.clearing import clear_line
from kanaal.licensing.models import Addition, AdditionPart, Agreement, Order
from tests import world, world_domes
from tests import world_licences as licences
from tests.world_licences import OTHER, SKU

pytestmark = pytest.mark.django_db


def at(made: Agreement, rest: str = "") -> str:
    return f"/reselling/customers/{made.number}/{rest}"


def text(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def reader(who: Any) -> Client:
    who.language = "en"
    who.save()
    return world.browser(who)


def seen_in(answer: Any) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', answer.content.decode())
    assert found, "the page shows no change to confirm"
    return found.group(1)


def dirk() -> Any:
    return world.actor(licences.dirk(), "distributor")


class TestAdding:
    def test_anna_sees_what_it_does_then_adds_and_the_customer_uses_them(self):
        made, anna = licences.agreement(), reader(world.anna())
        licences.eva(made)
        assert "What can be added" in text(anna.get(at(made, "add/")))

        shown = anna.get(at(made, f"add/?new-{SKU}=12"))
        said = text(shown)
        assert "To be ordered by" in said
        assert "in one order" in said or "licences count" in said
        assert "today becomes day 0" in said
        assert not Addition.objects.exists(), "looking does nothing"

        done = anna.post(at(made, "add/"), {f"new-{SKU}": "12", "seen": seen_in(shown)})
        assert done["location"] == at(made)
        page = text(anna.get(at(made)))
        assert "12 ×" in page
        assert "pending" in page
        assert "Remove, until" in page
        assert [one.name for one in world.mails_to("eva@gemeente-waterrijk.example")] == ["licences_authorised"]

    def test_the_day_changes_between_looking_and_confirming(self):
        made, anna = licences.agreement(), reader(world.anna())
        seen = seen_in(anna.get(at(made, f"add/?new-{SKU}=12")))
        world.days_pass(1)
        answer = anna.post(at(made, "add/"), {f"new-{SKU}": "12", "seen": seen})
        assert answer.status_code == 422
        assert "A new day has begun" in text(answer)
        assert 'value="12"' in answer.content.decode(), "what was typed is still there"
        assert not Addition.objects.exists()
        assert anna.post(at(made, "add/"), {f"new-{SKU}": "12", "seen": seen_in(answer)}).status_code == 302

    def test_two_clicks_add_once(self):
        made, anna = licences.agreement(), reader(world.anna())
        data = {f"new-{SKU}": "12", "seen": seen_in(anna.get(at(made, f"add/?new-{SKU}=12")))}
        assert anna.post(at(made, "add/"), data).status_code == 302
        assert "added or ordered for this customer since you looked" in text(anna.post(at(made, "add/"), data))
        assert Addition.objects.count() == 1

    @pytest.mark.parametrize("typed", ["-1", "many", "1.5", "100001"])
    def test_what_is_no_number_is_said_and_kept(self, typed: str):
        made, anna = licences.agreement(), reader(world.anna())
        for answer in (
            anna.get(at(made, "add/"), {f"new-{SKU}": typed, f"new-{OTHER}": "3"}),
            anna.post(at(made, "add/"), {f"new-{SKU}": typed, f"new-{OTHER}": "3"}),
        ):
            assert answer.status_code == 422
            assert f'value="{typed}"' in answer.content.decode()
            assert 'value="3"' in answer.content.decode()
        assert not Addition.objects.exists()

    def test_nobody_elses_customer_can_be_found(self):
        made = licences.agreement()
        for rest in ("", "add/", "order/", "renew/", "remove/", "about/", "orders/", "days/", "commitment/"):
            assert reader(world.carla()).get(at(made, rest)).status_code == 404
        assert reader(world.fatma()).get(at(made)).status_code == 403

    def test_46_licences_are_about_to_add_6_days_before_they_are_counted(self):
        made, anna = licences.agreement(), reader(world.anna())
        made.first_anniversary = licences.day(-35)
        made.save()
        licences.add(made, 46, ago=200, ordered=46)
        said = text(anna.get(at(made, f"add/?new-{SKU}=6")))
        assert "in 4 days, these make 52 licences" in said
        assert "a renewal of all 52 in one order" in said


class TestNotOrderedInTime:
    def test_the_page_says_that_payment_is_required_and_an_order_clears_its_part(self):
        made, anna = licences.agreement(), reader(world.anna())
        licences.distributor()
        one = licences.add(made, 4, ago=31)
        page = text(anna.get(at(made)))
        assert "Payment required" in page
        assert "All licences can still be used" in page
        assert one.number in page

        refused = anna.get(at(made, "add/"))
        assert refused.status_code == 409
        assert one.number in text(refused)

        shown = anna.get(at(made, f"order/?q-{one.number}=3"))
        assert "1 licence" in text(shown)
        assert "is still owed, and payment stays required" in text(shown)
        order = self._order(anna, made, shown, {f"q-{one.number}": "3"})
        waits = text(anna.get(at(made)))
        assert "counts for nothing yet" in waits
        assert "Payment required" in waits

        clear_line(order.lines.get(), quantity=3, order_number="DN-1", by=dirk())
        assert "Payment required" in text(anna.get(at(made)))
        rest = anna.get(at(made, f"order/?q-{one.number}=1"))
        assert "payment is required no longer" in text(rest)
        order = self._order(anna, made, rest, {f"q-{one.number}": "1"})
        clear_line(order.lines.get(), quantity=1, order_number="DN-2", by=dirk())
        assert "Payment required" not in text(anna.get(at(made)))
        assert anna.get(at(made, "add/")).status_code == 200

    def _order(self, anna: Client, made: Agreement, shown: Any, data: dict[str, str]) -> Order:
        values = {**data, "distributor": licences.distributor().pk, "reference": "PO-7", "seen": seen_in(shown)}
        assert anna.post(at(made, "order/"), values).status_code == 302
        return Order.objects.latest("pk")

    def test_at_day_61_they_are_suspended(self):
        made, anna = licences.agreement(), reader(world.anna())
        licences.add(made, 12, ago=100, ordered=12)
        licences.add(made, 4, ago=60)
        assert "All licences can still be used" in text(anna.get(at(made)))
        world.days_pass(1)
        page = text(anna.get(at(made)))
        assert "suspended" in page
        assert "all others go on as before" in page

    def test_the_order_that_waits_can_be_withdrawn(self):
        made, anna = licences.agreement(), reader(world.anna())
        licences.distributor()
        one = licences.add(made, 4, ago=3)
        shown = anna.get(at(made, f"order/?q-{one.number}=4"))
        order = self._order(anna, made, shown, {f"q-{one.number}": "4"})
        again = anna.get(at(made, f"order/?q-{one.number}=4"))
        assert "is in an order already, which waits" in text(again)
        assert "Withdraw VO-" in text(anna.get(f"/reselling/orders/{order.number}/withdraw/"))
        anna.post(f"/reselling/orders/{order.number}/withdraw/")
        order.refresh_from_db()
        assert order.state == "withdrawn"
        assert anna.get(at(made, f"order/?q-{one.number}=4")).status_code == 200
        assert not AdditionPart.objects.exists()

    def test_the_distributor_asked_last_stands_first(self):
        made, anna = licences.agreement(), reader(world.anna())
        first, second = licences.distributor("Distri A"), licences.distributor("Distri B")
        one = licences.add(made, 4, ago=3)
        assert f'<option value="{first.pk}" selected' in anna.get(at(made, "order/")).content.decode()
        shown = anna.get(at(made, f"order/?q-{one.number}=4"))
        data = {f"q-{one.number}": "4", "distributor": second.pk, "reference": "", "seen": seen_in(shown)}
        anna.post(at(made, "order/"), data)
        assert f'<option value="{second.pk}" selected' in anna.get(at(made, "order/")).content.decode()

    def test_where_nobody_takes_orders_it_says_so(self):
        made, anna = licences.agreement(), reader(world.anna())
        one = licences.add(made, 4, ago=3)
        assert "No distributor takes orders" in text(anna.get(at(made, f"order/?q-{one.number}=4")))


class TestUnderOtherTerms:
    def test_domes_go_dark_after_fourteen_days(self, monkeypatch: pytest.MonkeyPatch):
        world_domes.in_force(monkeypatch)
        made, iris = world_domes.agreement(), reader(world_domes.iris())
        shown = iris.get(at(made, f"add/?new-{world_domes.SKU}=3"))
        assert "14 days from now" in text(shown)
        assert "overdue" not in text(shown)
        assert iris.post(at(made, "add/"), {f"new-{world_domes.SKU}": "3", "seen": seen_in(shown)}).status_code == 302
        world.days_pass(14)
        assert "Payment required" not in text(iris.get(at(made)))
        world.days_pass(1)
        assert "can't be used now" in text(iris.get(at(made)))

    def test_where_nothing_is_used_before_it_is_ordered(self):
        made, anna = licences.agreement(terms="marketplace"), reader(world.anna())
        answer = anna.get(at(made, "add/"))
        assert answer.status_code == 409
        assert at(made, "order/") in answer.content.decode()
