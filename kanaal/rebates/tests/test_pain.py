"""The payment file against the schema that ISO 20022 publishes (as sepaxml ships it), and its own sums."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.bankdetails.rules import Account
from kanaal.rebates.payment.control import FileWrong, control
from kanaal.rebates.payment.pain import NAMESPACE, Payer, Payment, latin, pain001

N = {"p": NAMESPACE}
MADE, ON = dt.datetime(2026, 11, 29, 12, 30, tzinfo=dt.UTC), dt.date(2026, 11, 30)
HOME = Account("Vendor Ltd", "IE", "IE29AIBK93115212345678", True, bic="AIBKIE2D")
NY = Account("Vendor Inc", "US", "123456789", False, "021000021", "CHASUS33")
PAYERS = {"EUR": Payer("Vendor Ltd", HOME), "USD": Payer("Vendor Inc", NY), "JPY": Payer("Vendor KK", NY)}
NL = Account("Lindeboom Digitaal B.V.", "NL", "NL91ABNA0417164300", True)
TOKYO = Account("サクラ商事", "JP", "1234567", False, "0001", "BOTKJPJT")
TURKEY = Account("Örnek Ltd", "TR", "TR330006100519786457841326", True, bic="TGBATRIS")


@cache
def schema() -> Any:
    return xmlschema.XMLSchema10(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))


def paid(account: Account = NL, amount: str = "1412.60", currency: str = "EUR", key: str = "RB-100001-9") -> Payment:
    return Payment(
        key, Decimal(amount), currency, account, "Rebates 2026-Q3", "Oudegracht 12", "3511 AB", "Utrecht", "NL"
    )


def made(*payments: Payment) -> bytes:
    body = pain001("PAY-100001-9", payments, payers=PAYERS, made_at=MADE, on=ON)
    control(body, payments)
    return body


def test_euros_in_sepa_others_in_blocks_of_their_own_and_the_schema_holds() -> None:
    body = made(
        paid(), paid(key="RB-2", amount="0.01"), paid(TURKEY, key="RB-3"), paid(NY, "20", "USD", "RB-4"),
        paid(TOKYO, "15000", "JPY", "RB-5"),
    )  # fmt: skip
    schema().validate(body.decode())
    root = ET.fromstring(body)  # noqa: S314 - our own, made above
    blocks = root.findall(".//p:PmtInf", N)
    found = [(b.findtext(".//p:SvcLvl/p:Cd", "", N), b.findtext("p:NbOfTxs", "", N)) for b in blocks]
    assert found == [("SEPA", "2"), ("", "1"), ("", "1"), ("", "1")]
    assert root.findtext(".//p:GrpHdr/p:NbOfTxs", "", N) == "5"
    assert [a.text for a in root.findall(".//p:InstdAmt", N)] == ["1412.60", "0.01", "1412.60", "15000", "20.00"]
    assert [c.text for c in root.findall(".//p:CdtrAgt//p:ClrSysId/p:Cd", N)] == ["JPZGN", "USABA"]


def test_the_same_payments_make_the_same_bytes_in_whatever_order() -> None:
    one, two = paid(), paid(key="RB-2")
    assert made(one, two) == made(two, one)


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ([], ValueError),
        ([paid(amount="0")], ValueError),
        ([paid(amount="-1")], ValueError),
        ([paid(), paid()], ValueError),
        ([paid(currency="CHF")], KeyError),
    ],
)
def test_what_is_no_payment_makes_no_file(wrong: list[Payment], refused: type[Exception]) -> None:
    with pytest.raises(refused):
        pain001("PAY-1", wrong, payers=PAYERS, made_at=MADE, on=ON)


def test_names_are_written_in_letters_that_banks_take() -> None:
    assert latin("Müller & Söhne <GmbH> № 7", 70) == "Muller + Sohne GmbH No 7"
    assert latin("—", 70) == "-"
    assert len(latin("x" * 200, 70)) == 70


def test_a_file_that_says_something_else_does_not_leave() -> None:
    body = made(paid())
    for was, now in ((b"1412.60<", b"1412.61<"), (b"NL91ABNA0417164300", b"NL20INGB0001234567"),
                     (b"<NbOfTxs>1<", b"<NbOfTxs>2<")):  # fmt: skip
        assert was in body
        with pytest.raises(FileWrong):
            control(body.replace(was, now), [paid()])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=90)


@settings(max_examples=25, deadline=None)
@given(holder=TEXTS, town=TEXTS, message=TEXTS, cents=st.integers(1, 10**11), account=st.sampled_from([NL, TURKEY, NY]))
def test_whatever_a_company_is_called_the_schema_holds(
    holder: str, town: str, message: str, cents: int, account: Account
) -> None:
    named = Account(holder, account.country, account.number, account.iban, account.routing, account.bic)
    one = Payment("RB-100001-9", Decimal(cents) / 100, "EUR", named, message, town, town, town, "NL")
    assert [fault.reason for fault in schema().iter_errors(made(one).decode())] == []


@pytest.mark.parametrize(
    "account",
    [
        replace(NL, number="NL20INGB000123\u20134567"),
        replace(NL, number="NL20INGB000123456\uff17"),
        replace(NL, number="NL20INGB0001234567-"),
        replace(NL, number="nl20ingb0001234567"),
        replace(NL, bic="INGBNL\uff12A"),
        replace(TOKYO, bic="BOTKJPJT "),
    ],
)
def test_no_file_leaves_with_an_iban_or_bic_in_other_signs(account: Account) -> None:
    with pytest.raises(FileWrong):
        made(paid(account))
