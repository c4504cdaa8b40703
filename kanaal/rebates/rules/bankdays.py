"""Days on which banks execute payments. Pure; no clock here.

Euros are settled by TARGET, which is closed at weekends and on six days more; of other currencies, whose banks keep
the holidays of their own country, only the weekends are known here.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays

SATURDAY = 5
EURO = "EUR"
DAY = dt.timedelta(days=1)


def is_bank_day(day: dt.date, currency: str) -> bool:
    """Do banks execute payments in this currency on that day?"""
    return day.weekday() < SATURDAY and not (currency == EURO and day in _closed(day.year))


def bank_day_from(day: dt.date, currency: str) -> dt.date:
    """The day itself, or the first one after it on which banks do."""
    while not is_bank_day(day, currency):
        day += DAY
    return day


def bank_day_until(day: dt.date, currency: str) -> dt.date:
    """The day itself, or the last one before it."""
    while not is_bank_day(day, currency):
        day -= DAY
    return day


def next_bank_day(day: dt.date, currency: str) -> dt.date:
    """The first one after a day."""
    return bank_day_from(day + DAY, currency)


@cache
def _closed(year: int) -> frozenset[dt.date]:
    """TARGET's closing days of a year, as the European Central Bank names them."""
    return frozenset(holidays.financial_holidays("XECB", years=year))
