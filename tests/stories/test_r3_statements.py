"""R3 · Each amount can be traced to line, rule and release. Partners get a statement as PDF and CSV; finance a payment
file; the partner sees what it earns, and what would raise it.
"""

from __future__ import annotations

import csv
import html
import io
from decimal import Decimal
from typing import Any

import pytest

from kanaal.partners.models import Partner
from kanaal.rebates.models import Entry, Payment, Statement
from tests import world, world_bank, world_rebates, world_sales
from tests.standing import standing

pytestmark = pytest.mark.django_db
URL = "/rebates/"


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Any:
    """Lindeboom and Maasveld have each sold something; the cycle of it was approved; the next one runs."""
    from django.test import override_settings

    with override_settings(KANAAL_KEYS=tmp_path_factory.mktemp("keys")), standing(django_db_blocker):
        world_bank.in_force()
        deal = world_rebates.won("DN-1001", account=world_sales.customer("Gemeente Waterrijk"))
        world_rebates.won("DN-2001", who=world.carla())
        sold = world_rebates.line(20_000, customer="Gemeente Waterrijk")
        world_rebates.line(1_200, customer="Gemeente Waterrijk", on=world_rebates.day(40))
        world_rebates.gone_back(sold, 1)
        world_rebates.line(9_000, "DN-2001", partner=world.maasveld(), customer="Drukkerij Maas")
        world_rebates.line(500, "DN-7777", customer="Onbekend BV")
        world_rebates.approved()
        running = world_rebates.cycle(-1)
        world_rebates.line(40_000, on=running.starts)
        world_rebates.computed(running)
        assert deal.state == "booked"
        yield


def lindebooms() -> Statement:
    return Statement.objects.get(partner=world.lindeboom(), cycle=world_rebates.cycle())


def anna() -> Any:
    return world.browser(world.anna())


def test_anna_sees_what_she_earns_and_each_amount_opens_into_line_rule_and_release() -> None:
    home = anna().get(URL)
    assert lindebooms().number in home.content.decode()
    one = anna().get(f"{URL}statements/{lindebooms().number}/")
    assert one.status_code == 200
    total = sum((e.amount for e in one.context["lines"].rows), Decimal(0))
    assert total == lindebooms().payable
    entry = Entry.objects.get(line__amount=20_000, kind="earned")
    assert f"{URL}lines/{entry.pk}/" in one.content.decode()
    why = anna().get(f"{URL}lines/{entry.pk}/")
    text = why.content.decode()
    assert why.context["agrees"]
    assert "600,00" in text
    assert why.context["rule"].text.in_("nl") in text
    assert "DN-1001" in text


def test_a_return_opens_too_and_says_of_what() -> None:
    back = Entry.objects.get(kind="clawback")
    page = anna().get(f"{URL}lines/{back.pk}/")
    assert page.context["agrees"]
    assert page.context["of"].line.amount == 20_000


def test_the_forecast_and_what_would_raise_it() -> None:
    home = anna().get(URL)
    [(forecast, _carried)] = home.context["forecasts"]
    assert forecast.cycle == world_rebates.cycle(-1)
    assert forecast.earned == Decimal("1200.00")
    steps = {step.icon: step for step in home.context["steps"]}
    assert set(steps) == {"scan-search", "shield-check", "trending-up"}
    assert "800,00" in steps["shield-check"].text  # 5% instead of 3% of 40,000
    assert "Platinum" in steps["trending-up"].title
    assert "800,00" in steps["trending-up"].text


def test_others_get_nothing_whatever_they_guess() -> None:
    number, entry = lindebooms().number, Entry.objects.get(line__amount=20_000, kind="earned")
    for path in (
        f"statements/{number}/",
        f"statements/{number}/pdf/",
        f"statements/{number}/csv/",
        f"lines/{entry.pk}/",
    ):
        assert world.browser(world.carla()).get(URL + path).status_code == 404
        for who in (world.bo(), world.fatma(), world.dirk(), world.eva()):
            answer = world.browser(who).get(URL + path)
            assert answer.status_code in (302, 403, 404)
            assert "Waterrijk" not in answer.content.decode()
        assert world.browser().get(URL + path).status_code == 302
    forecast = Statement.objects.get(partner=world.lindeboom(), cycle=world_rebates.cycle(-1))
    assert forecast.number == ""
    running = Entry.objects.get(line__amount=40_000, kind="earned")
    assert anna().get(f"{URL}lines/{running.pk}/").status_code == 404  # nothing has counted yet


def test_bo_reads_why_it_is_not_for_him() -> None:
    page = world.browser(world.bo()).get(URL)
    assert page.status_code == 403
    assert "Anna Brandsma" in page.content.decode()


def test_a_partner_whose_level_fell_keeps_its_statements() -> None:
    Partner.objects.filter(name="Lindeboom Digitaal").update(level=world.ENTRY)
    assert anna().get(f"{URL}statements/{lindebooms().number}/").status_code == 200
    assert world.browser(world.fatma()).get(URL).status_code == 403


def test_the_statement_as_pdf_and_csv_in_her_language() -> None:
    pdf = anna().get(f"{URL}statements/{lindebooms().number}/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert lindebooms().number in pdf.headers["Content-Disposition"]
    file = anna().get(f"{URL}statements/{lindebooms().number}/csv/")
    rows = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 4
    assert "no-store" in file.headers["Cache-Control"]
    assert sum(Decimal(row[15]) for row in rows[1:]) == lindebooms().payable


def test_finance_pays_and_both_see_it() -> None:
    finn, url = world.browser(world.finn()), f"/desk/rebates/cycles/{world_rebates.cycle().pk}/payments/"
    page = finn.get(url)
    assert [one.statement.partner.name for one in page.context["gathered"].due] == ["Lindeboom Digitaal"]
    assert [row[0].partner.name for row in page.context["gathered"].left_out] == ["Maasveld Grafisch"]
    made = finn.post(url, {"on": page.context["form"].initial["on"].isoformat()}, follow=True)
    number = made.context["file"].number
    file = finn.post(f"/desk/rebates/payment-files/{number}/download/")
    assert world_bank.IBAN.encode() in file.content
    assert f">{lindebooms().payable}<".encode() in file.content
    assert finn.get(f"/desk/rebates/payment-files/{number}/download/").status_code == 405
    again = finn.post(url, {"on": page.context["form"].initial["on"].isoformat()})
    assert str(again.context["form"].refusal.says) in html.unescape(again.content.decode())
    assert Payment.objects.count() == 1
    finn.post(f"/desk/rebates/payment-files/{number}/settle/")
    seen = anna().get(f"{URL}statements/{lindebooms().number}/").content.decode()
    assert "NL •••• •••• 4300" in seen
    assert world.mails_to(world.anna().email)[-1].name == "rebate_paid"


def test_what_finance_does_twice_says_that_it_was_done() -> None:
    finn, cycle = world_rebates.reading(world.finn()), world_rebates.cycle().pk
    page = finn.get(f"/desk/rebates/cycles/{cycle}/payments/")
    finn.post(f"/desk/rebates/cycles/{cycle}/payments/", {"on": page.context["form"].initial["on"].isoformat()})
    one = Payment.objects.select_related("file").get()
    said = [finn.post(f"/desk/rebates/payment-files/{one.file.number}/settle/", follow=True) for _ in range(2)]
    texts = [[str(each) for each in answer.context["messages"]] for answer in said]
    assert texts[0][-1:] == ["Noted as executed. Each company was told what it was paid."]
    assert texts[1] == ["It was noted already: none of its payments waits for the bank."]

    hidden = finn.post(f"/desk/rebates/payments/{one.pk}/", {"why": "account\u202e closed"})
    assert hidden.context["form"].errors["why"]
    finn.post(f"/desk/rebates/payments/{one.pk}/", {"why": "account closed"})
    again = finn.post(f"/desk/rebates/payments/{one.pk}/", {"why": "name does not fit"})
    seen = html.unescape(again.content.decode())
    assert str(again.context["form"].refusal.says) in seen
    assert "You wrote: “name does not fit”. It was not kept." in seen


def test_vera_sees_payments_and_may_not_make_or_download_them() -> None:
    vera, url = world.browser(world.vera()), f"/desk/rebates/cycles/{world_rebates.cycle().pk}/payments/"
    assert vera.get(url).status_code == 200
    assert vera.post(url, {"on": "2026-12-01"}).status_code == 403
    assert not Payment.objects.exists()
