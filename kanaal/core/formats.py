"""Dates, numbers and money as the reader's locale writes them (L2). The tables are Unicode's CLDR, by way of Babel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import get_language

# English without a country is written the European way: 24 November 2026, not November 24, 2026.
_PREFERRED = {"en": "en_GB", "nl": "nl_NL"}


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The CLDR locale of a language code; a language that CLDR does not know is written as its parent, or English."""
    for code in (language, language.split("-")[0], "en"):
        try:
            return Locale.parse(_PREFERRED.get(code, code), sep="-" if "-" in code else "_")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def _here() -> Locale:
    return locale_of(get_language() or "en")


def date(value: dt.date, width: str = "long") -> str:
    """`24 november 2026` (long) or `24 nov 2026` (medium)."""
    return str(babel_dates.format_date(value, width, locale=_here()))


def moment(value: dt.datetime, zone: str | None = None) -> str:
    """A date with its time of day, in the reader's time zone."""
    tz = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    local = value.astimezone(tz)
    return str(babel_dates.format_datetime(local, "d MMM y HH:mm", locale=_here()))


def number(value: int | Decimal) -> str:
    return str(babel_numbers.format_decimal(value, locale=_here()))


def fixed(value: Decimal, places: int) -> str:
    """A number with so many decimals, whether it needs them or not: beneath each other they can be compared."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(babel_numbers.format_decimal(value, format=pattern, locale=_here()))


def exact(value: Decimal) -> str:
    """A number with all its decimals, such as a day's exchange rate: `1,0842` in Dutch."""
    return str(babel_numbers.format_decimal(value.normalize(), format="#,##0.##########", locale=_here()))


def percent(rate: Decimal) -> str:
    """A rate in per cent, without decimals that say nothing: `2,5 %` in Dutch."""
    return f"{number(rate.normalize() if rate else Decimal(0))} %"


def money(amount: Decimal, currency: str) -> str:
    """An amount in an ISO 4217 currency: `€ 1.412,60` in Dutch, `€1,412.60` in English."""
    return str(babel_numbers.format_currency(amount, currency, locale=_here()))


def together(several: Sequence[str]) -> str:
    """`Anna, Bo and Carla`, as the reader's language puts the last one to the others."""
    return format_list(list(several), locale=_here())


def labelled(label: str, value: object) -> str:
    """A label and what it is of, on one line of a plain text."""
    return f"{label}: {value}"


def duration(seconds: float) -> str:
    """A length of time in its largest unit: `3 uur`, `2 days`."""
    return str(babel_dates.format_timedelta(dt.timedelta(seconds=seconds), locale=_here(), threshold=1.2))


def country(code: str) -> str:
    """The name of an ISO 3166-1 country in the reader's language; the code itself when CLDR has no name."""
    return str(_here().territories.get(code.upper(), code))


def language(code: str) -> str:
    """The name of a language in itself: `Nederlands`, `English`."""
    return str(locale_of(code).get_language_name(code.split("-")[0]) or code).capitalize()
