"""The articles: one for each question of the seed that has a subject by now, in each language, for any programme."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.utils import translation

from kanaal.core import decisions
from kanaal.helpcentre import diagnoses, shown
from kanaal.helpcentre.library import FOLDER, entries, library
from kanaal.helpcentre.policy import MEANT
from kanaal.helpcentre.seeds import SEEDS
from kanaal.helpdesk.kinds import KINDS
from kanaal.programme.checking import check
from tests import world

pytestmark = pytest.mark.django_db
QUESTIONS = 43


def test_every_question_of_the_seed_has_an_article_or_waits_for_a_room_that_is_still_to_come() -> None:
    assert [seed.number for seed in SEEDS] == list(range(1, QUESTIONS + 1))
    known = {entry.key: entry for entry in entries()}
    for seed in SEEDS:
        assert bool(seed.article) != bool(seed.waits_for), seed
        if seed.article:
            assert seed.number in known[seed.article].seeds, seed
        else:
            assert not apps.is_installed(f"kanaal.{seed.waits_for}"), (
                f"{seed.waits_for} is here: write the article for {seed.number}"
            )


def test_an_article_says_which_questions_it_answers_and_each_is_numbered() -> None:
    numbers = [number for entry in entries() for number in entry.seeds]
    assert sorted(numbers) == [seed.number for seed in SEEDS if seed.article]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_article_is_there_in_the_language_with_a_title_and_nothing_left_unfilled(language: str) -> None:
    with translation.override(language):
        found = library(world.published(), language)
    assert len(found.articles) == len(entries())
    for article in found.articles:
        assert (FOLDER / f"{article.key}.{language}.md").exists()
        assert article.title
        assert len(article.plain) > 100
        assert not re.search(r"\{[^}]*\}", article.title + article.body), article.key


def test_no_file_lies_about_that_no_article_is_made_of() -> None:
    wanted = {f"{entry.key}.{language}.md" for entry in entries() for language in ("nl", "en")} | {"index.toml"}
    assert {file.name for file in FOLDER.iterdir()} == wanted


def test_an_article_names_no_level_and_no_place_of_a_programme() -> None:
    said = " ".join(file.read_text() for file in FOLDER.glob("*.md"))
    for word in ("Registered", "Certified", "Gold", "Platinum", "Sales Center", "Reseller Console", "Adobe"):
        assert word not in said


def test_an_article_speaks_only_of_the_place_that_it_needs() -> None:
    for entry in entries():
        assert not entry.place or entry.place in MEANT
        for file in FOLDER.glob(f"{entry.key}.*.md"):
            spoken_of = set(re.findall(r"\{\{place\.([a-z]+)", file.read_text()))
            assert spoken_of <= {entry.place}, file.name


def test_what_an_article_asks_for_exists() -> None:
    for entry in entries():
        assert entry.category in shown.CATEGORIES
        assert entry.why in ("", "place", "request") or entry.why in decisions.ALL, entry.key
        assert {entry.request, entry.own_request} <= {"", *KINDS}, entry.key
        if entry.why and entry.why in decisions.ALL:
            assert diagnoses.about(entry.why) <= diagnoses.SUBJECTS.keys(), entry.key


def test_in_another_programme_nothing_is_left_unfilled_nor_said_in_vain() -> None:
    found = library(world.published("nordkuppel"), "en")
    assert len(found.articles) > 30
    for article in found.articles:
        text = article.title + article.body
        assert not re.search(r"\{[^}]*\}|\( *\)|: *\.|\*\*\*\*|\b1 months", text), article.key
        assert len(article.plain) > 100
        assert article.html


def test_another_programme_has_its_own_words_and_no_article_about_what_it_has_not() -> None:
    found = library(world.published("nordkuppel"), "en")
    keys = {article.key for article in found.articles}
    assert "price-lists" in keys
    assert not keys & {"sales-place-missing", "no-seat", "opportunity-tab"}
    prices = found.get("price-lists")
    assert prices is not None
    assert "Price sheet" in prices.body
    assert "keeper of the dome" in prices.body
    assert "Gold" not in " ".join(article.body for article in found.articles)


def test_a_pack_says_it_in_its_own_words_and_brings_articles_of_its_own() -> None:
    files = dict(world.published("nordkuppel").files)
    files["help/enrol.en.md"] = "# How do I come into the circle?\n\nIt takes {enrolment.promise_hours} hours.\n"
    files["help/moonlight.en.md"] = "# What about moonlight?\n\nDim it under the dome.\n"
    assert check(files) == []
    found = library(world._changed(files), "en")
    enrol, own = found.get("enrol"), found.get("moonlight")
    assert enrol is not None
    assert enrol.title == "How do I come into the circle?"
    assert "20 hours" in enrol.body
    assert own is not None
    assert own.entry.category in shown.CATEGORIES
    assert found.search("moonlight")[0][0].key == "moonlight"


def test_what_is_wrong_with_a_packs_article_is_found_before_it_is_published() -> None:
    files = dict(world.published("nordkuppel").files)
    files["help/enrol.en.md"] = "# Hello\n\n{{place.sale}} and {membership.weeks}\n"
    assert len(check(files)) == 2
    files["help/enrol.en.md"] = "# Hello\n\nThere.\n"
    files["help.toml"] = '[help]\nprices = "no-such-place"\n'
    assert "no-such-place" in str(check(files)[0])
