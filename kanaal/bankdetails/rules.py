"""Is this a bank account, and when do details count? Pure decisions over plain values.

IBANs and their countries are those of python-stdnum (the SWIFT registry); the SEPA area is the European Payments
Council's list (EPC409-09), which is a scheme of banks and no rule of any programme.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum import numdb
from stdnum.us import rtn

SEPA = frozenset(
    (
        "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GG", "GI", "GR",
        "HR", "HU", "IE", "IM", "IS", "IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO",
        "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
    )
)  # fmt: skip
TERRITORIES = {
    "FR": frozenset(("FR", "BL", "GF", "GP", "MC", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT")),
    "GB": frozenset(("GB", "GG", "IM", "JE")),
    "FI": frozenset(("FI", "AX")),
    "ES": frozenset(("ES", "IC", "EA")),
}
"""IBAN country → countries that its banks' BICs may name; elsewhere both are one."""
LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,}")
ACCOUNT, BANK_CODE = re.compile(r"[A-Z0-9]{4,34}"), re.compile(r"[A-Z0-9]{3,20}")
BIC = re.compile(r"[A-Z0-9]{8}([A-Z0-9]{3})?")
NAMED_IBAN = re.compile(r"^IBAN:?(?=[A-Z]{2}[0-9]{2})")
"""The word before it, as it is copied from an invoice."""
PUT_BETWEEN = "./\u00b7\u2022\u2027\u2044\u2212\u2215\u2219\u22c5"
"""Dots, slashes and the minus sign, which people put between groups. Dashes and spaces have categories of their own."""


@dataclass(frozen=True)
class Account:
    """An account that money can be sent to. `routing` is its bank's code in the country, where there is no IBAN."""

    holder: str
    country: str
    number: str
    iban: bool
    routing: str = ""
    bic: str = ""

    @property
    def is_sepa(self) -> bool:
        """Can euros be sent to it as a SEPA credit transfer?"""
        return self.iban and self.number[:2] in SEPA

    @property
    def shown(self) -> str:
        """In groups of four, as it stands on cards and letters."""
        return str(ibans.format(self.number)) if self.iban else self.number

    @property
    def masked(self) -> str:
        return masked(self.country, self.number[-4:])


@dataclass(frozen=True)
class Wrong:
    """What is wrong with an account: the field, and which of the known reasons."""

    field: str
    reason: str


def masked(country: str, tail: str) -> str:
    """What everybody may see of it: country and last four signs."""
    return f"{country} •••• •••• {tail}"


def has_iban(country: str) -> bool:
    """Do accounts of this country have an IBAN?"""
    return bool(numdb.get("iban").info(country)[0][1])


def compact(text: str) -> str:
    """As banks write it: in plain letters and digits where it was typed in wide ones, without what people put between
    groups and what nobody sees. Any other sign stays, and is refused: a guess would pay somebody else.
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c.upper() if c.isascii() else c for c in plain if not _is_between(c))


def _is_between(sign: str) -> bool:
    """Does it stand between groups and mean nothing?"""
    return sign in PUT_BETWEEN or sign.isspace() or unicodedata.category(sign) in ("Cf", "Pd")


def account_of(holder: str, country: str, number: str, routing: str, bic: str) -> Account | tuple[Wrong, ...]:
    """The account that was typed, or all that is wrong with it."""
    number, routing, bic = NAMED_IBAN.sub("", compact(number), count=1), compact(routing), compact(bic)
    known = has_iban(country)
    if LOOKS_LIKE_IBAN.fullmatch(number) and has_iban(number[:2]):
        country = number[:2] if known else country
        known = True
    wrong = [*_number_faults(number, country, known), *_bank_faults(routing, bic, country, known)]
    if not holder.strip():
        wrong.append(Wrong("holder", "holder"))
    elif not any(sign.isalpha() for sign in holder):
        wrong.append(Wrong("holder", "holder-letters"))
    if wrong:
        return tuple(wrong)
    return Account(" ".join(holder.split()), country, number, known, "" if known else routing, bic)


def _number_faults(number: str, country: str, iban: bool) -> list[Wrong]:
    if not iban:
        return [] if ACCOUNT.fullmatch(number) else [Wrong("number", "account")]
    if not LOOKS_LIKE_IBAN.match(number):
        return [Wrong("number", "no-iban")]
    if not LOOKS_LIKE_IBAN.fullmatch(number) or not ibans.is_valid(number):  # which reads over signs of its own
        return [Wrong("number", "iban-digits")]
    return [] if number[:2] == country else [Wrong("number", "iban-country")]


def _bank_faults(routing: str, bic: str, country: str, iban: bool) -> list[Wrong]:
    """The bank: a BIC where there is no IBAN, and one of the account's own country; a code where there is none."""
    found = []
    if bic and not (BIC.fullmatch(bic) and bics.is_valid(bic)):
        found.append(Wrong("bic", "bic"))
    elif bic and iban and bic[4:6] not in TERRITORIES.get(country, {country}):
        found.append(Wrong("bic", "bic-country"))
    if iban:
        return found
    if not bic:
        found.append(Wrong("bic", "bic-missing"))
    if country == "US" and not (BANK_CODE.fullmatch(routing) and rtn.is_valid(routing)):
        found.append(Wrong("routing", "routing-us"))
    elif routing and not BANK_CODE.fullmatch(routing):
        found.append(Wrong("routing", "routing"))
    return found


def counts_from(confirmed: dt.date, *, first: bool, wait_days: int, first_wait_days: int) -> dt.date:
    """The first day on which confirmed details are used."""
    return confirmed + dt.timedelta(days=first_wait_days if first else wait_days)
