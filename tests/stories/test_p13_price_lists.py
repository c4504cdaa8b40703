"""P13: the price list that applies, on screen, compared, and as a file; and why another one does not."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.helpdesk.models import Request
from kanaal.pricing.models import PriceListGrant
from kanaal.pricing.tasks import announce_price_lists
from tests import world

pytestmark = pytest.mark.django_db
GOLD, ENTRY, SCHOOLS = "/price-lists/emea-gold/", "/price-lists/emea-entry/", "/price-lists/emea-education/"
AUTUMN, WINTER = f"{GOLD}q4-2026/", f"{GOLD}q1-2027/"


@pytest.fixture(autouse=True)
def late_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack's publications have dates of their own: the autumn's list is in force, the winter's is out."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_anna_finds_her_lists_and_searches_one() -> None:
    anna = world.browser(world.anna())
    page = read(anna, "/price-lists/")
    assert AUTUMN in page
    assert WINTER in page
    assert ENTRY not in page
    page = read(anna, f"{AUTUMN}?q=acrobat+pro+dc")
    assert "AC-03-T12" in page
    assert "CC-01-T12" not in page
    assert "AC-03-T12" in read(anna, f"{AUTUMN}?q=AC-03")
    assert "ST-01-U010" not in read(anna, f"{AUTUMN}?family=acrobat")


def test_prices_are_written_as_the_reader_writes_them() -> None:
    anna = world.anna()
    assert "€&nbsp;" in read(world.browser(anna), AUTUMN) or "€\xa0" in read(world.browser(anna), AUTUMN)


def test_she_sees_what_changes_with_the_next_list() -> None:
    page = read(world.browser(world.anna()), f"{WINTER}changes/")
    assert "CC-11-T12" in page  # added
    assert "AC-02-2024" in page  # withdrawn
    assert "is-info" in page  # changed


def test_she_takes_the_list_as_csv_and_it_is_remembered() -> None:
    anna = world.browser(world.anna())
    answer = anna.post(f"{AUTUMN}csv/")
    assert 'filename="emea-gold-q4-2026-2026-09-01.csv"' in answer["Content-Disposition"]
    text = body(answer).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 40
    assert all(len(row) == len(rows[0]) for row in rows)
    [taken] = world.happened("PriceListTaken")
    assert (taken.data["book"], taken.data["publication"], taken.data["format"]) == ("emea-gold", "q4-2026", "csv")


def test_and_as_xlsx_with_real_numbers() -> None:
    anna = world.browser(world.anna())
    sheet: Any = openpyxl.load_workbook(io.BytesIO(body(anna.post(f"{AUTUMN}xlsx/")))).active
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    prices = [row[6].value for row in sheet.iter_rows(min_row=2)]
    assert prices
    assert all(isinstance(price, int | float) and price > 0 for price in prices)
    changes: Any = openpyxl.load_workbook(io.BytesIO(body(anna.post(f"{WINTER}changes/xlsx/")))).active
    assert 1 < changes.max_row < sheet.max_row


def test_opening_a_link_takes_nothing() -> None:
    assert world.browser(world.anna()).get(f"{AUTUMN}csv/").status_code == 405
    assert not world.happened("PriceListTaken")


def test_bo_reads_whom_to_ask() -> None:
    bo = world.browser(world.bo())
    for address in ("/price-lists/", AUTUMN, f"{AUTUMN}changes/"):
        assert "Anna Brandsma" in read(bo, address, 403)
    assert bo.post(f"{AUTUMN}csv/").status_code == 403
    assert not world.happened("PriceListTaken")


def test_fatma_has_the_list_of_her_level_and_reads_why_not_annas() -> None:
    fatma = world.browser(world.fatma())
    page = read(fatma, "/price-lists/")
    assert f"{ENTRY}q4-2026/" in page
    assert AUTUMN not in page
    assert "Gold" in read(fatma, AUTUMN, 403)
    assert fatma.post(f"{AUTUMN}xlsx/").status_code == 403
    assert not world.happened("PriceListTaken")
    read(fatma, f"{ENTRY}q4-2026/")


def test_what_carla_took_is_on_her_own_timeline() -> None:
    world.anna()
    world.browser(world.carla()).post(f"{AUTUMN}csv/")
    assert [event.about_id for event in world.happened("PriceListTaken")] == [world.maasveld().pk]


def test_strangers_sign_in_first_and_others_read_why_not() -> None:
    world.published()
    assert world.browser().get(AUTUMN).status_code == 302
    assert world.browser(world.dirk()).get("/price-lists/").status_code == 403


def test_a_list_that_nobody_may_see_yet_does_not_exist() -> None:
    assert world.browser(world.anna()).get(f"{GOLD}from-march-2027/").status_code == 404
    assert world.browser(world.vera()).get(f"{GOLD}from-march-2027/").status_code == 200


def test_where_the_distributor_sets_the_price_ours_is_indicative() -> None:
    page = read(world.browser(world.anna()), "/price-lists/emea-vip/q4-2026/")
    assert "distribut" in page
    assert "AC-03-PERP" not in page


def test_anna_asks_for_the_schools_list_and_vera_opens_it() -> None:
    anna, vera = world.browser(world.anna()), world.browser(world.vera())
    assert "/requests/new/price_list_access/?book=emea-education" in read(anna, "/price-lists/")
    read(anna, f"{SCHOOLS}q4-2026/", 403)
    anna.post("/requests/new/price_list_access/", {"book": "emea-education", "reason": "Wij leveren aan scholen"})
    asked = Request.objects.get()
    read(anna, f"{SCHOOLS}q4-2026/", 403)
    assert vera.post(f"/requests/{asked.pk}/approval/", {"answer": ""}).status_code == 302
    read(anna, f"{SCHOOLS}q4-2026/")
    read(world.browser(world.carla()), f"{SCHOOLS}q4-2026/", 403)

    assert "Lindeboom" in read(vera, "/price-lists/opened/")
    vera.post(f"/price-lists/opened/{PriceListGrant.objects.get().pk}/closing/")
    read(anna, f"{SCHOOLS}q4-2026/", 403)


def test_only_the_primary_contact_asks_and_only_for_what_she_has_not() -> None:
    asked = {"book": "emea-education", "reason": ""}
    assert world.browser(world.bo()).post("/requests/new/price_list_access/", asked).status_code == 403
    anna = world.browser(world.anna())
    assert anna.post("/requests/new/price_list_access/", asked | {"book": "no-such"}).status_code == 422
    assert anna.post("/requests/new/price_list_access/", asked | {"book": "emea-gold"}).status_code == 422
    assert not Request.objects.exists()


def test_a_partner_without_a_list_reads_which_there_are_and_why_not() -> None:
    world.published()
    far = world.company("Polar Graphics", world.GOLD, "polar.example", region="antarctica", country="AQ")
    world.person("pia@polar.example", "Pia Pool", "en")
    pia, vera = world.browser(world._contact(far, "pia@polar.example", "Pia Pool", "primary")), world.vera()
    page = read(pia, "/price-lists/")
    assert AUTUMN not in page
    assert "No price list applies to your company today" in page
    assert "and your region trades in" in page
    assert "/requests/new/price_list_access/?book=americas" in page
    pia.post("/requests/new/price_list_access/", {"book": "americas", "reason": "Wij kopen in Chili"})
    address = f"/requests/{Request.objects.get().pk}/"
    read(pia, "/price-lists/americas/q4-2026/", 403)
    assert "Noord- en Zuid-Amerika" in read(world.browser(vera), address)
    world.browser(vera).post(f"{address}approval/", {"answer": ""})
    read(pia, "/price-lists/americas/q4-2026/")


def test_primary_contacts_are_told_once_of_what_is_coming() -> None:
    world.anna()
    world.bo()
    world.fatma()
    announce_price_lists(clock.now())
    announce_price_lists(clock.now())
    told = [mail for mail in world.mails_to(world.anna().email) if mail.name == "price_list_announced"]
    assert len(told) == 2  # her level's list, and the VIP list
    assert all("q1-2027" in mail.text for mail in told)
    assert not [mail for mail in world.mails_to(world.bo().email) if mail.name == "price_list_announced"]
    [fatmas] = [mail for mail in world.mails_to(world.fatma().email) if mail.name == "price_list_announced"]
    assert "emea-entry" in fatmas.text


def test_machines_get_the_same() -> None:
    anna = world.browser(world.anna())
    books = {one["book"] for one in anna.get("/api/v1/price-lists").json()}
    assert books == {"emea-gold", "emea-vip"}
    answer = anna.get("/api/v1/price-lists/emea-gold/q4-2026/prices?q=acrobat").json()
    assert answer["count"] == len(answer["rows"]) > 3
    assert world.browser(world.bo()).get("/api/v1/price-lists").status_code == 403
    assert world.browser(world.fatma()).get("/api/v1/price-lists/emea-gold/q4-2026/prices").status_code == 403


def test_the_second_programme_has_a_sheet_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)
    partner = world.company("Sterrenwacht Oost", "tern", "oost.example", region="nordics", country="DK")
    iris = world.browser(world._contact(partner, "iris@oost.example", "Iris Poolster", "primary"))
    assert "/price-lists/sheet/winter-2026/" in read(iris, "/price-lists/")
    page = read(iris, "/price-lists/sheet/winter-2026/")
    assert "NK-SKY-S" in page
    assert "NK-WATCH-R" in read(iris, "/price-lists/sheet/winter-2026/changes/")
