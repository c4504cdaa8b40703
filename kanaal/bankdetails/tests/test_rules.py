"""Is this a bank account? As tables."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.bankdetails import rules
from kanaal.bankdetails.rules import Account, Wrong, account_of

GOOD = "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("country", "number", "routing", "bic", "wrong"),
    [
        ("NL", "nl91 abna 0417 1643 00", "", "", []),
        ("NL", "NL91-ABNA-0417-1643-00", "", "ABNANL2A", []),
        ("DE", "DE89370400440532013000", "", "", []),
        ("NO", "NO9386011117947", "", "DNBANOKK", []),
        ("FI", "FI2112345600000785", "", "", []),
        ("FR", "FR1420041010050500013M02606", "", "CMCIMCM1", []),  # Monaco's BIC, France's IBAN
        ("NL", "NL91ABNA0417164301", "", "", [("number", "iban-digits")]),
        ("NL", "NL91ABNA041716430", "", "", [("number", "iban-digits")]),
        ("NL", "0417164300", "", "", [("number", "no-iban")]),
        ("NL", "", "", "", [("number", "no-iban")]),
        ("NL", "DE89370400440532013000", "", "", []),  # the country is the IBAN's own
        ("NL", GOOD, "", "DEUTDEFF", [("bic", "bic-country")]),
        ("NL", GOOD, "", "ABN", [("bic", "bic")]),
        ("US", "123456789", "021000021", "CHASUS33", []),
        ("US", "123456789", "021000022", "CHASUS33", [("routing", "routing-us")]),
        ("US", "123456789", "021000021", "", [("bic", "bic-missing")]),
        ("US", "12", "021000021", "CHASUS33", [("number", "account")]),
        ("JP", "1234567", "0001", "BOTKJPJT", []),
        ("JP", "<script>", "", "BOTKJPJT", [("number", "account")]),
    ],
)
def test_what_is_an_account_and_what_is_wrong(
    country: str, number: str, routing: str, bic: str, wrong: list[tuple[str, str]]
) -> None:
    found = account_of("Lindeboom", country, number, routing, bic)
    assert (list(found) if isinstance(found, tuple) else []) == [Wrong(*one) for one in wrong]


@pytest.mark.parametrize(
    "typed",
    [
        "NL20 INGB 0001 23\u20134567",  # an en dash
        "NL20\u2011INGB\u22120001\u00ad234567",  # a dash that breaks no line, a minus, a soft hyphen
        "\uff2e\uff2c\uff12\uff10 INGB \uff10\uff10\uff10\uff11 23 4567",  # wide letters and digits
        "NL20\u00b7INGB\u00b70001\u00b7234567",
        "NL20/INGB.0001.234567-",
        "NL20INGB0001234567\u2014",
        "\u200bNL20\u00a0INGB\u202f0001\u2009234567\u200e",  # what nobody sees, and narrow spaces
        "IBAN NL20 INGB 0001 2345 67",
        "IBAN: nl20ingb0001234567",
    ],
)
def test_an_iban_is_kept_as_banks_write_it_however_it_was_typed(typed: str) -> None:
    found = account_of("Lindeboom", "NL", typed, "", "\uff29NGBNL2A")
    assert isinstance(found, Account)
    assert (found.number, found.bic) == ("NL20INGB0001234567", "INGBNL2A")


@pytest.mark.parametrize("sign", ["*", "_", ",", ":", "\u0660", "\u0391", "\u0131", "\u00df"])
def test_any_other_sign_is_refused_in_each_field(sign: str) -> None:
    iban = account_of("Lindeboom", "NL", f"NL20INGB000123456{sign}7", "", f"INGBNL2A{sign}")
    assert iban == (Wrong("number", "iban-digits"), Wrong("bic", "bic"))
    american = account_of("Lindeboom", "US", f"12345678{sign}", f"02100002{sign}", f"CHASUS3{sign}")
    assert american == (Wrong("number", "account"), Wrong("bic", "bic"), Wrong("routing", "routing-us"))


@pytest.mark.parametrize("bic", ["INGBNL2\uff21", "INGB NL 2A", "ingbnl2a", "INGB\u2013NL2A\u2013XXX"])
def test_a_bic_is_kept_as_banks_write_it(bic: str) -> None:
    found = account_of("Lindeboom", "NL", GOOD, "", bic)
    assert isinstance(found, Account)
    assert found.bic in ("INGBNL2A", "INGBNL2AXXX")


def test_an_iban_of_another_country_moves_the_account_there() -> None:
    found = account_of("Lindeboom", "NL", "DE89370400440532013000", "", "")
    assert isinstance(found, Account)
    assert (found.country, found.is_sepa, found.masked) == ("DE", True, "DE •••• •••• 3000")


@pytest.mark.parametrize(("holder", "good"), [("12-34", False), ("...", False), ("3M", True), ("サクラ商事", True)])
def test_a_holder_has_a_letter(holder: str, good: bool) -> None:
    found = account_of(holder, "NL", GOOD, "", "")
    assert isinstance(found, Account) if good else found == (Wrong("holder", "holder-letters"),)


def test_all_faults_are_told_at_once() -> None:
    found = account_of(" ", "NL", "1", "", "x")
    assert isinstance(found, tuple)
    assert {one.field for one in found} == {"holder", "number", "bic"}


@settings(max_examples=40, deadline=None)
@given(place=st.integers(4, len(GOOD) - 1), sign=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(place: int, sign: str) -> None:
    typed = GOOD[:place] + sign + GOOD[place + 1 :]
    found = account_of("Lindeboom", "NL", typed, "", "")
    assert isinstance(found, Account) == (typed == GOOD)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=20), st.sampled_from(["NL", "US", "JP", "FR"]))
def test_whatever_is_typed_is_answered(number: str, routing: str, bic: str, country: str) -> None:
    found = account_of("Lindeboom", country, number, routing, bic)
    if isinstance(found, Account):
        assert (found.number + found.bic + found.routing).isascii()
    else:
        assert all(one.reason for one in found)


def test_first_details_and_changes_wait_as_long_as_the_programme_says() -> None:
    day = dt.date(2026, 2, 27)
    assert rules.counts_from(day, first=True, wait_days=10, first_wait_days=0) == day
    assert rules.counts_from(day, first=False, wait_days=10, first_wait_days=0) == dt.date(2026, 3, 9)
