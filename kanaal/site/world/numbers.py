"""VAT numbers for invented companies: random digits with check digits that fit, country by country.

The same source of randomness gives the same numbers. That they fit is said by python-stdnum, which is also what the
import and the enrolment ask; that one of them belongs to somebody can't be excluded, and would be chance.
"""

from __future__ import annotations

from random import Random

from stdnum import get_cc_module, luhn

# `#` is any digit; the run of `?` is searched for digits that make the whole number fit.
_SHAPES = {
    "AT": "ATU7######?", "BE": "BE05######??", "CH": "CHE3#######?MWST", "DE": "DE2#######?", "DK": "DK4######?",
    "ES": "ESB8######?", "FI": "FI2######?", "FR": "FR??83#######", "GB": "GB3######??", "IT": "IT0######012?",
    "NL": "NL8########B??", "NO": "NO9#######?MVA", "PL": "PL521######?", "SE": "SE5568#####?01",
}  # fmt: skip
COUNTRIES = tuple(_SHAPES)


def vat_number(country: str, chance: Random) -> str:
    """A VAT number of a country (ISO 3166-1) whose check digits fit; nothing where we know no shape of one."""
    shape = _SHAPES.get(country, "")
    if not shape:
        return ""
    judge = get_cc_module(country.lower(), "vat")
    while True:
        drawn = "".join(chance.choice("0123456789") if c == "#" else c for c in shape)
        if country == "FR" and not luhn.is_valid(drawn[4:]):
            continue  # no pair of check digits mends a company number that doesn't fit in itself
        sought = drawn.count("?")
        for tail in range(10**sought):
            number = drawn.replace("?" * sought, f"{tail:0{sought}d}")
            if judge.is_valid(number):
                return number
