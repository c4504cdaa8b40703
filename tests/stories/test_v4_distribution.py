"""V4, V6: Dirk at the distributor answers what resellers ask: all of it, a part, or no, with a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.distributors.models import DistributorUser
from kanaal.licensing.models import Order
from tests import world
from tests.world_licences import agreement
from tests.world_licences import dirk as dirk_the_person
from tests.world_orders import addition_of, asked, greta, other_distributor

pytestmark = pytest.mark.django_db


def dirk() -> Client:
    world.published()
    return world.browser(dirk_the_person())


def answer(browser: Client, order: Order, url: str, **values: object) -> str:
    page = browser.post(f"/distribution/orders/{order.number}/{url}/", values, follow=True)
    return page.content.decode()


def test_dirk_confirms_a_part_and_reads_what_it_cleared() -> None:
    order = asked(ago=64, reference="PO-2026-17")
    page = dirk().get("/distribution/")
    assert order.number in page.content.decode()
    assert "PO-2026-17" in page.content.decode()
    text = answer(dirk(), order, "confirm", line_1=8, order_number="DN-4711")
    pa = addition_of(order).number
    assert f"Hiermee zijn 8 van de 12 licenties van {pa} besteld; 4 blijven opgeschort." in text
    assert "DN-4711" in text
    mail = world.mails_to("anna@lindeboom-digitaal.nl")[-1]
    assert "DN-4711" in mail.text
    anna = world.browser(world.anna()).get(world.link_in(mail)).content.decode()
    assert "DN-4711" in anna
    order.refresh_from_db()
    assert order.state == "asked"


def test_what_waited_longest_stands_first_and_what_is_late_says_so() -> None:
    first = asked()
    clock.forward(dt.timedelta(days=2))
    second = asked(agreement("Omroep Brasil"))
    text = dirk().get("/distribution/").content.decode()
    assert text.index(first.number) < text.index(second.number)
    assert "late" in text or "te laat" in text


def test_an_order_is_found_by_any_number() -> None:
    order, other = asked(reference="PO-1"), asked(agreement("Omroep Brasil"), reference="PO-2")
    answer(dirk(), order, "confirm", line_1=3, order_number="DN-3")
    browser = dirk()
    for words in (order.number, "po-1", order.agreement.number.lower(), addition_of(order).number, "DN-3", "waterrijk"):
        text = browser.get("/distribution/", {"q": words}).content.decode()
        assert order.number in text, words
        assert other.number not in text, words


def test_dirk_refuses_and_anna_reads_what_to_do() -> None:
    order = asked()
    text = answer(dirk(), order, "refuse", line_1=12, reason="credit", note="Factuur 2026-88 staat open.")
    assert "Refused. The reseller reads why" in text or "Geweigerd" in text
    anna = world.browser(world.anna()).get(f"/reselling/orders/{order.number}/").content.decode()
    assert "Factuur 2026-88 staat open." in anna
    assert "order again" in anna or "bestel dan opnieuw" in anna


def test_what_makes_no_sense_is_said_at_its_field_and_nothing_is_lost() -> None:
    order = asked()
    page = dirk().post(f"/distribution/orders/{order.number}/confirm/", {"line_1": 40, "order_number": "DN-9"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Only 12 wait" in text or "12 wachten" in text
    assert "DN-9" in text
    assert not order.lines.filter(confirmed__gt=0).exists()


def test_another_distributor_knows_nothing_of_it() -> None:
    order = asked()
    other = world.browser(greta())
    assert other.get(f"/distribution/orders/{order.number}/").status_code == 404
    assert other.post(f"/distribution/orders/{order.number}/confirm/", {"line_1": 12}).status_code == 404
    assert order.number not in other.get("/distribution/").content.decode()
    mine = asked(agreement("Omroep Brasil"), distributor=other_distributor())
    assert dirk().get(f"/distribution/orders/{mine.number}/").status_code == 404


def test_resellers_and_strangers_stay_outside() -> None:
    asked()
    assert world.browser().get("/distribution/").status_code == 302
    page = world.browser(world.anna()).get("/distribution/")
    assert page.status_code == 403
    assert "distributor" in page.content.decode()


def test_vera_adds_a_distributor_and_henk_comes_in() -> None:
    vera = world.browser(world.vera())
    page = vera.post(
        "/desk/distributors/new/",
        {"name": "Distri Oost", "country": "NL", "regions": ["emea"], "language": "nl"},
        follow=True,
    )
    number = page.context["distributor"].number
    page = vera.post(
        f"/desk/distributors/{number}/people/invite/",
        {"email": "henk@distri-oost.example", "full_name": "Henk"},
        follow=True,
    )
    assert "henk@distri-oost.example" in page.content.decode()
    link = world.link_in(world.mails_to("henk@distri-oost.example")[-1])
    assert "Make an ID" in world.browser().get(link).content.decode()
    henk = world.browser(world.person("henk@distri-oost.example", "Henk de Wit"))
    assert henk.get(link).status_code == 200
    assert DistributorUser.objects.get(email="henk@distri-oost.example").state == "invited"
    page = henk.post(link, {"full_name": "Henk de Wit"}, follow=True)
    assert page.redirect_chain[-1][0] == "/distribution/"
    assert page.status_code == 200


def test_somebody_else_with_the_link_gets_nothing() -> None:
    vera = world.browser(world.vera())
    dirk_the_person()
    number = DistributorUser.objects.get().distributor.number
    vera.post(f"/desk/distributors/{number}/people/invite/", {"email": "henk@distri-noord.example"})
    link = world.link_in(world.mails_to("henk@distri-noord.example")[-1])
    page = world.browser(world.bo()).post(link, {"full_name": "Bo"})
    assert "another address" in page.content.decode() or "ander adres" in page.content.decode()
    assert DistributorUser.objects.get(email="henk@distri-noord.example").state == "invited"


def test_whoever_left_sees_nothing_from_then_on() -> None:
    asked()
    browser = dirk()
    assert browser.get("/distribution/").status_code == 200
    user = DistributorUser.objects.get(person=dirk_the_person())
    world.browser(world.vera()).post(f"/desk/distributors/{user.distributor.number}/people/{user.pk}/left/")
    assert browser.get("/distribution/").status_code in (302, 403)


def test_colleagues_let_each_other_in() -> None:
    page = dirk().post("/distribution/people/invite/", {"email": "henk@distri-noord.example"}, follow=True)
    assert "henk@distri-noord.example" in page.content.decode()
    assert world.mails_to("henk@distri-noord.example")[-1].name == "distributor_user_invited"
