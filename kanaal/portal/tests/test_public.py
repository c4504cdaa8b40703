"""The public pages: what they are made of, how they fail, how little they ask of the database."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typst
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.core import paper
from kanaal.partners.policy import LevelsPolicy
from kanaal.portal.public import booklet, shown, typeset
from kanaal.portal.public.kit import Writing
from tests import world

ADDRESSES = ("/", "/levels/", "/welcome-kit/", "/welcome-kit.pdf", "/terms/registration/")
PACKS = ("adobe", "nordkuppel")
MARKS = [
    *("# ", "###### ", "- ", "7. ", "> ", "```\n", "|a|b|\n|-|-|\n", "[a](http://x.y)", "[](http://a)", "![](y)", "**"),
    *("`", "$", "\\", '"', "\n\n", "#pagebreak()", "/*", "{", "]", "ß", "\u202e", "\0", "\ud800", "\ufeff", "漢", "😀"),
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=6)), max_size=25).map("".join)


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


# --- pages


@pytest.mark.django_db
@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_the_database_little(address: str, pack: str) -> None:
    world.published(pack)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    assert len(asked) <= 3, [q["sql"][:90] for q in asked]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_before_the_first_release_a_page_says_so(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 503
    assert "No programme yet" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_they_are_only_read(address: str) -> None:
    world.published()
    assert Client().post(address).status_code == 405


@pytest.mark.django_db
def test_every_link_of_a_page_into_itself_has_its_target() -> None:
    world.published()
    for address in ("/levels/", "/welcome-kit/"):
        page = Client().get(address).content.decode()
        targets = set(re.findall(r' id="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


@pytest.mark.django_db
def test_the_languages_on_offer_are_those_of_the_programme() -> None:
    world.published("nordkuppel")
    page = Client().get("/").content.decode()
    assert 'value="nl"' not in page
    assert 'name="language"' not in page  # one is no choice


@pytest.mark.django_db
def test_the_way_in_is_on_the_first_page() -> None:
    world.published()
    page = Client().get("/").content.decode()
    for name in ("enrol", "account_login", "levels", "welcome-kit"):
        assert f'href="{reverse(name)}"' in page


# --- those who watch, those who search


@pytest.mark.django_db
def test_health_needs_no_programme_and_leaves_no_cookie() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_health_asks_the_database() -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get("/healthz")
    assert "SELECT 1" in [q["sql"] for q in asked]


@pytest.mark.django_db
def test_searching_machines_stay_outside_the_doors() -> None:
    answer = Client().get("/robots.txt").content.decode()
    assert "Disallow: /portal/" in answer
    assert "Disallow: /desk/" in answer
    assert "Disallow: /levels" not in answer


# --- what is not here, what broke


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "says"), [("en", "This page is not here"), ("nl", "Deze pagina")])
def test_a_page_that_is_not_here(language: str, says: str) -> None:
    world.published()
    answer = Client().get("/nowhere/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert says in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_for_a_fault_needs_neither_database_nor_shell(language: str) -> None:
    with translation.override(language):
        page = render_to_string("500.html")  # no database is allowed in this test
    assert f'<html lang="{language}">' in page
    assert ("Something went wrong" in page) == (language == "en")
    assert "style=" not in page


# --- the kit on paper


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_no_text_can_break_the_pdf(text: str) -> None:
    source = f'{booklet._look()}\n#show: kit.with(title: "x")\n{booklet.chapter(Writing("name", text))}'
    assert typst.compile(source.encode(), format="pdf", ignore_system_fonts=True).startswith(b"%PDF")


@given(st.text())
def test_a_literal_is_closed_by_nothing_in_it(text: str) -> None:
    inside = typeset.literal(text)[1:-1]
    assert not re.search(r'(?<!\\)(?:\\\\)*"', inside)
    assert "\n" not in inside


def test_words_that_look_like_markup_stay_words() -> None:
    code = typeset.body(Writing("x", '#import "secret" $x$ `#let y`').body)
    assert '"#import \\"secret\\" $x$ "; raw("#let y")' in code


@pytest.mark.parametrize("target", ["javascript:alert(1)", "/portal/", "file:///etc/passwd", ""])
def test_only_addresses_of_the_open_web_are_links_on_paper(target: str) -> None:
    assert "link(" not in typeset.body(Writing("x", f"[words]({target})").body)


def test_headings_never_skip_a_level() -> None:
    code = typeset.body(Writing("x", "# T\n\n#### deep\n\n## up\n\n###### deep\n").body)
    assert re.findall(r"level: (\d)", code) == ["2", "2", "3"]


@pytest.mark.django_db
@pytest.mark.parametrize("pack", PACKS)
def test_it_is_set_with_the_fonts_that_every_machine_has(pack: str) -> None:
    source = booklet.document(world.published(pack), "en").encode()
    pdf = typst.compile(source, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True)
    assert b"pdfuaid" in pdf


@pytest.mark.django_db
def test_it_is_set_once_and_the_same_each_time(tmp_path: Path) -> None:
    release = world.published()
    first = booklet.booklet(release, "nl")
    kept = list((tmp_path / "kits").iterdir())
    assert [file.read_bytes() for file in kept] == [first]
    kept[0].write_bytes(b"%PDF kept")
    assert booklet.booklet(release, "nl") == b"%PDF kept"


def test_a_sign_that_no_font_has_costs_the_seal_and_not_the_kit(caplog: pytest.LogCaptureFixture) -> None:
    source = f'{booklet._look()}\n#show: kit.with(title: "x")\n#"\U000e0041\U00013000"'.encode()
    assert paper.printed(source, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).startswith(b"%PDF")
    assert "PDF/UA-1" in caplog.text


# --- the picture of the levels


@pytest.mark.django_db
@pytest.mark.parametrize("pack", PACKS)
def test_the_stairs_rise_to_the_right(pack: str) -> None:
    levels = world.published(pack).pack.section(LevelsPolicy)
    steps = shown.stairs(levels)["steps"]
    assert [str(step.name) for step in steps] == [str(level.name) for level in levels.by_rank]
    assert all(a.x < b.x and a.y > b.y for a, b in pairwise(steps))
    assert [step.top for step in steps].count(True) == 1
