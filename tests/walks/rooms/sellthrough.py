"""Sales reports on the walks: Dirk's report with refused lines and a return, a key, rates, a locked month."""

from __future__ import annotations

from decimal import Decimal

from kanaal.sellthrough.actions.keys import make_report_key
from kanaal.sellthrough.actions.periods import lock_period
from kanaal.sellthrough.actions.rates import Rate, load_day_rates
from kanaal.sellthrough.models import ReportKey, SalesReport, month_of
from kanaal.sellthrough.periods import after
from tests import world
from tests.world_licences import distributor
from tests.world_orders import dirk
from tests.world_reports import day, line, sent

NAMES = {
    "such", "boeken", "gesloten",
    "distri", "noord", "sold_on", "reseller_id", "reseller", "sku", "quantity", "amount", "currency", "customer",
    "country", "reference", "returns", "november", "csv", "erp", "kr", "usd", "eur", "gbp", "golfslag", "wie", "is",
    "dit", "stichting", "xlsx", "authorization", "bearer", "key", "post", "api", "v1", "sales-reports", "dn", "po",
    "cc", "example", "sr", "order_number", "customer-po", "distributor-order", "vendor-order", "lines",
}  # fmt: skip
PAGES = [
    ("dirk", "/sales-reports/"), ("dirk", "/sales-reports/send/"), ("dirk", "/sales-reports/{sales_report}/"),
    ("dirk", "/sales-reports/{sales_report}/lines/"), ("dirk", "/sales-reports/lines/"),
    ("dirk", "/sales-reports/lines/?q=DN-70001"), ("dirk", "/sales-reports/keys/"),
    ("dirk", "/sales-reports/keys/{report_key}/withdraw/"), ("henrike", "/sales-reports/"),
    ("henrike", "/sales-reports/send/"), ("anna", "/sales-reports/"),
    ("vera", "/desk/sales-reports/"), ("vera", "/desk/sales-reports/lines/"),
    ("vera", "/desk/sales-reports/resellers/"),
    ("vera", "/desk/sales-reports/resellers/recognise/?reporter={reporter}&name=Wie+Is+Dit"),
    ("vera", "/desk/day-rates/"), ("vera", "/desk/periods/"), ("vera", "/desk/periods/{locked}/unlock/"),
    ("auditor", "/desk/periods/"), ("auditor", "/desk/day-rates/"), ("auditor", "/sales-reports/{sales_report}/"),
]  # fmt: skip


def make_world() -> dict[str, str]:
    """A report with each kind of line; one that can't be read; a rate that is missing and one that is there."""
    by, vera = dirk(), world.actor(world.vera())
    world.henrike()
    locked = after(month_of(day(0)), -6)
    if not SalesReport.objects.exists():
        back = line(quantity="-1", amount="-342.76", sold_on=day(30).isoformat(), reference="CR-1")
        sent(
            line(), back, line(sku="NO-SUCH"), line(amount="=H2*2", reference="3"), line(currency="USD", reference="4"),
            line(reseller_id="", reseller="Wie Is Dit", reference="5"), by=by,
        )  # fmt: skip
        sent(data=b"alleen;tekst\n1;2\n", by=by)
        make_report_key(distributor(), name="ERP", by=by)
        load_day_rates([Rate(day(90), "GBP", "EUR", Decimal("0.8571"))], by=vera)
        lock_period(locked, reason="Boeken gesloten", by=vera)
    report = SalesReport.objects.earliest("pk")
    return {
        "sales_report": report.number, "report_key": str(ReportKey.objects.earliest("pk").pk), "locked": locked,
        "reporter": report.reporter,
    }  # fmt: skip
