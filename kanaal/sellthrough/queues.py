"""What waits for the vendor in sales reports: rates that are missing, resellers that nobody knows, unread reports (R1).

One row for each rate and each name, however many lines wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from kanaal.core.queues import Queue, Waiting, register
from kanaal.sellthrough import permissions
from kanaal.sellthrough.models import SaleLine, SalesReport
from kanaal.sellthrough.queries import waiting_for_rates


def _first_of_each_rate() -> QuerySet[SaleLine]:
    firsts = waiting_for_rates().order_by().values("currency", "base_currency").annotate(first=Min("pk"))
    return SaleLine.objects.filter(pk__in=firsts.values("first"))


def _rate(row: Mapping[str, str]) -> Waiting:
    title = gettext("Rate of %(currency)s in %(base)s") % {"currency": row["currency"], "base": row["base_currency"]}
    return Waiting(title, reverse("desk-day-rates"), gettext("lines of sales reports wait for it"))


def _first_of_each_name() -> QuerySet[SaleLine]:
    nobodys = SaleLine.objects.filter(partner__isnull=True).order_by()
    return SaleLine.objects.filter(
        pk__in=nobodys.values("reporter", "reseller").annotate(first=Min("pk")).values("first")
    )


def _name(row: Mapping[str, str]) -> Waiting:
    query = urlencode({"reporter": row["reporter"], "name": row["reseller"]})
    under = gettext("nobody is called so; in %(report)s") % {"report": row["report__number"]}
    return Waiting(row["reseller"], f"{reverse('desk-recognise')}?{query}", under)


def _report(row: Mapping[str, str]) -> Waiting:
    under = gettext("of %(month)s, not read to its end") % {"month": row["month"]}
    return Waiting(row["number"], reverse("sales-report", args=[row["number"]]), under)


register(
    Queue(
        key="day-rates",
        label=gettext_noop("Missing rates"),
        icon="arrow-left-right",
        door=permissions.see_sales_reports,
        url="desk-day-rates",
        waiting=_first_of_each_rate,
        since="taken_at",
        words=("currency", "base_currency"),
        show=_rate,
    )
)
register(
    Queue(
        key="unknown-resellers",
        label=gettext_noop("Unknown resellers"),
        icon="link",
        door=permissions.see_sales_reports,
        url="desk-resellers",
        waiting=_first_of_each_name,
        since="taken_at",
        words=("reporter", "reseller", "report__number"),
        show=_name,
    )
)
register(
    Queue(
        key="unread-reports",
        label=gettext_noop("Sales reports being read"),
        icon="file-spreadsheet",
        door=permissions.see_sales_reports,
        url="desk-sales-reports",
        waiting=lambda: SalesReport.objects.filter(state="reading"),
        since="sent_at",
        words=("number", "month"),
        show=_report,
    )
)
