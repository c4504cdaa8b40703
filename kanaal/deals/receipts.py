"""Receipts: a signed statement of what was decided, which anybody can verify offline with the published key (D7).

A receipt is a readable text, signed byte for byte (Ed25519, UTF-8, lines ended by LF), between marks that keep text
and signature together:

    -----BEGIN KANAAL RECEIPT-----
    Kanaal-Receipt: 1
    Number: DR-100001-9
    …
    -----BEGIN SIGNATURE-----
    (base64)
    -----END KANAAL RECEIPT-----
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_noop as _

from kanaal.core import keys
from kanaal.deals.models import ReceiptKey, Registration, RegistrationReceipt
from kanaal.programme import releases

KEY = "receipts"
BEGIN, MIDDLE, END = (
    f"-----{words}-----" for words in ("BEGIN KANAAL RECEIPT", "BEGIN SIGNATURE", "END KANAAL RECEIPT")
)
LARGEST = 8_000
"""Characters; ours have about 800."""
FIELDS = {
    "Kanaal-Receipt": _("Form of the receipt"),
    "Number": _("Registration"),
    "Partner": _("Partner"),
    "Decision": _("Decision"),
    "At": _("Time"),
    "By": _("Decided by"),
    "Because": _("Reason"),
    "Handed-In": _("Handed in"),
    "Complete-Since": _("Complete since"),
    "Answer-Promised": _("Answer promised by"),
    "Protected-Until": _("Protected until"),
    "Content-SHA-256": _("SHA-256 of what was handed in"),
    "Release": _("Release of the programme"),
    "Issuer": _("Issued by"),
    "Key": _("Signed with the key"),
}
"""Lines of a statement, in their order, with what they are called on a page."""


DECISIONS = {
    "in review": _("in review"),
    "approved": _("approved"),
    "declined": _("declined"),
    "extended": _("extended"),
}
"""What a receipt can say, with how a page says it."""


class NotAReceipt(ValueError):
    """This text is no receipt, or not whole."""


class NotOurs(ValueError):
    """The signature doesn't fit: altered, or signed with a key that isn't known."""


@dataclass(frozen=True)
class Given:
    """A receipt as somebody brings it: the signed text and its signature, nothing of it believed yet."""

    statement: str
    signature: bytes

    @property
    def fields(self) -> dict[str, str]:
        pairs = (line.partition(": ") for line in self.statement.splitlines())
        return {name: value for name, colon, value in pairs if colon}


# --- making one


def issue(
    registration: Registration, decision: str, at: dt.datetime, *, by: str, because: str = ""
) -> RegistrationReceipt:
    """Sign what was decided, in the transaction of the decision. `by`: `rule KEY`, `the desk`, `the promise`."""
    name, pem = own_key()
    statement = _statement(registration, decision, at, by, because, name)
    signature = base64.b64encode(keys.ed25519_key(KEY).sign(statement.encode())).decode()
    ReceiptKey.objects.get_or_create(name=name, defaults={"pem": pem, "since": at})
    return RegistrationReceipt.objects.create(
        registration=registration, at=at, decision=decision, statement=statement, signature=signature, key=name
    )


def _statement(one: Registration, decision: str, at: dt.datetime, by: str, because: str, key: str) -> str:
    release = releases.current()
    protected = one.protected_until.isoformat() if one.state == "approved" and one.protected_until else ""
    promised = _moment(one.promised_at) if one.state == "submitted" and one.promised_at else ""
    values = {
        "Kanaal-Receipt": "1",
        "Number": one.number,
        "Partner": f"{one.partner.number} {one.partner.name}",
        "Decision": decision,
        "At": _moment(at),
        "By": by,
        "Because": because,
        "Handed-In": _moment(one.submitted_at) if one.submitted_at else "",
        "Complete-Since": _moment(one.complete_at) if one.complete_at else "",
        "Answer-Promised": promised,
        "Protected-Until": protected,
        "Content-SHA-256": one.content_hash,
        "Release": f"{release.number} {release.digest}",
        "Issuer": release.pack.programme.vendor,
        "Key": key,
    }
    return "".join(f"{name}: {_line(values[name])}\n" for name in FIELDS if values[name])


def text_of(receipt: RegistrationReceipt) -> str:
    """The receipt as a file."""
    return f"{BEGIN}\n{receipt.statement}{MIDDLE}\n{receipt.signature}\n{END}\n"


def data_of(receipt: RegistrationReceipt) -> dict[str, Any]:
    """The same for machines; `statement` is what was signed, to the byte."""
    fields = Given(receipt.statement, b"").fields
    known = ReceiptKey.objects.filter(name=receipt.key).values_list("pem", flat=True).first()
    return {"fields": fields, "statement": receipt.statement, "signature": receipt.signature, "public_key": known}


# --- reading and verifying one


def read(text: str) -> Given:
    """A receipt out of a text file, or of its JSON. Raises NotAReceipt."""
    if len(text) > LARGEST:
        raise NotAReceipt("too long")
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        return _read_json(text)
    _before, begin, rest = text.partition(BEGIN + "\n")
    statement, middle, rest = rest.partition(MIDDLE)
    signature, end, _after = rest.partition(END)
    if not (begin and middle and end):
        raise NotAReceipt("its marks are missing")
    return Given(statement, _decoded(signature))


def _read_json(text: str) -> Given:
    try:
        data = json.loads(text)
        return Given(str(data["statement"]), _decoded(str(data["signature"])))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAReceipt("this JSON is no receipt") from error


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode("".join(signature.split()), validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotAReceipt("its signature can't be read") from error


def verify(given: Given, public_keys: Mapping[str, str]) -> str:
    """The name of the key that signed it. `public_keys`: name → PEM. Raises NotOurs."""
    for name, pem in public_keys.items():
        try:
            key = serialization.load_pem_public_key(pem.encode())
            if isinstance(key, Ed25519PublicKey):
                key.verify(given.signature, given.statement.encode())
                return name
        except (InvalidSignature, ValueError):
            continue
    raise NotOurs("none of the keys has signed this text")


def own_key() -> tuple[str, str]:
    """The name of today's key, the beginning of its SHA-256, and its public part (PEM)."""
    public = keys.ed25519_key(KEY).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(raw).hexdigest()[:32], pem.decode()


def known_keys() -> dict[str, str]:
    """Today's first, then every one that has signed receipts."""
    name, pem = own_key()
    return {name: pem} | dict(ReceiptKey.objects.order_by("-pk").values_list("name", "pem"))


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(value: str) -> str:
    """One line, without the signs that could end it: a company's name may hold anything."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
