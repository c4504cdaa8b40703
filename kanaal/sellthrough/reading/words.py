"""Countries as people write them in tables: by code, or by name in the usual languages."""

from __future__ import annotations

from functools import cache

from kanaal.core.formats import locale_of
from kanaal.core.importing.columns import plain
from kanaal.programme.codes import countries

_LANGUAGES = ("en", "nl", "de", "fr")


def country_of(cell: str) -> str:
    """The code of a country; empty for what is none."""
    code = cell.upper()
    return code if code in countries() else _names().get(plain(cell), "")


@cache
def _names() -> dict[str, str]:
    known = countries()
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, word in locale_of(language).territories.items():
            if code in known:
                found.setdefault(plain(str(word)), code)
    return found
