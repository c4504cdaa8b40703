"""H3: the help centre answers in one's own words, and looks at one's own case with the rules that guard the door."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.helpcentre.models import Reading, Unanswered
from kanaal.partners.models import Partner
from tests import world

pytestmark = pytest.mark.django_db


def read(browser: Client, key: str) -> str:
    answer = browser.get(f"/help/{key}/")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def own(text: str) -> str:
    """What the article says of the reader's own case."""
    found = re.search(r'aria-labelledby="own">(.*?)</section>\s*(?:<p>.*?</p>\s*)*.*?</section>', text, re.S)
    return found.group(0) if found else ""


def button(text: str) -> str:
    """Where the button leads that helps most."""
    found = re.findall(r'<a class="btn primary" href="([^"]+)"', own(text))
    assert len(found) == 1
    return str(found[0])


def case(text: str) -> str:
    """Where the button leads that asks the helpdesk, with what is known."""
    return str(re.findall(r'<a class="btn[^"]*" href="(/cases/new/[^"]+)"', own(text))[0])


def test_fatma_bo_and_anna_ask_why_they_do_not_see_the_sales_center() -> None:
    anna, bo, fatma = world.anna(), world.bo(), world.fatma()
    of_fatma = read(world.browser(fatma), "sales-place-missing")
    assert "Gold" in own(of_fatma)
    assert "/levels/#level-" in button(of_fatma)
    of_bo = read(world.browser(bo), "no-seat")
    assert str(anna) in own(of_bo)
    assert button(of_bo) == "/sales/profile/"
    of_anna = read(world.browser(anna), "sales-place-missing")
    assert "is-yes" in own(of_anna)
    assert button(of_anna) == "/sales/"
    assert "/cases/new/" in case(of_anna)


def test_a_stranger_reads_the_general_answer_and_is_asked_to_sign_in() -> None:
    world.fatma()
    text = read(world.browser(), "sales-place-missing")
    assert "?next=/help/sales-place-missing/" in text
    assert own(text) == ""
    assert "Zonnehof" not in text


def test_dirk_who_is_nobodys_contact_asks_why_he_cannot_sign_in() -> None:
    world.published()
    text = read(world.browser(world.dirk()), "cannot-sign-in")
    assert "dirk@distri-noord.example" in own(text)
    assert "/invitations/lost/" in button(text)


def test_whether_an_address_is_known_is_told_to_its_owner_alone() -> None:
    anna = world.anna()
    assert anna.email in own(read(world.browser(anna), "address-known"))
    assert anna.email not in read(world.browser(), "address-known")
    assert "is-yes" in own(read(world.browser(world.gerda()), "address-known"))


def test_renewal_says_for_each_company_whether_its_link_works_now() -> None:
    anna, carla = world.anna(), world.carla()
    Partner.objects.filter(pk=world.maasveld().pk).update(term_ends=clock.today())
    assert "is-no" in own(read(world.browser(anna), "renewal"))
    assert "is-yes" in own(read(world.browser(carla), "renewal"))


def test_inviting_is_answered_by_what_one_is_at_the_company() -> None:
    anna, bo = world.anna(), world.bo()
    assert "is-yes" in own(read(world.browser(anna), "invite-colleague"))
    assert str(anna) in own(read(world.browser(bo), "invite-colleague"))


def test_the_domain_of_a_branch_ends_in_the_request_for_whoever_may_ask() -> None:
    anna, bo = world.anna(), world.bo()
    assert "is-yes" in own(read(world.browser(anna), "branch-domain"))
    assert "is-no" in own(read(world.browser(bo), "branch-domain"))
    assert button(read(world.browser(anna), "branch-domain")) == "/requests/new/branch_domain/"


def test_the_console_is_closed_to_fatma_by_her_level_and_to_bo_by_his_kind() -> None:
    anna, bo, fatma = world.anna(), world.bo(), world.fatma()
    assert "Certified" in own(read(world.browser(fatma), "console-closed"))
    assert str(anna) in own(read(world.browser(bo), "console-closed"))


def test_price_lists_are_for_the_primary_contact() -> None:
    anna, bo = world.anna(), world.bo()
    assert "is-yes" in own(read(world.browser(anna), "price-lists"))
    assert "is-no" in own(read(world.browser(bo), "price-lists"))


def test_a_case_has_what_is_known_filled_in() -> None:
    browser = world.browser(world.anna())
    form = html.unescape(browser.get(case(read(browser, "no-seat"))).content.decode())
    assert "salesplaats" in form
    assert "lidmaatschap" in form


def test_a_search_that_finds_nothing_offers_a_case_and_is_counted_without_anybody() -> None:
    world.published()
    browser = world.browser()
    for _ in range(2):
        text = browser.get("/help/", {"q": "kwantummechanica anna@lindeboom.nl"}).content.decode()
        assert "/cases/new/" in text
    row = Unanswered.objects.get()
    assert (row.question, row.times) == ("kwantummechanica", 2)
    shown = world.browser(world.vera()).get("/help/unanswered/").content.decode()
    assert "kwantummechanica" in shown


def test_somebody_who_searches_without_end_counts_no_more_but_is_answered() -> None:
    world.published()
    browser = world.browser()
    for number in range(40):
        assert browser.get("/help/", {"q": f"zzzz{'abcdefghij'[number % 10]}"}).status_code == 200
    assert sum(Unanswered.objects.values_list("times", flat=True)) == 30


def test_did_this_help_is_counted_once_for_a_reader_and_without_a_name() -> None:
    browser = world.browser(world.anna())
    for _ in range(3):
        assert browser.post("/help/enrol/helped/").status_code == 302
    browser.post("/help/enrol/did-not-help/")
    row = Reading.objects.get(article="enrol")
    assert (row.helped, row.did_not) == (1, 0)


def test_an_article_that_is_not_there_is_not_found_nor_counted() -> None:
    browser = world.browser(world.anna())
    assert browser.get("/help/no-such-thing/").status_code == 404
    assert browser.post("/help/no-such-thing/helped/").status_code == 404
    assert not Reading.objects.exists()


def test_staff_are_led_to_the_page_for_somebody_on_the_telephone() -> None:
    text = read(world.browser(world.agent()), "sales-place-missing")
    assert "/help/why/?permission=sales-center" in text
    assert own(text) == ""


def test_a_question_is_never_shown_as_html() -> None:
    world.published()
    text = world.browser().get("/help/", {"q": "<script>alert(1)</script> prijslijst"}).content.decode()
    assert "<script>alert" not in text


@pytest.mark.parametrize("who", ["anna", "vera", "dirk"])
def test_the_help_centre_is_found_by_everybody(who: str) -> None:
    world.published()
    person = getattr(world, who)()
    assert world.browser(person).get("/help/", {"q": "prijslijst"}).status_code == 200


def test_it_speaks_english_too() -> None:
    world.published()
    text = world.browser().get("/help/", {"q": "price list"}, headers={"accept-language": "en"}).content.decode()
    assert "Why can&#x27;t I see the price lists?" in text
