"""VAT numbers for invented companies: random digits with check digits that fit, country by country.

The same source of randomness gives the same numbers. That they fit is said by python-stdnum, which is also what the
import and the enrolment ask; that one of them belongs to somebody can't be excluded, and would be chance.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from stdnum import get_cc_module, luhn

# `#` is any digit; the one digit at `?` is searched for.
_SHAPES = {
    "AT": "ATU7######?", "CH": "CHE3#######?MWST", "DE": "DE2#######?", "DK": "DK4######?", "ES": "ESB8######?",
    "FI": "FI2######?", "IT": "IT0######012?", "NO": "NO9#######?MVA", "PL": "PL521######?", "SE": "SE5568#####?01",
}  # fmt: skip


def _drawn(shape: str, chance: Random) -> str:
    return "".join(chance.choice("0123456789") if c == "#" else c for c in shape)


def _netherlands(chance: Random) -> str:
    """The last two digits are those with which the whole, letters as numbers (A is 10), leaves 1 divided by 97."""
    while True:
        base = _drawn("8########", chance)
        tail = (1 - int(f"2321{base}1100")) % 97
        if tail >= 2:
            return f"NL{base}B{tail:02d}"


def _france(chance: Random) -> str:
    siren = _drawn("83######", chance)
    siren += luhn.calc_check_digit(siren)
    return f"FR{int(siren + '12') % 97:02d}{siren}"


def _belgium(chance: Random) -> str:
    base = _drawn("05######", chance)
    return f"BE{base}{97 - int(base) % 97:02d}"


def _britain(chance: Random) -> str:
    base = _drawn("3######", chance)
    weighted = sum(int(digit) * weight for digit, weight in zip(base, range(8, 1, -1), strict=True))
    return f"GB{base}{97 - weighted % 97:02d}"


_MAKERS: dict[str, Callable[[Random], str]] = {"BE": _belgium, "FR": _france, "GB": _britain, "NL": _netherlands}
COUNTRIES = tuple(sorted({*_SHAPES, *_MAKERS}))


def vat_number(country: str, chance: Random) -> str:
    """A VAT number of a country (ISO 3166-1) whose check digits fit; nothing where we know no shape of one."""
    if make := _MAKERS.get(country):
        return make(chance)
    if country not in _SHAPES:
        return ""
    judge = get_cc_module(country.lower(), "vat")
    if judge is None:
        return ""
    while True:
        drawn = _drawn(_SHAPES[country], chance)
        for digit in "0123456789":
            if judge.is_valid(number := drawn.replace("?", digit)):
                return str(number)
