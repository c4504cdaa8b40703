"""What will be renewed in the coming twelve months, and what it is worth: indicative, by month (V7, V14)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import get_language

from kanaal.core import formats
from kanaal.partners.models import Contact, Partner
from kanaal.partners.rules import months_after
from kanaal.resellerconsole.listing.views_of import customers_of

MONTHS = 12
Bar = tuple[str, float, str]


@dataclass(frozen=True)
class Outlook:
    """In one currency: a bar for each month, and the sum. `agreements` so many are to be renewed in all of it."""

    currency: str
    bars: tuple[Bar, ...]
    total: Decimal
    agreements: int


def outlooks(partner: Partner, today: dt.date, mine: Contact | None = None) -> list[Outlook]:
    """The currency with most agreements first: amounts in two can't be added. None where nothing is to be renewed."""
    first = today.replace(day=1)
    found = customers_of(partner).filter(
        state="live", past_due_on__gte=first, past_due_on__lt=months_after(first, MONTHS)
    )
    found = found.filter(contact=mine) if mine else found
    rows = found.annotate(month=TruncMonth("past_due_on")).values_list("currency", "month")
    by_currency: dict[str, dict[dt.date, tuple[int, Decimal]]] = defaultdict(dict)
    for currency, month, count, value in rows.annotate(Count("pk"), Sum("renewal_value")).order_by():
        by_currency[currency][month] = (count, value)
    made = [_outlook(currency, months, first) for currency, months in by_currency.items()]
    return sorted(made, key=lambda one: -one.agreements)


def _outlook(currency: str, months: dict[dt.date, tuple[int, Decimal]], first: dt.date) -> Outlook:
    bars = []
    for number in range(MONTHS):
        month = months_after(first, number)
        count, value = months.get(month, (0, Decimal(0)))
        said = f"{formats.money(value, currency)} ({formats.number(count)})"
        bars.append((_month(month), float(value), said if count else "–"))
    total = sum((value for _count, value in months.values()), Decimal(0))
    return Outlook(currency, tuple(bars), total, sum(count for count, _value in months.values()))


def _month(day: dt.date) -> str:
    return format_date(day, "LLL y", locale=formats.locale_of(get_language() or "en"))
