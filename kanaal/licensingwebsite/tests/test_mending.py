"""What the desk's page answers where a serial number can't be mended as somebody asks, and what its holder reads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kanaal.licensingwebsite import shown
from kanaal.licensingwebsite.models import Serial
from tests import world, world_lws

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def given(many: int = 3) -> tuple[Serial, str]:
    """A serial number of an order, and the address of the desk's page of it."""
    world_lws.load(world_lws.PRO, *world_lws.numbers(many))
    order = world_lws.served()
    (serial,) = world_lws.given_to(order)
    return serial, reverse("desk-licences-order", args=[order.number])


@pytest.mark.parametrize("step", ["replace", "revoke"])
@pytest.mark.parametrize("why", ["x" * 201, "y" * 5000, "", "   ", "Op het\u200b web"])
def test_a_reason_that_does_not_do_stands_in_the_form_again(step: str, why: str) -> None:
    serial, page = given()
    answer = world.browser(world.agent()).post(f"{page}serials/{serial.pk}/{step}/", {"why": why})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert ("Say why" in said or "Zeg waarom" in said) == (not why.strip())
    assert said.count('id="unmended"') == 1
    assert not why.strip() or f'value="{why}"' in said
    assert answer.context["unmended"].errors.keys() == {"why"}
    serial.refresh_from_db()
    assert serial.state == "given"


def test_an_empty_pool_keeps_the_reason_and_leads_to_where_more_is_loaded() -> None:
    serial, page = given(1)
    answer = world.browser(world.agent()).post(f"{page}serials/{serial.pk}/replace/", {"why": "Installeert niet"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Installeert niet"' in said
    assert f'href="{reverse("desk-licences")}"' in said.split('id="unmended"')[1]


def test_one_that_a_colleague_withdrew_meanwhile_is_refused_where_it_stands() -> None:
    serial, page = given()
    agent = world.browser(world.agent())
    agent.post(f"{page}serials/{serial.pk}/revoke/", {"why": "Op het web gevonden"})
    answer = agent.post(f"{page}serials/{serial.pk}/replace/", {"why": "Installeert niet"})
    assert answer.status_code == 422
    assert 'value="Installeert niet"' in answer.content.decode().split('id="unmended"')[1]


def test_one_on_a_further_page_is_refused_there() -> None:
    world_lws.load(world_lws.ELEMENTS, *world_lws.numbers(60))
    order = world_lws.served((world_lws.ELEMENTS, 60))
    agent, page = world.browser(world.agent()), reverse("desk-licences-order", args=[order.number])
    further = agent.get(page).context["serials"].next_query
    last = world_lws.given_to(order)[-1]
    address = f"{page}serials/{last.pk}/replace/?{further.removeprefix('?')}"
    assert address.replace("&", "&amp;") in agent.get(f"{page}?{further.removeprefix('?')}").content.decode()
    answer = agent.post(address, {"why": ""})
    assert 'id="unmended"' in answer.content.decode()


def test_whoever_may_not_reads_that_whatever_the_reason() -> None:
    serial, page = given()
    for why in ("", "Installeert niet"):
        answer = world.browser(world.auditor()).post(f"{page}serials/{serial.pk}/replace/", {"why": why})
        assert answer.status_code == 403


def test_the_address_alone_leads_to_the_order() -> None:
    serial, page = given()
    for step in ("replace", "revoke"):
        answer = world.browser(world.agent()).get(f"{page}serials/{serial.pk}/{step}/")
        assert (answer.status_code, answer["Location"]) == (302, page)


def test_a_withdrawn_one_promises_another_only_where_there_is_one() -> None:
    serial, page = given()
    agent, eva = world.browser(world.agent()), world.browser(world.eva())
    agent.post(f"{page}serials/{serial.pk}/replace/", {"why": "Installeert niet"})
    order = serial.order
    assert order is not None
    mine = reverse("licences-order", args=[order.number])
    look = reverse("licences-show-serial", args=[order.number, serial.pk])
    assert f'href="{mine}"' in eva.post(look).content.decode()
    assert reverse("new-case") not in eva.post(look).content.decode().split("<main")[1]
    (second,) = world_lws.given_to(order)
    agent.post(f"{page}serials/{second.pk}/revoke/", {"why": "Op het web gevonden"})
    for one in (serial, second):
        answer = eva.post(reverse("licences-show-serial", args=[order.number, one.pk]))
        assert answer.status_code == 403
        assert f'href="{reverse("new-case")}"' in answer.content.decode().split("<main")[1]


def test_the_purchase_order_is_the_customers_to_the_desk_and_yours_to_the_customer() -> None:
    order = world_lws.order(po_number="INK-2026-14")
    assert ("Your purchase order", "INK-2026-14") in shown.order_facts(order)
    desk = world.browser(world.agent()).get(reverse("desk-licences-order", args=[order.number]))
    assert "INK-2026-14" in desk.content.decode()
    assert "Uw inkooporder" not in desk.content.decode()


@pytest.mark.parametrize("number", ["---", "\U0001f648", "\u200b"])
def test_what_is_no_number_is_not_looked_for(number: str) -> None:
    world_lws.order()
    answer = world.browser(world.eva()).post(reverse("licences-missing"), {"number": number})
    assert answer.status_code == 422
    assert answer.context["number_form"].errors.keys() == {"number"}
    assert "ways" not in answer.context
