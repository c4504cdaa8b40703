"""The first thing that a vendor and a reseller do, in a real browser and with real mails, from beginning to end."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page

from tests import world
from tests.browser import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not chromium.PATH, reason="Chromium is not installed"),
]
GERDA, HENK = "gerda@wilgenhof-studio.nl", "henk@wilgenhof-studio.nl"


def newest_mail(page: Page, to: str) -> None:
    """Open the newest mail to somebody in the demo's mailbox."""
    page.goto(f"/demo/mailbox/?q={to}")
    page.click(".mails a >> nth=0")


def make_id(page: Page, name: str, email: str) -> None:
    """Make an ID on the page that asks for one, with the code from the mailbox."""
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=password1]", "zeven-kleine-zeehonden")
    page.click("main button.primary")
    waiting = page.url
    newest_mail(page, email)
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.inner_text(".prose"))
    assert code, page.inner_text(".prose")
    page.goto(waiting)
    page.fill("[name=code]", code[0])
    page.click("main button.primary")


def press_next(page: Page) -> None:
    page.click("main form:has(.form-actions, button.primary) button.primary >> nth=-1")


def enrol(page: Page) -> None:
    """Gerda, from the public page, in Dutch, to Submit."""
    page.goto("/")
    page.click("a[href*='/enrol'] >> nth=0")
    page.check("[name=region][value=emea]")
    page.select_option("[name=country]", "NL")
    page.check("[name=language][value=nl]")
    press_next(page)
    page.check("[name=authority]")
    press_next(page)
    company = {"legal_name": "Wilgenhof Studio B.V.", "vat_number": "NL123456782B90", "street": "Kade 1"}
    company |= {
        "postal_code": "3511 AB",
        "city": "Utrecht",
        "telephone": "030 1234567",
        "website": "www.wilgenhof-studio.nl",
    }
    for field, value in company.items():
        page.fill(f"[name={field}]", value)
    press_next(page)
    page.click("main a[href*='/id/new/'] >> nth=0")
    make_id(page, "Gerda Wilgenhof", GERDA)
    page.fill("[name=full_name]", "Gerda Wilgenhof")
    press_next(page)
    page.check("main input[type=checkbox]")
    press_next(page)


def test_enrol_approve_invite_accept_and_read_why_the_sales_center_is_closed(
    live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread
    monkeypatch.setattr("django.conf.settings.KANAAL_URL", live_server.url)
    vera = world.vera()
    with chromium.chromium() as browser:
        gerda = browser.new_context(base_url=live_server.url, locale="nl").new_page()
        enrol(gerda)
        assert "/enrol/mine/" in gerda.url

        desk = browser.new_context(base_url=live_server.url)
        desk.add_cookies([world.cookie_of(vera, live_server.url)])
        page = desk.new_page()
        page.goto("/desk/enrolments/")
        page.click("main table a >> nth=0")
        page.click("main form[action*='approv'] button")

        newest_mail(gerda, GERDA)
        number = re.search(r"CP-\d+-\d", gerda.inner_text(".prose"))
        assert number
        assert gerda.request.get("/welcome-kit/").ok
        gerda.goto("/portal/")
        assert number[0] in gerda.inner_text("main")

        gerda.goto("/portal/contacts/invite/")
        gerda.fill("[name=email]", HENK)
        gerda.check("[name=kind][value=other]")
        press_next(gerda)

        henk = browser.new_context(base_url=live_server.url, locale="nl").new_page()
        newest_mail(henk, HENK)
        henk.click(".prose a >> nth=0")
        henk.click("main a[href*='/id/new/']")
        make_id(henk, "Henk Wilgenhof", HENK)
        henk.click("main button.primary")
        assert "/portal/" in henk.url

        henk.goto("/portal/places/sales-center/")
        assert henk.locator(".decision.is-no .finding.is-unmet").count() >= 2
        assert "Gold" in henk.inner_text(".decision")
