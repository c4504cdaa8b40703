"""K4 · Licensing website: signed in with the ID; only what was ordered with that ID can be seen."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress

from tests import world, world_accounts, world_lws

pytestmark = pytest.mark.django_db
URL = "/licences/"
TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def numbers_on(page) -> list[str]:
    return [one.number for one in page.context["found"].rows]


def test_eva_sees_what_was_ordered_with_her_id_and_nothing_else() -> None:
    mine, other = world_lws.served(po_number="INK-2026-14"), world_lws.served(by=world.anna().email)
    page = world.browser(world.eva()).get(URL)
    assert numbers_on(page) == [mine.number]
    assert other.number not in page.content.decode()
    order = world.browser(world.eva()).get(f"{URL}orders/{mine.number}/").content.decode()
    assert "INK-2026-14" in order
    assert "Gemeente Waterrijk" in order


def test_it_needs_no_role_only_the_id() -> None:
    mine = world_lws.served(by=world.anna().email)
    anna = world.browser(world.anna())  # a reseller, who ordered for the customer
    assert numbers_on(anna.get(URL)) == [mine.number]
    home = world.browser(world.eva()).get("/home/", follow=True).content.decode()
    assert URL in home  # somebody without any role is led here


def test_who_is_not_signed_in_signs_in_first_and_comes_back() -> None:
    mine = world_lws.served()
    for path in ("", "accounts/", "downloads/", "export/csv/", f"orders/{mine.number}/"):
        answer = world.browser().get(f"{URL}{path}")
        assert answer.status_code == 302
        assert f"next={URL}" in answer["Location"]


def test_another_address_of_hers_counts_once_it_is_confirmed() -> None:
    mine = world_lws.served(by="inkoop@waterrijk.example")
    eva, browser = world.eva(), world.browser(world.eva())
    row = EmailAddress.objects.create(user=eva, email="inkoop@waterrijk.example", verified=False)
    page = browser.get(URL)
    assert numbers_on(page) == []
    assert "is niet bevestigd" in page.content.decode()
    row.verified = True
    row.save()
    assert numbers_on(browser.get(URL)) == [mine.number]


def test_an_order_of_somebody_else_and_one_that_is_not_there_are_told_the_same() -> None:
    other = world_lws.served(by=world.anna().email)
    browser = world.browser(world.eva())
    texts = []
    for number in (other.number, "LO-999999-9"):
        answer = browser.get(f"{URL}orders/{number}/")
        assert answer.status_code == 404
        texts.append(TOKEN.sub("", answer.content.decode()).replace(number, "N"))
        assert "Nagaan wat er mis is" in texts[-1]
    assert texts[0] == texts[1]


def test_the_same_company_is_not_the_same_id() -> None:
    mine = world_lws.served()
    jan = world.browser(world.jan())
    assert numbers_on(jan.get(URL)) == []
    for method, path in (
        ("get", ""), ("get", "certificate.pdf"), ("post", "certificate/"), ("post", "serials/1/"),
    ):  # fmt: skip
        assert getattr(jan, method)(f"{URL}orders/{mine.number}/{path}").status_code == 404


def test_she_finds_by_any_number_product_account_and_serial_number() -> None:
    world_lws.load()
    first = world_lws.served((world_lws.PRO, 10), po_number="INK-2026-14")
    second = world_lws.served((world_lws.SIGN, 2), account=world_accounts.broadcaster(), po_number="Z-9")
    browser = world.browser(world.eva())
    (serial,) = world_lws.numbers(1, product=world_lws.PRO)
    for words, wanted in (
        (first.number, first), ("ink 2026", first), (first.distributor_number, first), ("Acrobat Pro", first),
        ("pro doorlopende", first), (serial, first), (serial.replace("-", " ").lower(), first),
        ("Rundfunk", second), ("ac-04", second), ("z9", second),
    ):  # fmt: skip
        assert numbers_on(browser.get(URL, {"q": words})) == [wanted.number], words
    assert numbers_on(browser.get(URL, {"q": "nothing of the kind"})) == []
    account = world_accounts.broadcaster()
    assert numbers_on(browser.get(URL, {"account": account.number})) == [second.number]
    accounts = browser.get(f"{URL}accounts/").content.decode()
    assert "Gemeente Waterrijk" in accounts
    assert "BAYERISCHER RUNDFUNK" in accounts


def test_a_serial_number_of_somebody_else_finds_nothing() -> None:
    world_lws.load()
    world_lws.served(by=world.anna().email)
    world_lws.served()
    (serial,) = world_lws.numbers(1, product=world_lws.PRO)
    assert numbers_on(world.browser(world.eva()).get(URL, {"q": serial})) == []


def test_the_list_goes_out_as_a_file_without_serial_numbers() -> None:
    world_lws.load()
    world_lws.served((world_lws.PRO, 10), po_number="=cmd()")
    world_lws.served((world_lws.SIGN, 2), by=world.anna().email)
    browser = world.browser(world.eva())
    csv = b"".join(browser.get(f"{URL}export/csv/")).decode()
    assert world_lws.PRO in csv
    assert world_lws.SIGN not in csv
    assert "1325" not in csv
    assert ",=cmd()" not in csv  # no spreadsheet runs it
    sheet = b"".join(browser.get(f"{URL}export/xlsx/"))
    assert sheet.startswith(b"PK")
    narrowed = b"".join(browser.get(f"{URL}export/csv/?q=nothing")).decode()
    assert world_lws.PRO not in narrowed
    assert browser.get(f"{URL}export/pdf/").status_code == 404


def test_staff_who_look_through_her_eyes_see_the_order_and_no_serial_number() -> None:
    world_lws.load()
    order = world_lws.served(by=world.anna().email)
    (one,) = world_lws.given_to(order)
    vera = world.browser(world.vera())
    role = world.actor(world.anna()).role
    assert role is not None
    vera.post("/view-as/", {"person": world.anna().pk, "role": role.key, "reason": "She telephoned us."})
    assert order.number in vera.get(URL).content.decode()
    answer = vera.post(f"{URL}orders/{order.number}/serials/{one.pk}/")
    assert answer.status_code == 403
    assert world_lws.numbers(1, product=world_lws.PRO)[0] not in answer.content.decode()
    assert not world.happened("OrderSerialShown")
