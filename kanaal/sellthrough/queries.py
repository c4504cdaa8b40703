"""Questions about sales reports and their lines. A reporter sees its own, staff all (R1)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.people.roles import staff_kind
from kanaal.programme.policies import policy
from kanaal.sales.models import order_key
from kanaal.sellthrough.models import LockedPeriod, ReportKey, SaleLine, SalesReport
from kanaal.sellthrough.periods import after, first_day
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reporters import reporter_key


def reports_of(reporter: str) -> QuerySet[SalesReport]:
    return SalesReport.objects.filter(reporter=reporter)


def delivered(reporter: str, month: str) -> QuerySet[SalesReport]:
    """Reports of a month of which something can be read; one that is still being read counts, too."""
    return reports_of(reporter).filter(month=month, state__in=("reading", "taken"))


def reports_seen_by(actor: Actor) -> QuerySet[SalesReport]:
    """Staff see all, others those of the company for which they act."""
    if staff_kind(actor):
        return SalesReport.objects.all()
    key = reporter_key(actor)
    return reports_of(key) if key else SalesReport.objects.none()


def lines_seen_by(actor: Actor) -> QuerySet[SaleLine]:
    if staff_kind(actor):
        return SaleLine.objects.all()
    key = reporter_key(actor)
    return SaleLine.objects.filter(reporter=key) if key else SaleLine.objects.none()


def found_by(lines: QuerySet[SaleLine], words: str) -> QuerySet[SaleLine]:
    """Those that have a number: of an order, the customer's, the line's own, or of a report."""
    key = order_key(words)
    if not key:
        return lines
    reports = SalesReport.objects.filter(number=words.strip().upper()).values("pk")
    return lines.filter(Q(order_key=key) | Q(po_key=key) | Q(reference=words.strip()) | Q(report__in=reports))


def keys_of(reporter: str) -> QuerySet[ReportKey]:
    return ReportKey.objects.filter(reporter=reporter).select_related("person").order_by("-pk")


def due_on(month: str) -> dt.date:
    """The last day on which a month's report is in time."""
    return first_day(after(month)).replace(day=policy(SellthroughPolicy).due_day)


def months_delivered(reporter: str, months: list[str]) -> set[str]:
    found = reports_of(reporter).filter(month__in=months, state__in=("reading", "taken"))
    return set(found.values_list("month", flat=True))


def waiting_for_rates() -> QuerySet[SaleLine]:
    return SaleLine.objects.filter(amount_base__isnull=True, partner__isnull=False)


def rates_missing() -> list[dict[str, Any]]:
    """For each pair of currencies: lines that wait, and the days from and to which."""
    rows: Any = waiting_for_rates().order_by().values("currency", "base_currency")
    return list(
        rows.annotate(lines=Count("pk"), first=Min("sold_on"), last=Max("sold_on")).order_by(
            "currency", "base_currency"
        )
    )


def nobodys_names() -> Any:
    """Names under which lines wait for somebody to say whom they mean."""
    rows: Any = SaleLine.objects.filter(partner__isnull=True).order_by().values("reporter", "reseller")
    return rows.annotate(lines=Count("pk"), last=Max("sold_on")).order_by("-lines", "reporter", "reseller")


def periods_known() -> QuerySet[LockedPeriod]:
    return LockedPeriod.objects.select_related("locked_by").order_by("-period")
