"""Sales reports in tests: tables as Dirk of Distri Noord would send them, through the actions."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.texts import Text
from kanaal.sellthrough import work
from kanaal.sellthrough.actions.reports import send_sales_report
from kanaal.sellthrough.models import SaleLine, SalesReport, month_of
from kanaal.sellthrough.reading.store import take
from kanaal.sellthrough.reporters import Reporter
from tests import world
from tests.world_licences import SKU, distributor
from tests.world_orders import dirk

HEADS = (
    "sold_on", "reseller_id", "reseller", "distributor-order", "customer-po", "sku", "quantity", "amount", "currency",
    "customer", "country", "reference", "returns",
)  # fmt: skip


def day(ago: int = 40) -> dt.date:
    return clock.today() - dt.timedelta(days=ago)


def line(**said: Any) -> dict[str, str]:
    """A good line of Lindeboom's, but for what is said."""
    values: dict[str, Any] = {
        "sold_on": day().isoformat(), "reseller_id": world.lindeboom().number, "distributor-order": "DN-70001",
        "sku": SKU, "quantity": "5", "amount": "1713.80", "currency": "EUR", "customer": "Gemeente Waterrijk",
        "country": "NL",
    }  # fmt: skip
    return {key: str(value) for key, value in (values | {key.replace("__", "-"): v for key, v in said.items()}).items()}


def table(*rows: dict[str, str], heads: tuple[str, ...] = HEADS) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([row.get(key, "") for key in heads] for row in rows)
    return out.getvalue().encode()


def sent(
    *rows: dict[str, str],
    data: bytes | None = None,
    by: Actor | None = None,
    company: Reporter | None = None,
    **said: Any,
) -> SalesReport:
    """Send a report and have it read."""
    by = by or dirk()
    body = data if data is not None else table(*rows)
    report = send_sales_report(
        company or distributor(), month=said.pop("month", month_of(day())), called=said.pop("called", "november.csv"),
        sent=take([body]), by=by, **said,
    )  # fmt: skip
    work.read_report(report.pk)
    report.refresh_from_db()
    return report


def counts(report: SalesReport) -> tuple[int, int, int]:
    """Kept, known before, refused."""
    return report.kept, report.known_before, report.refused


def reasons(report: SalesReport) -> list[tuple[int, str, str]]:
    """Of each refused line: its number, the column and the message, in its untranslated form."""
    return [
        (row.line, column, str(Text.from_data(says)))
        for row in report.refused_lines.order_by("line")
        for column, says in row.faults
    ]


def fault(report: SalesReport) -> str:
    assert report.state == "unreadable", report.state
    assert report.fault is not None
    return str(Text.from_data(report.fault))


def total() -> tuple[int, Decimal]:
    """Pieces and amount of all lines there are."""
    rows = list(SaleLine.objects.values_list("quantity", "amount"))
    return sum(one for one, _amount in rows), sum((amount for _one, amount in rows), Decimal(0))
