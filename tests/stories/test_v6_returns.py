"""V6: what goes back, by the distributor to the vendor, and the credit back; V9: a former reseller keeps its own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.licensing.models import Agreement, Order, Return
from tests import world
from tests.world_licences import add, agreement, distributor
from tests.world_licences import dirk as dirk_the_person
from tests.world_orders import confirmed, greta, return_asked, return_requested, use

pytestmark = pytest.mark.django_db


def anna() -> Client:
    return world.browser(world.anna())


def dirk() -> Client:
    return world.browser(dirk_the_person())


def vera() -> Client:
    return world.browser(world.vera())


def text(browser: Client, url: str, **values: object) -> str:
    page = browser.post(url, values, follow=True) if values else browser.get(url)
    return page.content.decode()


def test_an_order_goes_back_and_the_money_comes_by_the_same_hands() -> None:
    order = confirmed()
    page = anna().get(f"/reselling/orders/{order.number}/return/").content.decode()
    assert order.lines.get().sku in page
    text(anna(), f"/reselling/orders/{order.number}/return/", reason="De klant zag ervan af.")
    one = Return.objects.get()
    assert "De klant zag ervan af." in text(dirk(), f"/distribution/returns/{one.number}/")
    dirk().post(f"/distribution/returns/{one.number}/request/")
    assert one.number in text(vera(), "/desk/returns/")
    vera().post(f"/desk/returns/{one.number}/authorise/")
    one.refresh_from_db()
    assert one.rma_number in text(anna(), f"/reselling/orders/{order.number}/")
    assert one.rma_number in text(dirk(), f"/distribution/returns/{one.number}/")
    text(vera(), f"/desk/returns/{one.number}/credit/", credit_number="CN-2026-5")
    text(dirk(), f"/distribution/returns/{one.number}/credit/", credit_number="DC-77")
    page = text(anna(), f"/reselling/orders/{order.number}/")
    assert "DC-77" in page
    one.refresh_from_db()
    assert one.state == "passed_on"
    agreement().refresh_from_db()
    assert agreement().licences == 0
    names = [mail.name for mail in world.mails_to("anna@lindeboom-digitaal.nl")]
    assert names[-4:] == ["return_requested", "return_authorised", "return_credited", "credit_passed_on"]


def test_all_reasons_are_shown_before_anybody_asks() -> None:
    order = confirmed()
    use(order.agreement, 3)
    clock.forward(dt.timedelta(days=20))
    page = anna().get(f"/reselling/orders/{order.number}/return/").content.decode()
    assert "hij kon terug tot en met" in page
    assert "3 licenties" in page
    assert 'name="reason"' not in page, "nothing to hand in"
    answer = anna().post(f"/reselling/orders/{order.number}/return/", {"reason": ""})
    assert answer.status_code == 403
    assert not Return.objects.exists()


def test_what_is_suspended_and_unwanted_is_ordered_and_returned_in_one_go() -> None:
    made = agreement()
    addition = add(made, ago=64)
    url = f"/reselling/customers/{made.number}/return-at-once/"
    page = anna().get(url)
    assert addition.number in page.content.decode()
    values = {f"pa_{addition.number}": 12, "distributor": distributor().number, "seen": page.context["seen"]}
    page = anna().post(url, values, follow=True)
    order = Order.objects.get()
    assert page.redirect_chain[-1][0] == f"/reselling/orders/{order.number}/"
    shown = text(dirk(), f"/distribution/orders/{order.number}/")
    assert "It goes back at once" in shown or "meteen terug" in shown
    text(dirk(), f"/distribution/orders/{order.number}/confirm/", line_1=12, order_number="DN-1")
    one = Return.objects.get()
    assert one.state == "requested"
    vera().post(f"/desk/returns/{one.number}/authorise/")
    made.refresh_from_db()
    assert (made.licences, made.owes_on) == (0, None)


def test_users_come_first() -> None:
    made = agreement()
    addition = add(made, ago=64)
    use(made, 2)
    url = f"/reselling/customers/{made.number}/return-at-once/"
    page = anna().get(url).content.decode()
    assert "2 users have to do without" in page or "2 gebruikers" in page
    answer = anna().post(url, {f"pa_{addition.number}": 12, "distributor": distributor().number})
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_the_vendor_refuses_with_a_reason_and_the_licences_stay() -> None:
    one = return_requested()
    text(vera(), f"/desk/returns/{one.number}/refuse/", reason="return-out-of-terms", note="Na overleg.")
    page = text(anna(), f"/reselling/orders/{one.order.number}/")
    assert "Na overleg." in page
    assert "Ask the helpdesk" in page or "Vraag de helpdesk" in page
    agreement().refresh_from_db()
    assert agreement().licences == 12


def test_anna_withdraws_while_it_is_not_authorised() -> None:
    one = return_asked()
    anna().post(f"/reselling/returns/{one.number}/withdraw/")
    one.refresh_from_db()
    assert one.state == "withdrawn"
    page = dirk().post(f"/distribution/returns/{one.number}/request/")
    assert page.status_code == 403
    assert "withdrawn" in page.content.decode() or "ingetrokken" in page.content.decode()


def test_a_former_reseller_keeps_its_orders_and_their_return() -> None:
    order = confirmed()
    Agreement.objects.filter(pk=order.agreement_id).update(partner=world.maasveld())
    world.carla()
    page = text(anna(), f"/reselling/orders/{order.number}/")
    assert "has another reseller now" in page or "andere reseller" in page
    assert f"/reselling/customers/{order.agreement.number}/" not in page
    text(anna(), f"/reselling/orders/{order.number}/return/", reason="")
    carla = world.browser(world.carla())
    assert carla.get(f"/reselling/orders/{order.number}/").status_code == 404
    anna().post(f"/reselling/orders/{order.number}/return/", {"reason": "x"})
    assert Return.objects.get().state == "asked"


def test_each_sees_only_its_own() -> None:
    one = return_asked()
    carla, other = world.browser(world.carla()), world.browser(greta())
    assert other.get(f"/distribution/returns/{one.number}/").status_code == 404
    assert carla.get(f"/reselling/orders/{one.order.number}/return/").status_code == 404
    assert carla.post(f"/reselling/returns/{one.number}/withdraw/").status_code == 404
    assert anna().get(f"/desk/returns/{one.number}/").status_code == 404
    assert one.number not in other.get("/distribution/returns/?state=all").content.decode()
