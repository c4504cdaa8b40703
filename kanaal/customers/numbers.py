"""The numbers by which authorities know a company: how they are kept, and whether they can be right (python-stdnum).

Pure: they decide over what was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_noop as _
from stdnum import get_cc_module
from stdnum.eu.vat import MEMBER_STATES
from stdnum.exceptions import ValidationError

from kanaal.core.texts import Text, name, say
from kanaal.partners.enrolment import companies

# The register of companies in each country, by the name that python-stdnum has for its number. Where a country is not
# here, any number of a usual length will do.
REGISTERS = {
    "AT": "businessid", "AU": "acn", "BR": "cnpj", "CH": "uid", "CZ": "dic", "DE": "handelsregisternummer",
    "DK": "cvr", "EE": "registrikood", "FI": "ytunnus", "FR": "siren", "HR": "oib", "IL": "hp", "JP": "cn",
    "NO": "orgnr", "PL": "regon", "SE": "orgnr", "TW": "ubn",
}  # fmt: skip
# How some of them look, for people who have to type one.
EXAMPLES = {"NL": "12345678", "DE": "München HRB 42243", "FR": "552 008 443", "DK": "13585628", "AT": "FN 122119m"}
_PLAIN = re.compile(r"[0-9A-Z]{3,40}")
_KVK = re.compile(r"\d{8}")


def compact(number: str) -> str:
    """As it is kept and compared: capitals and digits only. `HRB 42 243` → `HRB42243`."""
    return "".join(c for c in number.upper() if c.isalnum())[:40]


def vat_country(number: str, country: str) -> str:
    """Of which country a VAT number is: its own prefix tells, else it is the company's."""
    return companies.vat_is_of_another_country(number, country) or country


def vat_value(number: str, country: str) -> str:
    """A VAT number as it is kept: in Europe always with its country before it, however it was typed."""
    module: Any = _module(country, "vat")
    plain = compact(number)
    if module is None:
        return plain
    try:
        bare = compact(module.compact(number))
    except ValidationError:
        return plain
    if country.lower() not in (*MEMBER_STATES, "gb"):
        return bare
    prefix = {"GR": "EL"}.get(country, country)
    return prefix + bare.removeprefix(prefix)


def register_value(number: str, country: str) -> str:
    """A register's number as it is kept: in the order that its country writes it."""
    module = _module(country, REGISTERS.get(country, ""))
    if module is not None and _passes(module, number):
        return compact(module.validate(number))
    return compact(number)


def vat_fault(number: str, country: str) -> Text | None:
    if len(compact(number)) < len(number.strip()) // 2:
        return say(_("This is no VAT number."))
    return companies.vat_fault(number, country, sure=False)


def register_fault(number: str, country: str) -> Text | None:
    """What is wrong with a number of the trade register of a country."""
    plain = compact(number)
    if country == "NL":
        fits = _KVK.fullmatch(plain) is not None
    elif (module := _module(country, REGISTERS.get(country, ""))) is not None:
        fits = _passes(module, number)
    else:
        fits = _PLAIN.fullmatch(plain) is not None
    if fits:
        return None
    words = companies.country_words(country)
    if (example := EXAMPLES.get(country)) is None:
        return say(_("This is no number of the trade register of %(country)s."), country=words)
    return say(
        _("This is no number of the trade register of %(country)s. One looks like %(example)s."),
        country=words,
        example=name(example),
    )


def _passes(module: ModuleType, number: str) -> bool:
    try:
        module.validate(number)
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=512)
def _module(country: str, word: str) -> ModuleType | None:
    found: Any = get_cc_module(country.lower(), word) if word and re.fullmatch("[A-Z]{2}", country) else None
    return found if isinstance(found, ModuleType) else None
