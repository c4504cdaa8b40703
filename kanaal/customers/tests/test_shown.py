"""Each reason in the reader's words (D5)."""

from __future__ import annotations

import pytest

from kanaal.core.texts import Text
from kanaal.customers.rules import Company, Kind, Reason, compare
from kanaal.customers.shown import reason_text


@pytest.mark.parametrize("kind", Kind)
def test_every_reason_has_words(kind):
    values = dict.fromkeys(("one", "other", "domain", "acronym", "words", "town", "code", "value"), "NL")
    assert "%(" not in str(reason_text(Reason.of(kind, **values)))


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("Fonds 11", "Fonds 12", "another number or letter in the name: 11, 12"),
        ("Fonds Groen", "Fonds Groen 2", "only one name has a number or letter more: 2"),
        ("Zonnepark Noord", "Zonnepark", "only one name has a word more: noord"),
        ("Müller", "Mueller", "the same name, written with other accents"),
        ("Lindeboom BV", "Lindeboom", "the same name but for the legal form"),
    ],
)
def test_in_words(one, other, says):
    assert says in [str(reason_text(reason)) for reason in compare(Company((one,)), Company((other,))).reasons]


def test_a_country_in_the_readers_language():
    text = reason_text(Reason.of(Kind.OTHER_COUNTRY, one="DE", other="NL"))
    assert str(text) == "another country: Germany, Netherlands"
    assert str(Text.from_data(text.to_data())) == str(text)
