"""Searching: word forms, slips, words written together, in both languages; and what is not there is not found."""

from __future__ import annotations

import pytest

from kanaal.helpcentre.counting import bare
from kanaal.helpcentre.library import library
from kanaal.helpcentre.search import Index, Page
from tests import world


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        ("nl", "waarom zie ik salescenter niet", "sales-place-missing"),
        ("nl", "sales cennter", "sales-place-missing"),
        ("nl", "prijslijst", "price-lists"),
        ("nl", "prijzen downloaden", "price-lists"),
        ("nl", "inloggen lukt niet", "cannot-sign-in"),
        ("nl", "uitnoding niet gekregen", "invitation"),
        ("nl", "collega is uit dienst", "contact-left"),
        ("nl", "lidmaatschp verlengen", "renewal"),
        ("nl", "hoger nivo", "higher-level"),
        ("nl", "geen toegang tot resellerconsole", "console-closed"),
        ("nl", "gmail", "free-mail"),
        ("nl", "dochteronderneming in Oostenrijk", "branch-domain"),
        ("nl", "mijn certificaten", "my-certificates"),
        ("nl", "technisch examen", "technical-exam"),
        ("nl", "tabblad verkoopkansen", "opportunity-tab"),
        ("nl", "PRÍJSLIJSTEN", "price-lists"),
        ("en", "why can't I see the sales centre", "sales-place-missing"),
        ("en", "price list", "price-lists"),
        ("en", "become a partner", "enrol"),
        ("en", "log in", "cannot-sign-in"),
        ("en", "renewel link", "renewal"),
        ("en", "someone left the company", "contact-left"),
        ("en", "email already in use", "address-known"),
        ("en", "upgrade level", "higher-level"),
        ("en", "certificates", "my-certificates"),
        ("en", "no seat", "no-seat"),
        ("en", "prijslijst", "price-lists"),
    ],
)
def test_a_question_finds_its_article(language: str, question: str, key: str) -> None:
    found = [article.key for article, _ in library(world.published(), language).search(question)]
    assert key in found[:2], found
    assert found[0] == key or key == "my-certificates", found


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["", "   ", "???", "kwantummechanica", "xqzw", "de het een", "🦉", "a" * 5000])
def test_what_is_not_there_is_not_found(question: str) -> None:
    assert library(world.published(), "nl").search(question) == []


@pytest.mark.django_db
def test_the_piece_that_fits_is_marked() -> None:
    _article, found = library(world.published(), "nl").search("spam uitnodiging")[0]
    marked = [text.lower() for text, mark in found.piece if mark]
    assert marked
    assert all("spam" in word or "uitnodig" in word for word in marked)


@pytest.mark.django_db
def test_what_is_written_as_one_marks_both_words() -> None:
    _article, found = library(world.published(), "nl").search("salescenter")[0]
    assert {"sales", "center"} <= {word for text, mark in found.piece if mark for word in text.lower().split()}


@pytest.mark.django_db
def test_a_title_has_no_marks_of_markdown() -> None:
    titles = [article.title for article in library(world.published(), "en").articles]
    assert not [title for title in titles if "\\" in title or "*" in title]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    pages = [Page(str(n), f"portal question {n}", [], "portal") for n in range(20)]
    index = Index([*pages, Page("rare", "rebate in the portal", [], "portal")])
    assert index.search("portal rebate")[0].key == "rare"


def test_without_pages_nothing_is_found() -> None:
    assert Index([]).search("anything") == []


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Waarom ziet anna@lindeboom.nl niets?", "waarom ziet niets"),
        ("order 4711000 weg", "order weg"),
        ("anna@lindeboom.nl", ""),
        ("x" * 300, "x" * 80),
    ],
)
def test_what_could_be_somebodys_is_not_kept(question: str, kept: str) -> None:
    assert bare(question) == kept
