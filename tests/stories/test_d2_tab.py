"""D2: the tab is there when it should be; when it is not, the page says why, and a case has the ID filled in."""

from __future__ import annotations

import html
import re

import pytest

from kanaal.partners.models import Partner
from tests import world, world_sales

pytestmark = pytest.mark.django_db
HELP = "/help/opportunity-tab/"
TAB = 'href="/sales/opportunities/"'


def button(text: str) -> str:
    own = text.split('id="own"')[1].split('<article class="prose">')[0]
    return html.unescape(re.findall(r'<a class="btn primary" href="([^"]+)"', own)[0])


def test_who_holds_a_seat_has_the_tab_and_who_does_not_has_not() -> None:
    world.anna()
    assert TAB not in world.browser(world.bo()).get("/portal/").content.decode()
    assert TAB in world.browser(world_sales.seated(world.bo())).get("/portal/").content.decode()


def test_bo_reads_which_condition_fails_and_that_anna_does_not_see_it_either() -> None:
    world.anna()
    text = world.browser(world.bo()).get(HELP).content.decode()
    assert "salesplaats" in text
    assert "Anna Brandsma" in text
    assert button(text) == "/sales/profile/"


def test_when_anna_sees_it_bo_reads_that_it_is_about_himself() -> None:
    world_sales.seated(world.anna())
    world.person("bo@lindeboom-digitaal.nl", "Bo Hendriks", "en")
    browser = world.browser(world.bo())
    browser.cookies["kanaal_language"] = "en"
    assert "Anna Brandsma, your primary contact, sees the tab" in browser.get(HELP).content.decode()


def test_a_region_that_is_closed_is_named() -> None:
    world_sales.seated(world.bo())
    Partner.objects.update(region="nowhere")
    answer = world.browser(world.bo()).get("/sales/", headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "open_in_region" in {c["condition"] for c in answer.json()["conditions"] if not c["met"]}


def test_when_nothing_fails_a_case_is_opened_with_the_id_and_asks_for_a_screenshot() -> None:
    browser = world.browser(world_sales.seated(world.bo()))
    text = browser.get(HELP).content.decode()
    assert button(text) == "/sales/opportunities/"
    way = html.unescape(re.findall(r'href="(/cases/new/[^"]+sales[^"]*)"', text)[0])
    form = html.unescape(browser.get(way).content.decode())
    assert "bo@lindeboom-digitaal.nl" in form
    assert world.lindeboom().number in form
    assert 'value="sales" selected' in form


def test_a_stranger_reads_the_general_answer() -> None:
    world.published()
    assert 'id="own"' not in world.browser().get(HELP).content.decode()
