"""Finding accounts, whatever somebody knows of them (D5)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.customers.finding import EVERYONE, find, refresh_frequencies
from kanaal.customers.rules import Kind
from kanaal.customers.tests.making import account, merged, parted
from tests import world

pytestmark = pytest.mark.django_db

NAMES = (
    "Bayerischer Rundfunk", "Bayerische Motoren Werke AG", "Münchener Rückversicherungs-Gesellschaft AG",
    "Koninklijke Philips N.V.", "Société Générale S.A.", "ООО Газпром Экспорт", "日本電気株式会社",
    "トヨタ自動車株式会社", "شركة أرامكو السعودية", "Wendehauffer GmbH", "De Lindeboom B.V.", "AT&T Inc.",
    "Bank of China", "Bank of Chile", "Zakłady Azotowe Puławy S.A.", "A", "GmbH",
)  # fmt: skip


@pytest.fixture
def crowd():
    return [account(name, country="DE", town="Ort") for name in NAMES]


def found(query: str, owner=EVERYONE) -> list[str]:
    return [hit.name for hit in find(query, owner=owner)]


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("bayerisch r", "Bayerischer Rundfunk", Kind.BEGINNING),
        ("BAYERISCHER RUNDFUNK", "Bayerischer Rundfunk", Kind.SAME_NAME),
        ("rundfunk", "Bayerischer Rundfunk", Kind.ALL_WORDS),
        ("Rundfunk Bayerischer", "Bayerischer Rundfunk", Kind.ORDER),
        ("Bayrischer Rundfunk", "Bayerischer Rundfunk", Kind.ONE_LETTER),
        ("bayrischr rundfunk", "Bayerischer Rundfunk", Kind.LETTERS),
        ("Bayerischer Rundfunk GmbH", "Bayerischer Rundfunk", Kind.LEGAL_FORM),
        ("BMW", "Bayerische Motoren Werke AG", Kind.ACRONYM),
        ("muenchener rueckvers", "Münchener Rückversicherungs-Gesellschaft AG", Kind.BEGINNING),
        ("munchener ruckversicherung", "Münchener Rückversicherungs-Gesellschaft AG", Kind.BEGINNING),
        ("philips bv", "Koninklijke Philips N.V.", Kind.ALL_WORDS),
        ("societe generale", "Société Générale S.A.", Kind.LEGAL_FORM),
        ("gazprom", "ООО Газпром Экспорт", Kind.BEGINNING),
        ("Газпром", "ООО Газпром Экспорт", Kind.BEGINNING),
        ("日本電気", "日本電気株式会社", Kind.LEGAL_FORM),
        ("電気", "日本電気株式会社", Kind.ALL_WORDS),
        ("トヨタ", "トヨタ自動車株式会社", Kind.BEGINNING),
        ("toyota", "トヨタ自動車株式会社", Kind.BEGINNING),
        ("أرامكو", "شركة أرامكو السعودية", Kind.ALL_WORDS),
        ("wende hauffer", "Wendehauffer GmbH", Kind.SPACES),
        ("linde boom", "De Lindeboom B.V.", Kind.LETTERS_ALIKE),
        ("delindeboom", "De Lindeboom B.V.", Kind.SPACES),
        ("att", "AT&T Inc.", Kind.LEGAL_FORM),
        ("pulawy", "Zakłady Azotowe Puławy S.A.", Kind.ALL_WORDS),
        ("A", "A", Kind.SAME_NAME),
        ("gmbh", "GmbH", Kind.SAME_NAME),
    ],
)
def test_a_name_is_found_however_it_is_written(crowd, query, name, kind):
    first = find(query, owner=EVERYONE)[0]
    assert (first.name, [str(reason.kind) for reason in first.why]) == (name, [str(kind)])


@pytest.mark.parametrize(
    "query",
    ["", " ", "%", "_", "%%%", "'; drop table customers_account; --", "\0", "a\0b", "😀", "x" * 10_000, "ü " * 5000,
     "\ud83d", "{}", "{0}", "%s", "\\", "~", "\u202e", "é" * 300, "1" * 500, "@", "@@", "a@b", "http://", "...",
     "ﷺ" * 99],
)  # fmt: skip
def test_whatever_is_typed_nothing_breaks(crowd, query):
    assert len(find(query, owner=EVERYONE)) <= 10
    assert len(found("bayerischer rundfunk")) >= 1


def test_all_that_begin_so_are_found(crowd):
    assert {"Bayerischer Rundfunk", "Bayerische Motoren Werke AG"} <= set(found("BAYERISCH"))


def test_a_wildcard_is_a_sign_like_another(crowd):
    assert found("%") == found("_") == []


class TestByAddressAndNumber:
    @pytest.fixture(autouse=True)
    def _one(self, crowd):
        world.published()
        account("Quux", domains=["lindeboom.nl", "acme.co.uk"], vat="NL123456782B90", register="30123456")

    @pytest.mark.parametrize(
        "query",
        ["lindeboom.nl", "anna@lindeboom.nl", "Anna.Bakker@mail.LINDEBOOM.nl", "https://www.lindeboom.nl/over?x=1",
         "www.lindeboom.nl", "http://lindeboom.nl:8080", "sales@eu.acme.co.uk"],
    )  # fmt: skip
    def test_by_domain(self, query):
        first = find(query, owner=EVERYONE)[0]
        assert (first.name, first.score, first.why[0].kind) == ("Quux", 100, Kind.SAME_DOMAIN)

    @pytest.mark.parametrize("query", ["NL123456782B90", "nl 1234.56.782.b90", "123456782B90"])
    def test_by_vat_number(self, query):
        first = find(query, owner=EVERYONE)[0]
        assert (first.name, first.why[0].kind) == ("Quux", Kind.SAME_VAT)

    @pytest.mark.parametrize("query", ["30123456", "30 12 34 56", "30-123456"])
    def test_by_register_number(self, query):
        first = find(query, owner=EVERYONE)[0]
        assert (first.name, first.why[0].kind) == ("Quux", Kind.SAME_REGISTER)

    def test_by_the_name_in_an_unknown_domain(self):
        assert found("info@bayerischer-rundfunk.de")[0] == "Bayerischer Rundfunk"
        assert found("www.bayerischerrundfunk.de")[0] == "Bayerischer Rundfunk"

    def test_an_address_that_anybody_gets_says_nothing(self):
        account("Gmail Handel", domains=["gmail.com"])
        assert found("jan@gmail.com") == []

    def test_a_name_that_looks_like_a_domain_is_found_too(self):
        account("Booking.com B.V.")
        assert found("booking.com") == ["Booking.com B.V."]


class TestWhoseAccounts:
    @pytest.fixture
    def partners(self):
        return world.lindeboom(), world.maasveld()

    def test_own_and_shared_ones_are_found_and_nobody_elses(self, partners):
        mine, others = partners
        account("Bakkerij Jansen Utrecht", owner=mine)
        account("Bakkerij Jansen Zwolle", owner=others)
        account("Bakkerij Jansen Breda")
        assert sorted(found("bakkerij jansen", owner=mine.pk)) == ["Bakkerij Jansen Breda", "Bakkerij Jansen Utrecht"]
        assert found("bakkerij jansen", owner=None) == ["Bakkerij Jansen Breda"]
        assert len(found("bakkerij jansen")) == 3

    def test_not_by_address_or_number_either(self, partners):
        mine, others = partners
        account("Quux", owner=others, domains=["quux.nl"], vat="NL123456782B90", register="30123456")
        for query in ("quux.nl", "NL123456782B90", "30123456", "quux"):
            assert found(query, owner=mine.pk) == []
            assert found(query, owner=others.pk) == ["Quux"]

    def test_a_hit_says_whether_it_is_shared(self, partners):
        account("Quux Handel", owner=partners[0])
        account("Quux Bouw")
        assert {hit.name: hit.shared for hit in find("quux", owner=partners[0].pk)} == {
            "Quux Handel": False,
            "Quux Bouw": True,
        }


class TestMerged:
    def test_an_account_is_found_under_the_one_it_went_into(self):
        world.published()
        gone = account("Oude Naam Holding", domains=["oud.nl"], vat="NL123456782B90")
        kept = account("Nieuwe Zaak")
        merged(gone, kept)
        for query in ("oude naam", "oud.nl", "NL123456782B90", "nieuwe zaak"):
            assert [hit.account_id for hit in find(query, owner=EVERYONE)] == [kept.pk]
        hit = find("oude naam", owner=EVERYONE)[0]
        assert (hit.name, hit.matched_name) == ("Nieuwe Zaak", "Oude Naam Holding")

    def test_and_again_by_itself_when_the_merge_is_undone(self):
        gone, kept = account("Oude Naam Holding"), account("Nieuwe Zaak")
        merged(gone, kept)
        parted(gone, kept)
        assert [hit.account_id for hit in find("oude naam", owner=EVERYONE)] == [gone.pk]
        assert [hit.account_id for hit in find("nieuwe zaak", owner=EVERYONE)] == [kept.pk]

    def test_merged_on_and_on(self):
        first, second, third = account("Eerste Naam"), account("Tweede Zaak"), account("Derde Huis")
        merged(first, second)
        merged(second, third)
        assert [hit.account_id for hit in find("eerste naam", owner=EVERYONE)] == [third.pk]

    def test_what_went_into_somebody_elses_is_found_by_its_owner_alone(self):
        mine, others = world.lindeboom(), world.maasveld()
        gone, kept = account("Oude Naam", owner=mine), account("Nieuwe Zaak", owner=others)
        merged(gone, kept)
        assert found("oude naam", owner=mine.pk) == []
        assert found("oude naam", owner=others.pk) == ["Nieuwe Zaak"]


def test_another_name_finds_too_and_is_named():
    account("Meta Platforms", "Facebook")
    hit = find("facebok", owner=EVERYONE)[0]
    assert (hit.name, hit.matched_name) == ("Meta Platforms", "Facebook")


def test_no_more_than_asked_for():
    for number in range(15):
        account(f"Bakkerij {number}")
    assert len(find("bakkerij", owner=EVERYONE)) == 10
    assert len(find("bakkerij", owner=EVERYONE, limit=3)) == 3


def test_questions_do_not_grow_with_the_table(crowd):
    with CaptureQueriesContext(connection) as few:
        find("bayerischer rundfunk", owner=EVERYONE)
    for number in range(60):
        account(f"Bayerischer Hof {number}", f"Rundfunk {number}")
    refresh_frequencies()
    with CaptureQueriesContext(connection) as many:
        find("bayerischer rundfunk", owner=EVERYONE)
    assert len(many) <= len(few) + 1
    assert len(many) <= 12
