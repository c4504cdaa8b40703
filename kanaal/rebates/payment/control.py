"""A payment file is read again before it leaves: do its counts and sums hold, and is it what was to be paid? (R3)"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree as ET

from kanaal.rebates.payment.pain import NAMESPACE, Payment

N = {"p": NAMESPACE}
SIGNS = {"IBAN": re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}"), "BICFI": re.compile(r"[A-Z0-9]{8}([A-Z0-9]{3})?")}
"""What a bank reads: plain capitals and digits. Anything that only looks like them is refused there, or sent astray."""


class FileWrong(AssertionError):
    """The file does not say what was to be paid: a fault of ours, and nothing leaves."""


def control(body: bytes, payments: Sequence[Payment]) -> None:
    """Raises FileWrong. The file is our own, made a moment ago: nobody else's XML is read here."""
    root = ET.fromstring(body)  # noqa: S314
    rows = root.findall(".//p:CdtTrfTxInf", N)
    wanted = {one.end_to_end: (one.currency, one.amount, one.account.number) for one in payments}
    if {_id(row): _what(row) for row in rows} != wanted or len(rows) != len(payments):
        raise FileWrong("its transfers are not the payments")
    for tag, pattern in SIGNS.items():
        if any(not pattern.fullmatch(one.text or "") for one in root.iterfind(f".//p:{tag}", N)):
            raise FileWrong(f"a {tag} has other signs than capitals and digits")
    for block in [root.find(".//p:CstmrCdtTrfInitn", N), *root.findall(".//p:PmtInf", N)]:
        if block is None or not _adds_up(block):
            raise FileWrong("its sums don't hold")


def _id(row: ET.Element) -> str:
    return row.findtext("p:PmtId/p:EndToEndId", "", N)


def _what(row: ET.Element) -> tuple[str, Decimal, str]:
    amount = row.find("p:Amt/p:InstdAmt", N)
    number = row.findtext("p:CdtrAcct/p:Id/p:IBAN", "", N) or row.findtext("p:CdtrAcct/p:Id/p:Othr/p:Id", "", N)
    return (amount.get("Ccy", ""), Decimal(amount.text or 0), number) if amount is not None else ("", Decimal(0), "")


def _adds_up(block: ET.Element) -> bool:
    head = block.find("p:GrpHdr", N)
    told = block if head is None else head
    amounts = [Decimal(one.text or 0) for one in block.findall(".//p:InstdAmt", N)]
    count, total = told.findtext("p:NbOfTxs", "0", N), told.findtext("p:CtrlSum", "0", N)
    return int(count) == len(amounts) and Decimal(total) == sum(amounts, Decimal(0))
