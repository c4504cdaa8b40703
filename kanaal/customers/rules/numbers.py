"""Numbers by which authorities know companies, in one spelling, so that they can be compared and looked up."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from types import ModuleType

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

_SIGNS = re.compile(r"[^A-Z0-9]")
# Greece calls itself EL in VAT numbers, Northern Ireland XI.
_PREFIXES = {"GR": "EL", "CH": "CHE"}
_EUROPE = "AT BE BG CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI CHE NO".split()
LONGEST_NUMBER = 40


def number_key(kind: str, country: str, number: str) -> str:
    """A number as it is compared: capitals and digits, a VAT number without its country's letters.

    `("vat", "NL", "nl 1234.56.782.b90")` → `123456782B90`. python-stdnum knows what else belongs to none (a German
    register number is not checked by it, a Belgian VAT number gets its leading zero).
    """
    plain = _SIGNS.sub("", number.upper())[:LONGEST_NUMBER]
    if kind == "vat" and (module := _vat_module(country)) is not None:
        with suppress(ValidationError, ValueError, IndexError):  # else as it was typed
            plain = _SIGNS.sub("", module.compact(number[: LONGEST_NUMBER * 2]).upper())
    prefix = _PREFIXES.get(country, country)
    if kind == "vat" and prefix and plain.startswith(prefix) and len(plain) > len(prefix) + 3:
        plain = plain[len(prefix) :]
    if kind == "vat" and country == "CH":
        plain = re.sub(r"(MWST|TVA|IVA|TPV)$", "", plain)
    return plain[:LONGEST_NUMBER]


def number_spellings(text: str) -> tuple[str, ...]:
    """All ways in which a number that somebody typed may be kept: with and without a country's letters before it.

    Empty when the text is no number: it needs five digits, and no word beside them.
    """
    plain = _SIGNS.sub("", text.upper())
    if not 5 <= len(plain) <= LONGEST_NUMBER or sum(c.isdigit() for c in plain) < 5:
        return ()
    if sum(c.isalpha() for c in plain) > 6:
        return ()
    bare = [plain]
    for prefix in _EUROPE:
        if plain.startswith(prefix):
            bare += [plain[len(prefix) :], number_key("vat", {"EL": "GR", "CHE": "CH"}.get(prefix, prefix), text)]
    if re.fullmatch(r"\d{9}", plain):
        bare.append(f"0{plain}")  # an old Belgian number
    return tuple(dict.fromkeys([*bare, *(prefix + number for number in bare for prefix in _EUROPE)]))


@lru_cache(maxsize=256)
def _vat_module(country: str) -> ModuleType | None:
    if not re.fullmatch("[A-Za-z]{2}", country):
        return None
    found = get_cc_module(country.lower(), "vat")
    return found if isinstance(found, ModuleType) else None
