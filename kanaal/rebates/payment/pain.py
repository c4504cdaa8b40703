"""A payment file as banks read it: ISO 20022 pain.001.001.09, customer credit transfers. Plain values in, bytes out.

Euros to an account in the SEPA area go into a block of SEPA credit transfers, everything else into a block of its own
without that service level, its charges shared. The same payments always make the same bytes.

Texts are written in the letters that all banks of SEPA take (EPC217-08); others are replaced by their nearest.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from anyascii import anyascii
from babel.numbers import get_currency_precision

from kanaal.bankdetails.rules import Account

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SEPA_CURRENCY = "EUR"
NAME, LINE, ID = 70, 140, 35
"""The longest name (SEPA's), the longest message to the payee, and the longest identification."""
CLEARING = {"US": "USABA", "CA": "CACPA", "AU": "AUBSB", "NZ": "NZNCC", "JP": "JPZGN", "IN": "INFSC", "ZA": "ZANCC"}
"""Country → how its bank codes are called (external clearing system codes of ISO 20022)."""
STRANGE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


@dataclass(frozen=True)
class Payer:
    """From whose account it is paid."""

    name: str
    account: Account


@dataclass(frozen=True)
class Payment:
    """One credit transfer. `end_to_end` goes with it to the payee's statement of account, and is never used twice."""

    end_to_end: str
    amount: Decimal
    currency: str
    account: Account
    message: str
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""

    @property
    def is_sepa(self) -> bool:
        return self.currency == SEPA_CURRENCY and self.account.is_sepa


def pain001(
    number: str, payments: Sequence[Payment], *, payers: dict[str, Payer], made_at: dt.datetime, on: dt.date
) -> bytes:
    """The file. `payers`: by currency; `on`: the day on which the bank is to execute it. Raises KeyError for a currency
    without a payer, ValueError for no payments, for an amount that is not positive and for an identification twice.
    """
    _check(payments)
    blocks = _blocks(payments)
    document = ET.Element("Document", {"xmlns": NAMESPACE})
    root = _add(document, "CstmrCdtTrfInitn")
    head = _add(root, "GrpHdr")
    _add(head, "MsgId", number[:ID])
    _add(head, "CreDtTm", made_at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _sums(head, payments)
    _add(_add(head, "InitgPty"), "Nm", latin(payers[payments[0].currency].name, NAME))
    for at, ((currency, sepa), rows) in enumerate(blocks.items(), 1):
        _block(root, f"{number}-{at}"[:ID], payers[currency], rows, sepa=sepa, on=on)
    ET.indent(document, " ")
    body: bytes = ET.tostring(document, encoding="UTF-8", xml_declaration=True)
    return body


def latin(text: str, longest: int) -> str:
    """In letters that every bank takes."""
    plain = STRANGE.sub(" ", anyascii(text.replace("&", "+")))
    return " ".join(plain.split())[:longest].strip() or "-"


def written(amount: Decimal, currency: str) -> str:
    """With as many decimals as the currency has: yen have none."""
    return f"{amount:.{get_currency_precision(currency)}f}"


def _check(payments: Sequence[Payment]) -> None:
    if not payments:
        raise ValueError("A payment file needs a payment.")
    if any(one.amount <= 0 for one in payments):
        raise ValueError("Only amounts above nothing are paid.")
    if len({one.end_to_end for one in payments}) < len(payments):
        raise ValueError("Each payment has an identification of its own.")


def _blocks(payments: Iterable[Payment]) -> dict[tuple[str, bool], list[Payment]]:
    """By currency and way of paying, in an order of their own; within a block by identification."""
    found: dict[tuple[str, bool], list[Payment]] = {}
    for one in sorted(payments, key=lambda p: (p.currency, not p.is_sepa, p.end_to_end)):
        found.setdefault((one.currency, one.is_sepa), []).append(one)
    return found


def _block(root: ET.Element, key: str, payer: Payer, rows: Sequence[Payment], *, sepa: bool, on: dt.date) -> None:
    block = _add(root, "PmtInf")
    _add(block, "PmtInfId", key)
    _add(block, "PmtMtd", "TRF")
    _sums(block, rows)
    if sepa:
        _add(_add(_add(block, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _add(_add(block, "ReqdExctnDt"), "Dt", on.isoformat())
    _add(_add(block, "Dbtr"), "Nm", latin(payer.name, NAME))
    _account(_add(block, "DbtrAcct"), payer.account)
    _bank(_add(block, "DbtrAgt"), payer.account, needed=True)
    _add(block, "ChrgBr", "SLEV" if sepa else "SHAR")
    for one in rows:
        _transfer(block, one)


def _transfer(block: ET.Element, one: Payment) -> None:
    row = _add(block, "CdtTrfTxInf")
    _add(_add(row, "PmtId"), "EndToEndId", one.end_to_end[:ID])
    _add(_add(row, "Amt"), "InstdAmt", written(one.amount, one.currency), Ccy=one.currency)
    if one.account.bic or one.account.routing:
        _bank(_add(row, "CdtrAgt"), one.account)
    payee = _add(row, "Cdtr")
    _add(payee, "Nm", latin(one.account.holder, NAME))
    _address(payee, one)
    _account(_add(row, "CdtrAcct"), one.account)
    _add(_add(row, "RmtInf"), "Ustrd", latin(one.message, LINE))


def _address(payee: ET.Element, one: Payment) -> None:
    """Structured, with town and country at least, or none at all: half an address is refused by banks."""
    if not (one.town and one.country):
        return
    address = _add(payee, "PstlAdr")
    if one.street:
        _add(address, "StrtNm", latin(one.street, NAME))
    if one.postal_code:
        _add(address, "PstCd", latin(one.postal_code, 16))
    _add(address, "TwnNm", latin(one.town, ID))
    _add(address, "Ctry", one.country)


def _account(node: ET.Element, account: Account) -> None:
    ident = _add(node, "Id")
    if account.iban:
        _add(ident, "IBAN", account.number)
    else:
        _add(_add(ident, "Othr"), "Id", account.number)


def _bank(node: ET.Element, account: Account, *, needed: bool = False) -> None:
    bank = _add(node, "FinInstnId")
    if account.bic:
        _add(bank, "BICFI", account.bic)
    if account.routing:
        member = _add(bank, "ClrSysMmbId")
        if account.country in CLEARING:
            _add(_add(member, "ClrSysId"), "Cd", CLEARING[account.country])
        _add(member, "MmbId", account.routing)
    if needed and not account.bic and not account.routing:
        _add(_add(bank, "Othr"), "Id", "NOTPROVIDED")


def _sums(node: ET.Element, rows: Sequence[Payment]) -> None:
    """How many there are, and what they come to, whatever their currencies: what the bank checks first."""
    _add(node, "NbOfTxs", str(len(rows)))
    total = sum((one.amount for one in rows), Decimal(0)).normalize()
    _add(node, "CtrlSum", f"{total:f}")


def _add(node: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(node, tag, attributes)
    made.text = text
    return made
