"""`make shots`: the pictures of the README, made from the real pages of a fresh demo."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PORT = 8377
BASE = f"http://localhost:{PORT}"
# name, who (a key of the demo's cast, or nobody), address, language, width, scheme
SHOTS = [
    ("public", "", "/", "en", 1440, "light"),
    ("enrol", "", "/enrol/place/", "nl", 1440, "light"),
    ("portal", "anna", "/portal/", "en", 1440, "light"),
    ("why-not", "fatma", "/portal/places/sales-center/", "en", 1440, "light"),
    ("desk", "vera", "/desk/enrolments/", "en", 1440, "light"),
    ("opportunity", "anna", "/sales/opportunities/OPP-100002-5/", "en", 1440, "light"),
    ("conflict", "vera", "/desk/registrations/DR-100009-0/", "en", 1440, "light"),
    ("level", "fatma", "/portal/level/", "en", 1440, "light"),
    ("help", "bo", "/help/no-seat/", "en", 1440, "light"),
    ("phone", "anna", "/portal/contacts/", "nl", 390, "dark"),
]


def wait_for(process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("The demo did not start.")
        try:
            urllib.request.urlopen(f"{BASE}/healthz").close()  # noqa: S310 - our own address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
        else:
            return
    sys.exit("The demo did not answer in time.")


def shoot(browser: Browser, name: str, who: str, address: str, language: str, width: int, scheme: str) -> None:
    view = {"width": width, "height": 900 if width > 600 else 844}
    context = browser.new_context(viewport=view, color_scheme=scheme, locale=language, base_url=BASE)  # type: ignore[arg-type]
    page: Page = context.new_page()
    if who:
        page.goto("/demo/")
        page.click(f"form:has(input[value={who}]) button")
        page.wait_for_load_state()
    page.goto(address)
    _in_language(page, language, address)
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def _in_language(page: Page, language: str, address: str) -> None:
    """Somebody of the cast reads their own language; the picture may want another."""
    if page.get_attribute("html", "lang") != language:
        page.click("details:has(button[name=language]) summary")
        page.click(f"button[name=language][value={language}]")
        page.goto(address)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kanaal", "run", "--demo", "--port", str(PORT)]
        demo = subprocess.Popen(command, env=os.environ | {"KANAAL_VAR": folder}, stdout=subprocess.DEVNULL)
        try:
            wait_for(demo)
            with chromium() as browser:
                for shot in SHOTS:
                    shoot(browser, *shot)
        finally:
            demo.terminate()
            demo.wait()
    print(f"{len(SHOTS)} pictures in {PICTURES}")


if __name__ == "__main__":
    main()
