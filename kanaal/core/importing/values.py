"""Dates and amounts as people write them in tables. What can be read in two ways is refused, not guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import Literal

from babel.dates import get_month_names

from kanaal.core.formats import locale_of

DateOrder = Literal["", "dmy", "mdy"]
_NUMERIC = re.compile(r"(\d{1,2})([-./ ])(\d{1,2})\2(\d{4})")
_WORDED = re.compile(r"(\d{1,2})\.?[ -]+([^\W\d]+)\.?,?[ -]+(\d{4})")
_LANGUAGES = ("en", "nl", "de", "fr", "es", "it", "pl", "sv", "da", "fi")


class Unreadable(ValueError):
    """The message says how the value should be written."""


def date(text: str, order: DateOrder = "") -> dt.date:
    """`2026-11-24`, `24-11-2026`, `24.11.2026`, `24/11/2026`, `24 november 2026`; a time of day behind it is dropped.

    `order` says how slashes are meant; without it, `03/04/2026` is refused. Raises Unreadable.
    """
    text = re.sub(r"[T ]00:00(:00)?(\.0+)?Z?$", "", text.strip())
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", text):
            return dt.date.fromisoformat(text)
        if found := _NUMERIC.fullmatch(text):
            return _numeric(int(found[1]), found[2], int(found[3]), int(found[4]), order)
        if found := _WORDED.fullmatch(text):
            return dt.date(int(found[3]), _months()[found[2].lower()], int(found[1]))
    except Unreadable:
        raise
    except (ValueError, KeyError) as fault:
        raise Unreadable(f"{text!r} is no day of the calendar. Write year-month-day: 2026-11-24.") from fault
    raise Unreadable(f"{text[:40]!r} is no date. Write year-month-day: 2026-11-24.")


def _numeric(one: int, separator: str, two: int, year: int, order: DateOrder) -> dt.date:
    if separator == "/" and order == "mdy":
        return dt.date(year, one, two)
    if separator == "/" and order == "":
        if one <= 12 and two <= 12 and one != two:
            raise Unreadable(
                f"{one:02d}/{two:02d}/{year} can be two days. Write year-month-day, or say --dates dmy or --dates mdy."
            )
        if two > 12:
            return dt.date(year, one, two)
    return dt.date(year, two, one)


def decimal(text: str) -> Decimal:
    """`1412.60`, `1.412,60`, `1,412.60`, `1 412,60`, `1'412.60`; without a currency's sign. Raises Unreadable."""
    digits = re.sub(r"[\s'’\u00a0\u202f]", "", text.strip())
    if not re.fullmatch(r"[+-]?\d[\d.,]*", digits):
        raise Unreadable(f"{text[:40]!r} is no number. Write it like 1412.60.")
    return Decimal(_with_point(digits, text))


def _with_point(digits: str, text: str) -> str:
    """The number with a point before its decimals and nothing between its thousands."""
    for point, thousands in ((".", ","), (",", ".")):
        if re.fullmatch(rf"[+-]?\d+(\{point}\d+)?", digits):
            if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}\{point}\d{{3}}", digits):
                raise Unreadable(f"{text!r} can be two numbers, thousands or decimals. Write it like 1412.60.")
            return digits.replace(point, ".")
        if re.fullmatch(rf"[+-]?\d{{1,3}}(\{thousands}\d{{3}})+\{point}\d*", digits):
            return digits.replace(thousands, "").replace(point, ".")
        if re.fullmatch(rf"[+-]?\d{{1,3}}(\{point}\d{{3}}){{2,}}", digits):
            return digits.replace(point, "")
    raise Unreadable(f"{text[:40]!r} is no number. Write it like 1412.60.")


@cache
def _months() -> dict[str, int]:
    """Names of months, long and short, in the languages in which tables are usually written."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, "format", locale_of(language)).items():
                names.setdefault(str(name).lower().rstrip("."), number)
    return names
