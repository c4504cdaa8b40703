"""What will be renewed in the coming twelve months, and what it is worth: indicative, by month (V7, V14)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils.translation import get_language

from kanaal.core import clock, formats
from kanaal.partners.models import Partner
from kanaal.partners.rules import months_after
from kanaal.resellerconsole.listing.views_of import customers_of

MONTHS = 12
KEPT_SECONDS = 600
"""So long a sum over many customers is shown before it is made anew."""
Bar = tuple[str, float, str]


@dataclass(frozen=True)
class Outlook:
    """In one currency: a bar for each month, and the sum. `agreements` so many are to be renewed in all of it.

    `at`: when it was added up, if that was not just now.
    """

    currency: str
    bars: tuple[Bar, ...]
    total: Decimal
    agreements: int
    at: dt.datetime | None = None


Sums = dict[tuple[str, dt.date], tuple[int, Decimal]]
"""Currency and first day of a month → how many agreements, and what they are worth."""


def outlooks(partner: Partner, today: dt.date, *, many: bool) -> list[Outlook]:
    """The currency with most agreements first: amounts in two can't be added. None where nothing is to be renewed.

    Of `many` customers it is added up every few minutes only, and says when.
    """
    first = today.replace(day=1)
    sums, at = _remembered(partner, first) if many else (_added_up(partner, first), None)
    currencies = {currency for currency, _month in sums}
    made = [_outlook(currency, sums, first, at) for currency in currencies]
    return sorted(made, key=lambda one: (-one.agreements, one.currency))


def _remembered(partner: Partner, first: dt.date) -> tuple[Sums, dt.datetime]:
    key = f"console-outlook:{partner.pk}:{first.isoformat()}"
    known: tuple[Sums, dt.datetime] | None = cache.get(key)
    if known is None:
        known = (_added_up(partner, first), clock.now())
        cache.set(key, known, KEPT_SECONDS)
    return known


def _added_up(partner: Partner, first: dt.date) -> Sums:
    """By day in the database, by month here: a day is an entry of the index, a month would have to be computed."""
    found = customers_of(partner).filter(
        state="live", past_due_on__gte=first, past_due_on__lt=months_after(first, MONTHS)
    )
    rows = found.order_by().values_list("past_due_on", "currency").annotate(Count("pk"), Sum("renewal_value"))
    sums: Sums = {}
    for day, currency, count, value in rows:
        key = currency, day.replace(day=1)
        known = sums.get(key, (0, Decimal(0)))
        sums[key] = known[0] + count, known[1] + value
    return sums


def _outlook(currency: str, sums: Sums, first: dt.date, at: dt.datetime | None) -> Outlook:
    bars, total, agreements = [], Decimal(0), 0
    for number in range(MONTHS):
        month = months_after(first, number)
        count, value = sums.get((currency, month), (0, Decimal(0)))
        said = f"{formats.money(value, currency)} ({formats.number(count)})" if count else "–"
        bars.append((_month(month), float(value), said))
        total, agreements = total + value, agreements + count
    return Outlook(currency, tuple(bars), total, agreements, at)


def _month(day: dt.date) -> str:
    return format_date(day, "LLL y", locale=formats.locale_of(get_language() or "en"))
