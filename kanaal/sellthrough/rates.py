"""Amounts in the currency of the partner's region, by the rate of the day on which was sold (R1).

A day without a rate (a weekend) takes the last one before it, but only once a later day has one: which rate counts does
not depend on when it was loaded.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q

from kanaal.catalogue.sheets import decimals_of
from kanaal.programme.policies import policy
from kanaal.sellthrough.hooks import SETTLED
from kanaal.sellthrough.models import DayRate, SaleLine
from kanaal.sellthrough.periods import locked_periods
from kanaal.sellthrough.policy import SellthroughPolicy

ONE = Decimal(1)
_TEN = Decimal("0.0000000001")
_CHUNK = 500


class RateBook:
    """The rates of some currencies, in both directions and across a third."""

    def __init__(self, currencies: Collection[str], since: dt.date) -> None:
        self.back = dt.timedelta(days=policy(SellthroughPolicy).rate_days_back)
        self.days: dict[tuple[str, str], list[dt.date]] = defaultdict(list)
        self.rates: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        rows = DayRate.objects.filter(day__gte=since - self.back).order_by("currency", "base", "day")
        wanted = set(currencies)
        for currency, base, day, rate in rows.values_list("currency", "base", "day", "rate").iterator():
            if currency in wanted or base in wanted:
                self.days[currency, base].append(day)
                self.rates[currency, base].append(rate)
        self.bases = sorted({base for _currency, base in self.days})

    def rate(self, currency: str, base: str, day: dt.date) -> Decimal | None:
        """So many of `currency` are one of `base`; None while it isn't known."""
        if currency == base:
            return ONE
        if (found := self._listed(currency, base, day)) is not None:
            return found
        if (found := self._listed(base, currency, day)) is not None:
            return (ONE / found).quantize(_TEN, ROUND_HALF_UP) or None
        for third in self.bases:
            one, other = self._listed(currency, third, day), self._listed(base, third, day)
            if one is not None and other is not None:
                return (one / other).quantize(_TEN, ROUND_HALF_UP) or None
        return None

    def _listed(self, currency: str, base: str, day: dt.date) -> Decimal | None:
        days = self.days.get((currency, base), [])
        at = bisect_right(days, day)
        if at == 0 or day - days[at - 1] > self.back:
            return None
        if days[at - 1] != day and at == len(days):
            return None  # a rate of the day itself may still come
        return self.rates[currency, base][at - 1]


def in_base(amount: Decimal, rate: Decimal, base: str) -> Decimal:
    """The amount in the base currency, in its own decimals; halves away from zero."""
    return (amount / rate).quantize(Decimal(1).scaleb(-decimals_of(base)), ROUND_HALF_UP)


def forget_amounts(wrong: Collection[DayRate]) -> int:
    """Lines that a wrong rate may have given their amount wait for it again; answers how many. Those of locked months
    keep what they have, and so do those that are settled otherwise.
    """
    currencies = {code for row in wrong for code in (row.currency, row.base)}
    days = [row.day for row in wrong]
    until = max(days) + dt.timedelta(days=policy(SellthroughPolicy).rate_days_back)
    rows = SaleLine.objects.filter(sold_on__gte=min(days), sold_on__lte=until, amount_base__isnull=False)
    rows = rows.filter(Q(currency__in=currencies) | Q(base_currency__in=currencies))
    rows = rows.exclude(currency=F("base_currency")).exclude(period__in=locked_periods())
    for settled in SETTLED:
        rows = rows.exclude(settled())
    return rows.update(rate=None, amount_base=None)


def compute_waiting() -> int:
    """Give the lines that wait their amount, where the rate is there now; answers how many. Twice is no harm."""
    waiting = SaleLine.objects.filter(amount_base__isnull=True, partner__isnull=False)
    first = waiting.order_by("sold_on").values_list("sold_on", flat=True).first()
    if first is None:
        return 0
    pairs = set(waiting.order_by().values_list("currency", "base_currency").distinct())
    book, done, last = RateBook({code for pair in pairs for code in pair}, first), 0, 0
    while rows := list(waiting.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        last = rows[-1].pk
        done += _compute(book, rows)
    return done


def _compute(book: RateBook, rows: list[SaleLine]) -> int:
    ready = []
    for row in rows:
        row.rate = book.rate(row.currency, row.base_currency, row.sold_on)
        if row.rate is not None:
            row.amount_base = in_base(row.amount, row.rate, row.base_currency)
            ready.append(row)
    SaleLine.objects.bulk_update(ready, ["rate", "amount_base"])
    return len(ready)
