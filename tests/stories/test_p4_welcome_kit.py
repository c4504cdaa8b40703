"""P4: the welcome kit explains the programme, its levels, what each asks and brings; made from the programme in force,
on the web and as a PDF.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from kanaal.partners.policy import LevelsPolicy
from kanaal.portal.public import booklet
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
PACKS = ("adobe", "nordkuppel")
DUTCH, ENGLISH = {"accept-language": "nl"}, {"accept-language": "en"}


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def page(address: str, headers: dict[str, str] = DUTCH) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200, address
    return words_of(answer)


def words_of(answer: Any) -> str:
    """A page as it is read, without the secrets of its forms, which differ each time."""
    return unescape(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_stranger_reads_what_each_level_asks_and_brings_in_their_language(language: str) -> None:
    world.published()
    kit = page("/welcome-kit/", {"accept-language": language})
    for level in policy(LevelsPolicy).by_rank:
        for words in (level.name, *(need.shown for need in level.needs), *level.benefits):
            assert words.in_(language) in kit


@pytest.mark.parametrize("pack", PACKS)
def test_the_page_of_the_levels_shows_everything_that_a_level_needs(pack: str) -> None:
    world.published(pack)
    levels, shown = policy(LevelsPolicy), page("/levels/", ENGLISH)
    for level in levels.by_rank:
        part = shown.split(f'id="level-{level.key}"')[1].split("</section><section")[0]
        for need in levels.needs_of(level):
            assert need.shown.in_("en") in part


def test_both_are_made_from_the_programme_in_force() -> None:
    first = world.published()
    assert "binnen 4 uur" in page("/welcome-kit/")
    before = booklet.booklet(first, "nl")
    second = world.published_with(promise_hours="7")
    assert "binnen 7 uur" in page("/welcome-kit/")
    assert booklet.booklet(second, "nl") != before


@pytest.mark.parametrize("pack", PACKS)
def test_the_pdf_holds_the_same_and_can_be_read_aloud(pack: str) -> None:
    release = world.published(pack)
    answer = Client().get("/welcome-kit.pdf", headers=ENGLISH)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "welcome-kit-en.pdf" in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content  # sealed as accessible: PDF/UA-1
    with translation.override("en"):
        source = booklet.document(release, "en")
    for level in policy(LevelsPolicy).by_rank:
        assert f'"{level.name.in_("en")}"' in source
        assert all(need.shown.in_("en") in source for need in level.needs)


def test_the_pdf_speaks_the_readers_language() -> None:
    release = world.published()
    assert "welcome-kit-nl.pdf" in Client().get("/welcome-kit.pdf", headers=DUTCH).headers["Content-Disposition"]
    with translation.override("nl"):
        source = booklet.document(release, "nl")
    for words in ("Welkomstkit", "Inhoud", "ten minste één medewerker", 'lang: "nl"'):
        assert words in source


@pytest.mark.parametrize("address", ["/", "/levels/", "/welcome-kit/", "/terms/registration/"])
def test_a_programme_that_speaks_only_english_speaks_english_to_everybody(address: str) -> None:
    world.published("nordkuppel")
    answer = Client().get(address, headers=DUTCH)
    assert '<html lang="en"' in words_of(answer)
    assert answer.headers["Content-Language"] == "en"
    assert words_of(answer) == words_of(Client().get(address, headers=ENGLISH))


def test_the_terms_say_which_version_they_are() -> None:
    release = world.published()
    page_of_them = page("/terms/registration/")
    assert "Registratievoorwaarden" in page_of_them
    assert f"Versie {release.number}, " in page_of_them
    assert Client().get("/terms/unheard-of/").status_code == 404


def test_somebody_signed_in_finds_the_way_back_to_their_pages() -> None:
    for address in ("/", "/levels/", "/welcome-kit/"):
        shown = world.browser(world.anna()).get(address).content.decode()
        assert 'href="/home/"' in shown
        assert "/id/sign-in/" not in shown
