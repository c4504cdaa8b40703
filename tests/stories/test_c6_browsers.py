"""C6: training works in every current browser: no script is needed, and a video plays with captions."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.training.models import Certificate
from kanaal.training.tests.learning import COURSE, course, right
from tests import world
from tests.browser import chromium

pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not chromium.PATH, reason="Chromium is not installed"),
]


@pytest.fixture(autouse=True)
def in_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread


def test_anna_earns_a_certificate_without_any_script(live_server: Any) -> None:
    cookie = world.cookie_of(world.anna(), live_server.url)
    parts, answers = course().modules, right()
    with chromium.chromium() as browser:
        context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto("/training/registration/emea/")
        page.click("main form button.primary")
        page.goto(f"/training/courses/{COURSE}/")
        page.click("main form button.primary")
        for part in parts:
            assert page.inner_text("h1") == part.title.in_("nl")
            page.click("main form button.primary")
        for key, answer in answers.items():
            page.check(f'input[name="q-{key}"][value="{answer}"]')
        page.click("main form button.primary")
        assert page.inner_text("h1") == "Geslaagd"
        page.goto("/training/mine/")
        page.click("main table a.btn >> nth=0")
        assert "Anna Brandsma" in page.inner_text("main")
        context.close()
    assert Certificate.objects.get().person == world.anna()


def test_a_video_plays_with_captions_in_ones_language(live_server: Any) -> None:
    from kanaal.training.actions.courses import read_module
    from kanaal.training.tests.learning import began

    learning = began(world.bo(), "vip-essentials")
    read_module(learning, "agreement", by=world.actor(world.bo()))
    cookie = world.cookie_of(world.bo(), live_server.url)
    with chromium.chromium() as browser:
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto("/training/courses/vip-essentials/modules/anniversary/")
        played = page.evaluate("""async () => {
            const video = document.querySelector('video');
            video.muted = true;
            await video.play();
            await new Promise(done => setTimeout(done, 1200));
            const shown = [...video.textTracks].find(t => t.mode === 'showing');
            return [video.currentTime > 0.5, video.videoWidth, shown.language, shown.activeCues.length];
        }""")
        context.close()
    assert played == [True, 960, "nl", 1]
