"""What a name is found by (D5)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.customers.rules import acronym_of, key_of, legal_form_of, words_of
from kanaal.customers.rules.names import LONGEST_KEY, LONGEST_WORD

PLAIN_WORDS = st.lists(st.text("bdfgklmnprtvz", min_size=5, max_size=12), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("München Bau GmbH", "munchen bau"),
        ("MUENCHEN BAU", "munchen bau"),
        ("Munchen-Bau G.m.b.H.", "munchen bau"),
        ("Müller GmbH & Co. KG", "muller"),
        ("Philips B.V.", "philips"),
        ("Grupo Bimbo S.A.B. de C.V.", "grupo bimbo"),
        ("Zakłady Azotowe Sp. z o.o.", "zaklady azotowe"),
        ("PT Bank Central Asia Tbk", "bank central asia"),
        ("ООО Газпром Экспорт", "gazprom eksport"),
        ("AB Volvo", "volvo"),
        ("A.G. Barr plc", "ag barr"),
        ("Samsung Electronics Co., Ltd.", "samsung electronics"),
        ("AT&T Inc.", "att"),
        ("H & M Hennes & Mauritz AB", "hm hennes mauritz"),
        ("Johnson and Johnson", "johnson johnson"),
        ("L'Oréal S.A.", "loreal"),
        ("J. P. Morgan", "jp morgan"),
        ("Novo Nordisk A/S", "novo nordisk"),
        ("日本電気株式会社", "ri ben dian qi"),
        ("(株)トヨタ", "toyota"),
        ("ＴＯＹＯＴＡ", "toyota"),
        ("삼성전자 주식회사", "samseongjeonja"),
        ("Århus", "arhus"),
        ("Aarhus", "arhus"),
    ],
)
def test_the_key_is_the_same_however_a_name_is_written(name, key):
    assert key_of(name) == key


@pytest.mark.parametrize("name", ["GmbH", "B.V.", "S.p.A.", "Ltd", "The", "AG", "有限公司 Ltd"])
def test_a_legal_form_alone_is_kept(name):
    assert key_of(name)


@pytest.mark.parametrize("name", ["", "   ", "---", "\0", "%_%", "''"])
def test_what_has_no_letter_has_no_key(name):
    assert key_of(name) == ""
    assert words_of("") == ()


@pytest.mark.parametrize(
    ("name", "form"),
    [("Foo Limited", "ltd"), ("Foo Ltd.", "ltd"), ("Foo Aktiengesellschaft", "ag"), ("Foo", ""), ("OOO Foo", "ooo"),
     ("日本電気株式会社", "kk"),
     ("Foo spółka z ograniczoną odpowiedzialnością", "spzoo"), ("GmbH", "")],
)  # fmt: skip
def test_the_legal_form_in_one_spelling(name, form):
    assert legal_form_of(name) == form


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Bayerische Motoren Werke AG", "bmw"), ("Bank of America Corp", ""), ("International Business Machines", "ibm"),
     ("Allgemeine Elektricitäts-Gesellschaft", "ag"), ("Siemens AG", ""), ("", "")],
)  # fmt: skip
def test_the_acronym_as_it_stands_in_the_index(name, acronym):
    """`AEG` is written `ag` there, as it is when somebody types it."""
    assert acronym_of(name) == acronym
    assert acronym in ("", key_of("aeg"), "bmw", "ibm")


@given(st.text(max_size=300))
def test_a_key_has_letters_digits_and_single_spaces(name):
    key = key_of(name)
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", key)
    assert len(key) <= LONGEST_KEY
    assert all(len(word) <= LONGEST_WORD for word in words_of(key))


@given(st.text(max_size=60))
def test_case_and_spaces_around_say_nothing(name):
    assert key_of(f"  {name}\t") == key_of(name)


@given(PLAIN_WORDS, st.sampled_from(["GmbH", "B.V.", "Ltd.", "S.A.", "AB", "Inc", "Sp. z o.o.", "S.p.A.", "N.V."]))
def test_the_legal_form_says_nothing(name, form):
    assert key_of(f"{name} {form}") == key_of(name) == name


@given(PLAIN_WORDS)
def test_a_key_is_its_own_key(name):
    assert key_of(key_of(name)) == key_of(name)


@pytest.mark.parametrize("name", ["x", "ü ", "国", "1", "a.", "& ", "'", "ﷺ"])
def test_very_long_names_are_cut(name):
    assert len(key_of(name * 10_000)) <= LONGEST_KEY
