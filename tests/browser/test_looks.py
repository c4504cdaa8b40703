"""Every page in a real browser: axe finds nothing, nothing sticks out, in wide and narrow, light and dark."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
from axe_playwright_python.sync_playwright import Axe

from tests import world
from tests.browser import chromium
from tests.walks.pages import PAGES, make_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not chromium.PATH, reason="Chromium is not installed"),
]


def _keep(said: list[str], message: Any) -> None:
    """What the browser itself complains of: a policy that was broken, a file that is missing."""
    if message.type == "error":
        said.append(message.text)


LOOKS = [(1440, "light"), (390, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS, ids=[f"{w}-{s}" for w, s in LOOKS])
def test_axe_finds_nothing_and_nothing_sticks_out(
    live_server: Any, monkeypatch: pytest.MonkeyPatch, width: int, scheme: str
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread
    ids, axe, faults = make_world(), Axe(), []
    people = {who: getattr(world, who)() for who, _ in PAGES if who != "nobody"}
    with chromium.chromium() as browser:
        for who, pages in groupby(PAGES, key=lambda p: p[0]):
            view = {"width": width, "height": 900}
            # at rest: a button that is still fading in when axe looks has no contrast yet
            still = {"reduced_motion": "reduce", "color_scheme": scheme}
            context = browser.new_context(viewport=view, base_url=live_server.url, **still)  # type: ignore[arg-type]
            if who != "nobody":
                context.add_cookies([world.cookie_of(people[who], live_server.url)])
            page = context.new_page()
            said: list[str] = []
            page.on("console", partial(_keep, said))
            for _, address in pages:
                page.goto(address.format(**ids))
                found = axe.run(page).response["violations"]
                faults += [f"{who} {address}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found]
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    faults.append(f"{who} {address}: wider than the screen")
            faults += [f"{who}: {text}" for text in said if "status of 40" not in text]
            context.close()
    assert faults == []
