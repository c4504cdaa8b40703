"""In which month a line counts: that of its day, or the first open one after it (R1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from kanaal.core import formats
from kanaal.sellthrough.models import Gate, LockedPeriod, month_of

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


def is_month(period: str) -> bool:
    return _MONTH.fullmatch(period) is not None


def first_day(period: str) -> dt.date:
    return dt.date(int(period[:4]), int(period[5:]), 1)


class MonthName:
    """A month as the reader's language writes it, `oktober 2026`, when it is shown."""

    def __init__(self, period: str) -> None:
        self.period = period

    def __str__(self) -> str:
        return formats.date(first_day(self.period), "LLLL y") if is_month(self.period) else self.period


def after(period: str, months: int = 1) -> str:
    """The month so many months later, or, below zero, earlier."""
    number = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def open_period(period: str, locked: Collection[str]) -> str:
    """The first from this one on that isn't locked."""
    while period in locked:
        period = after(period)
    return period


def locked_periods() -> frozenset[str]:
    return frozenset(LockedPeriod.objects.values_list("period", flat=True))


def hold_gate() -> None:
    """Nobody else writes lines, locks periods or loads rates until the transaction ends."""
    Gate.objects.select_for_update().get_or_create(pk=1)


def last_month(today: dt.date) -> str:
    return after(month_of(today), -1)
