"""Every page in a real browser: axe finds nothing, nothing sticks out, in wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import world
from tests.browser import chromium
from tests.walks.pages import PAGES, make_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not chromium.PATH, reason="Chromium is not installed"),
]

SHARES = 4
"""So many tests share the pages, so that several processes can walk at once."""
# Nothing that axe would load first (stylesheets, once more) is asked for by a rule that is on.
ALL: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
# What is said of a page is the same in every look; what is seen of it is not.
SEEN = ALL | {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 900}


def _keep(said: list[str], message: Any) -> None:
    """What the browser itself complains of: a policy that was broken, a file that is missing."""
    if message.type == "error" and "status of 40" not in message.text:
        said.append(message.text)


def _faults(page: Page, options: dict[str, object], look: str) -> Iterator[str]:
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    yield from (f"{look}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield f"{look}: wider than the screen"


def _look(page: Page, address: str) -> Iterator[str]:
    """What is wrong with a page, wide and light, then narrow and dark."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(Axe().axe_script)
    yield from _faults(page, ALL, "wide and light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    yield from _faults(page, SEEN, "narrow and dark")


def _as(who: str, browser: Browser, addresses: Sequence[str], base: str) -> Iterator[str]:
    """Everything that one of the cast has to find fault with."""
    # at rest: a button that is still fading in when axe looks has no contrast yet
    context = browser.new_context(base_url=base, reduced_motion="reduce")
    if who != "nobody":
        context.add_cookies([world.cookie_of(getattr(world, who)(), base)])
    page, said = context.new_page(), list[str]()
    page.on("console", partial(_keep, said))
    for address in addresses:
        yield from (f"{who} {address}: {fault}" for fault in _look(page, address))
    yield from (f"{who}: {text}" for text in said)
    context.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_and_nothing_sticks_out(
    live_server: Any, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread
    ids, faults = make_world(), list[str]()
    with chromium.chromium() as browser:
        for who, pages in groupby(sorted(PAGES)[share::SHARES], key=lambda page: page[0]):
            addresses = [address.format(**ids) for _, address in pages]
            faults += _as(who, browser, addresses, live_server.url)
    assert faults == []
