"""R1: Dirk reports what Distri Noord sold on. Three lines are bad; he mends them, and sends all of it again."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kanaal.core import clock
from kanaal.sellthrough.models import SaleLine, SalesReport, month_of
from kanaal.sellthrough.periods import after
from tests import world
from tests.world_licences import SKU
from tests.world_licences import dirk as dirk_the_person
from tests.world_orders import greta
from tests.world_reports import HEADS, day, line, table, total

pytestmark = pytest.mark.django_db
MONTH = lambda: month_of(day())  # noqa: E731


def dirk() -> Client:
    world.published()
    return world.browser(dirk_the_person())


def send(data: bytes, name: str = "november.csv", browser: Client | None = None, **more: str) -> str:
    file = SimpleUploadedFile(name, data)
    said = {"file": file, "month": MONTH(), "dates": "", "announced": ""} | more
    page = (browser or dirk()).post("/sales-reports/send/", said, follow=True)
    assert page.status_code in (200, 422)
    return page.content.decode()


def november() -> list[dict[str, str]]:
    """Twelve lines, of which the third has an unknown product, the seventh no day, the last a formula."""
    one = line()
    rows = [one | {"distributor-order": f"DN-{70000 + at}"} for at in range(12)]
    rows[2]["sku"] = "CC-O1-T12"
    rows[6]["sold_on"] = "31-11-2026"
    rows[11]["amount"] = "=H12*0.8"
    return rows


def test_dirk_sends_a_report_with_three_bad_lines_mends_them_and_sends_it_again_whole() -> None:
    rows = november()
    text = send(table(*rows))
    assert "CC-O1-T12 is no product" in text or "CC-O1-T12" in text
    report = SalesReport.objects.get()
    assert (report.kept, report.refused) == (9, 3)

    taken = dirk().get(f"/sales-reports/{report.number}/refused.csv")
    refused = list(csv.DictReader(io.StringIO(b"".join(taken).decode("utf-8-sig"))))
    assert [row["refused: line"] for row in refused] == ["4", "8", "13"]
    assert refused[2]["amount"] == "'=H12*0.8"

    rows[2]["sku"], rows[6]["sold_on"], rows[11]["amount"] = SKU, day().isoformat(), "342.76"
    send(table(*rows), "november-whole.csv")
    again = SalesReport.objects.latest("pk")
    assert (again.kept, again.known_before, again.refused) == (3, 9, 0)
    assert SaleLine.objects.count() == 12

    page = send(table(*rows), "november-whole.csv")
    assert again.number in page
    assert SalesReport.objects.count() == 2


def test_only_the_mended_lines_need_to_be_sent() -> None:
    send(table(*november()))
    report = SalesReport.objects.get()
    taken = dirk().get(f"/sales-reports/{report.number}/refused.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(taken).decode("utf-8-sig"))))
    rows[0]["sku"], rows[1]["sold_on"], rows[2]["amount"] = SKU, day().isoformat(), "342.76"
    send(table(*rows, heads=tuple(rows[0])), "mended.csv")
    assert SaleLine.objects.count() == 12
    assert SalesReport.objects.latest("pk").refused == 0


def test_lines_are_found_by_any_number_and_taken_away_as_a_file() -> None:
    send(table(line(), line(distributor__order="", customer__po="4500-123", reference="INV-9/1")))
    for number, there, not_there in (("dn 70001", "DN-70001", "4500-123"), ("4500123", "4500-123", "DN-70001")):
        page = dirk().get("/sales-reports/lines/", {"q": number}).content.decode()
        assert there in page
        assert not_there not in page
    answer = dirk().get("/sales-reports/lines.csv", {"q": "INV-9/1"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["po_number"], row["reseller_id"]) for row in rows] == [("4500-123", world.lindeboom().number)]


def test_another_distributor_sees_nothing_of_it() -> None:
    send(table(*november()))
    number = SalesReport.objects.get().number
    other = world.browser(greta())
    for url in (f"/sales-reports/{number}/", f"/sales-reports/{number}/lines/", f"/sales-reports/{number}/refused.csv"):
        assert other.get(url).status_code == 404
    assert "DN-70001" not in other.get("/sales-reports/lines/").content.decode()
    assert world.browser().get(f"/sales-reports/{number}/").status_code == 302


def test_what_was_typed_stays_when_the_file_is_missing() -> None:
    page = dirk().post("/sales-reports/send/", {"month": after(month_of(clock.today()), -4), "announced": "240"})
    assert page.status_code == 422
    assert 'value="240"' in page.content.decode()
    assert not SalesReport.objects.exists()


def test_a_month_without_sales_is_said_with_a_button() -> None:
    dirk().post("/sales-reports/nothing-sold/", {"month": MONTH()})
    report = SalesReport.objects.get()
    assert (report.state, report.source) == ("taken", "none")
    page = dirk().get(f"/sales-reports/{report.number}/").content.decode()
    assert report.number in page
    home = dirk().get("/sales-reports/").content.decode()
    assert home.count(report.number) >= 1


def test_a_gold_partner_reads_why_nothing_is_asked_of_it() -> None:
    page = world.browser(world.anna()).get("/sales-reports/")
    assert page.status_code == 403
    assert "Platinum" in page.content.decode()


def test_a_platinum_partner_reports_its_own_sales() -> None:
    henrike = world.browser(world.henrike())
    heads = tuple(one for one in HEADS if not one.startswith("reseller"))
    send(table(line(), heads=heads), browser=henrike)
    one = SaleLine.objects.get()
    assert (one.partner, one.reporter) == (world.nordlicht(), f"partner:{world.nordlicht().pk}")


# --- by a program


def program() -> tuple[Client, dict[str, str]]:
    """A browser that is nobody's, and the header with a key that Dirk made on the page."""
    page = dirk().post("/sales-reports/keys/", {"name": "ERP"}).content.decode()
    secret = next(
        word for word in page.replace('"', " ").replace("<", " ").replace(">", " ").split() if word.startswith("kr_")
    )
    return Client(), {"authorization": f"Bearer {secret}"}


def test_a_program_sends_the_file_and_asks_again_after_a_lost_answer() -> None:
    browser, key = program()
    url = f"/api/v1/sales-reports?month={MONTH()}"
    for status in (201, 200):
        answer = browser.post(url, table(line()), content_type="text/csv", headers=key)
        assert (answer.status_code, answer.json()["kept"]) == (status, 1)
    assert total()[0] == 5


def test_a_program_sends_lines_and_reads_what_was_refused() -> None:
    browser, key = program()
    rows = [line(), line(sku="NO-SUCH", reference="2")]
    answer = browser.post(
        f"/api/v1/sales-reports?month={MONTH()}",
        json.dumps({"lines": rows}),
        content_type="application/json",
        headers=key,
    )
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["kept"], made["refused"]) == (1, 1)
    refused = browser.get(f"/api/v1/sales-reports/{made['number']}/refused", headers=key).json()
    assert refused["lines"][0]["faults"][0][0] == "sku"


def test_a_program_without_a_key_or_with_rubbish_is_told_so() -> None:
    browser, key = program()
    url = f"/api/v1/sales-reports?month={MONTH()}"
    assert browser.post(url, table(line()), content_type="text/csv").status_code == 401
    assert (
        browser.post(url, table(line()), content_type="text/csv", headers={"authorization": "Bearer x"}).status_code
        == 401
    )
    for body in ("[]", '{"lines": []}', "{", '{"lines": [1]}', "null"):
        assert browser.post(url, body, content_type="application/json", headers=key).status_code == 422
    assert (
        browser.post(
            "/api/v1/sales-reports?month=2019-01", table(line()), content_type="text/csv", headers=key
        ).status_code
        == 422
    )
    assert browser.post(url, b"", content_type="text/csv", headers=key).status_code == 422
    assert not SalesReport.objects.exists()


def test_dirk_withdraws_a_key_and_the_program_stays_outside() -> None:
    browser, key = program()
    home = dirk()
    made = home.get("/sales-reports/keys/").content.decode()
    pk = made.split("/sales-reports/keys/")[-1].split("/")[0]
    assert home.get(f"/sales-reports/keys/{pk}/withdraw/").status_code == 200
    home.post(f"/sales-reports/keys/{pk}/withdraw/")
    answer = browser.post(f"/api/v1/sales-reports?month={MONTH()}", table(line()), content_type="text/csv", headers=key)
    assert answer.status_code == 401
