"""Passkeys in a real browser, with the authenticator that Chromium can simulate; under our Content-Security-Policy.

The server's thread owns the database here; this thread drives the browser, and looks at rows only when it is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, sync_playwright

from kanaal.people.tests.people import PASSWORD, make_person

CHROMIUM = shutil.which("chromium")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture
def page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of the running server, in a browser with a device that holds passkeys."""
    # Playwright runs an event loop in this thread; Django would refuse the database here for that.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="en")
        opened: Any = context.new_page()
        opened.console_faults = []
        opened.on("console", lambda m: opened.console_faults.append(m.text) if m.type == "error" else None)
        device = context.new_cdp_session(opened)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        opened.device = device
        opened.authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        yield opened
        browser.close()


def arrive(page: Page, path: str) -> None:
    """Wait until the browser stands there; the address after `next=` does not count."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def sign_in(page: Page, then: str = "/me/") -> None:
    page.goto(f"/id/sign-in/?next={then}")
    page.fill("[name=login]", "anna@kroon.example")
    page.fill("[name=password]", PASSWORD)
    page.click("form[action='/id/sign-in/'] button.primary")
    arrive(page, then)


def my_data(page: Page) -> str:
    """All parts of what is held about oneself."""
    return "".join(page.goto(f"/me/data/?part={n}").text() for n in range(1, 6))  # type: ignore[union-attr]


def add_passkey(page: Page) -> None:
    page.goto("/id/passkeys/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    arrive(page, "/id/passkeys/add/")
    page.click("#mfa_webauthn_add")
    arrive(page, "/id/codes/")


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def test_one_is_added_and_signs_in_without_a_password(page: Any) -> None:
    make_person()
    sign_in(page)
    add_passkey(page)
    page.goto("/id/security/")
    assert page.get_by_text("last used").count() == 0
    sign_out(page)

    page.goto("/id/sign-in/?next=/me/data/")
    page.click("#passkey_login")
    arrive(page, "/me/data/")
    assert "A way to sign in was added (passkey or security key)" in my_data(page)
    assert page.console_faults == []


def test_it_is_a_second_step_after_the_password(page: Any) -> None:
    make_person()
    sign_in(page)
    add_passkey(page)
    sign_out(page)

    page.goto("/id/sign-in/?next=/me/")
    page.fill("[name=login]", "anna@kroon.example")
    page.fill("[name=password]", PASSWORD)
    page.click("form[action='/id/sign-in/'] button.primary")
    arrive(page, "/id/second-step/")
    page.goto("/me/")
    assert urlsplit(page.url).path != "/me/"  # the password alone opens nothing
    page.go_back()
    page.click("#mfa_webauthn_authenticate")
    arrive(page, "/me/")
    assert "anna@kroon.example" in page.content()


def test_it_proves_who_one_is_before_an_erasure(page: Any) -> None:
    make_person()
    sign_in(page)
    add_passkey(page)
    sign_out(page)
    page.goto("/id/sign-in/?next=/me/erase/")
    page.click("#passkey_login")
    arrive(page, "/id/again/")
    page.get_by_text("Use a security key").click()
    arrive(page, "/id/again/passkey/")
    page.click("#mfa_webauthn_reauthenticate")
    arrive(page, "/me/erase/")
    assert page.locator("form[action='/me/erase/'], main form").count() >= 1


def test_a_device_without_one_is_told_so_on_the_page(page: Any) -> None:
    page.device.send("WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": False})
    page.goto("/id/sign-in/")
    page.click("#passkey_login")
    page.wait_for_selector("#passkey-said:not([hidden])")
    assert "/id/sign-in/" in page.url


def test_a_removed_one_signs_in_no_more(page: Any) -> None:
    make_person()
    sign_in(page)
    add_passkey(page)
    page.goto("/id/security/")
    page.get_by_role("link", name="Remove My passkey").or_(page.get_by_role("link", name="Remove Master key")).click()
    page.click("main button.danger")
    arrive(page, "/id/security/")
    sign_out(page)
    page.goto("/id/sign-in/")
    page.click("#passkey_login")
    page.wait_for_selector(".messages, [role=alert]")
    page.goto("/me/")
    assert "/id/sign-in/" in page.url
