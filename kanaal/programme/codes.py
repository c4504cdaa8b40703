"""The world's lists: ISO 3166-1 countries, ISO 4217 currencies, BCP 47 languages, IANA time zones.

The lists are CLDR's (by way of Babel) and the machine's time zone database; nothing is typed here that somebody else
keeps up to date.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import get_territory_currencies

# CLDR also names territories that ISO 3166-1 has not given out: unions, islands without a code, pseudo-locales.
_NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}))?")


@lru_cache
def _english() -> Locale:
    return Locale.parse("en")


@lru_cache
def countries() -> frozenset[str]:
    """The 249 countries of ISO 3166-1, as two capitals."""
    return frozenset(c for c in map(str, _english().territories) if re.fullmatch("[A-Z]{2}", c)) - _NOT_ISO


@lru_cache
def currencies() -> frozenset[str]:
    """The currencies of ISO 4217 that are legal tender somewhere today."""
    return frozenset(code for country in countries() for code in get_territory_currencies(country))


@lru_cache
def time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_language(code: str) -> bool:
    """Is it a BCP 47 tag that CLDR knows, in small letters as Django writes them: `nl`, `pt-br`, `zh-hant-tw`?"""
    match = _LANGUAGE.fullmatch(code)
    if match is None:
        return False
    language, script, territory = match.groups()
    locale = _english()
    return (
        language in locale.languages
        and (script is None or script.title() in locale.scripts)
        and (territory is None or territory.upper() in locale.territories)
    )
