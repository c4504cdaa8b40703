"""What the deal desk is measured by: volume, approvals, time to an answer, conflicts, value protected (D7).

One question to the database for a year, grouped there; what comes back doesn't grow with the registrations but with
how differently long answers took.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from kanaal.core import clock
from kanaal.deals.models import Registration

MONTHS = 12


@dataclass
class Figures:
    """Sums over some registrations. Times in seconds; `value` is what is or was protected, by currency."""

    handed_in: int = 0
    decided: int = 0
    approved: int = 0
    by_rule: int = 0
    contested: int = 0
    times: Counter[int] = field(default_factory=Counter)
    value: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, row: Mapping[str, Any]) -> None:
        many = row["many"]
        self.handed_in += many
        self.contested += many if row["contested"] else 0
        if row["answered_in"] is not None:
            self.times[row["answered_in"]] += many
        if row["decided_how"]:
            self.decided += many
            self.by_rule += many if row["decided_how"] == "rule" else 0
        if row["ever_protected"]:
            self.approved += many
            self.value[row["currency"]] += row["worth"] or 0

    @property
    def approval_rate(self) -> float | None:
        return _share(self.approved, self.decided)

    @property
    def conflict_rate(self) -> float | None:
        return _share(self.contested, self.handed_in)

    @property
    def rule_rate(self) -> float | None:
        return _share(self.by_rule, self.decided)

    @property
    def median_time(self) -> int | None:
        """The middle one of all times to the first answer; of an even number, the lower middle."""
        left = (self.times.total() + 1) // 2
        for seconds in sorted(self.times):
            left -= self.times[seconds]
            if left <= 0:
                return seconds
        return None


@dataclass(frozen=True)
class Report:
    """A year: in all, by month (the oldest first, none left out), by region."""

    whole: Figures
    months: Mapping[dt.date, Figures]
    regions: Mapping[str, Figures]


def report(today: dt.date | None = None, region: str = "") -> Report:
    """A year that ends with this month."""
    first = first_month(today or clock.today())
    return report_of(list(months_from(first)), dt.datetime.combine(first, dt.time(), dt.UTC), region=region)


def report_of(
    asked: Sequence[dt.date], since: dt.datetime, until: dt.datetime | None = None, region: str = ""
) -> Report:
    """Some months, by their first days; counted is what was handed in since a moment, and before another."""
    months = {month: Figures() for month in asked}
    whole = Figures()
    regions: dict[str, Figures] = {}
    for row in _rows(since, until, region):
        whole.add(row)
        if (month := row["month"].date()) in months:
            months[month].add(row)
        regions.setdefault(row["region"], Figures()).add(row)
    return Report(whole, months, dict(sorted(regions.items(), key=lambda pair: -pair[1].handed_in)))


def _rows(since: dt.datetime, until: dt.datetime | None, region: str) -> Any:
    found = Registration.objects.filter(submitted_at__gte=since)
    if until is not None:
        found = found.filter(submitted_at__lt=until)
    if region:
        found = found.filter(region=region)
    grouped = found.annotate(month=TruncMonth("submitted_at", tzinfo=dt.UTC))
    names = ("month", "region", "currency", "decided_how", "contested", "answered_in", "ever_protected")
    return grouped.values(*names).annotate(many=Count("pk"), worth=Sum("amount")).order_by()


def first_month(today: dt.date) -> dt.date:
    """The first of the month eleven months ago: with this one, twelve."""
    number = today.year * 12 + today.month - 1 - (MONTHS - 1)
    return dt.date(number // 12, number % 12 + 1, 1)


def months_from(first: dt.date) -> Iterator[dt.date]:
    for ahead in range(MONTHS):
        number = first.year * 12 + first.month - 1 + ahead
        yield dt.date(number // 12, number % 12 + 1, 1)


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
