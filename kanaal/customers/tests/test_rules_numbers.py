"""Numbers of companies in one spelling (D5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.customers.rules import number_key, number_spellings


@pytest.mark.parametrize(
    ("country", "typed", "key"),
    [
        ("NL", "nl 1234.56.782.b90", "123456782B90"),
        ("NL", "123456782B90", "123456782B90"),
        ("DE", "DE 136 695 976", "136695976"),
        ("BE", "BE 403.019.261", "0403019261"),
        ("GR", "EL 094259216", "094259216"),
        ("CH", "CHE-107.787.577 IVA", "107787577"),
        ("XX", "12-34", "1234"),
        ("", "", ""),
    ],
)
def test_a_vat_number_is_compared_without_signs_and_country(country, typed, key):
    assert number_key("vat", country, typed) == key


def test_a_register_number_keeps_its_letters():
    assert number_key("register", "DE", "HRB 12345 B") == "HRB12345B"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NL 1234.56.782.B90", "NL123456782B90"),
        ("NL 1234.56.782.B90", "123456782B90"),
        ("123456782B90", "NL123456782B90"),
        ("HRB 12345", "HRB12345"),
        ("403.019.261", "BE0403019261"),
        ("EL094259216", "094259216"),
    ],
)
def test_a_typed_number_is_looked_up_as_it_may_be_kept(typed, kept):
    assert kept in number_spellings(typed)


@pytest.mark.parametrize("typed", ["", "Philips", "3M", "Studio 2019", "1234", "1" * 60, "Hausverwaltung 12345 GmbH"])
def test_a_name_is_no_number(typed):
    assert number_spellings(typed) == ()


@given(st.text(max_size=80), st.text(max_size=3), st.sampled_from(["vat", "register"]))
def test_any_text_has_a_key(text, country, kind):
    key = number_key(kind, country, text)
    assert len(key) <= 40
    assert key == key.upper()
    assert all(len(spelling) <= 46 for spelling in number_spellings(text))
