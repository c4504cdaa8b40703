"""Rebates in the walks: an approved cycle, a running one with a return, lines that wait, were chosen and dismissed."""

from __future__ import annotations

from kanaal.rebates.actions.lines import choose_deal, dismiss_line
from kanaal.rebates.models import Cycle, Entry, Match
from kanaal.sales.models import Opportunity
from kanaal.sellthrough.models import SalesReport
from tests import world
from tests.walks.rooms import sellthrough
from tests.world_rebates import approved, computed, cycle, day, finn, gone_back, line, won

DEAL = "Acrobat in de walvishal"
NAMES = {
    "dn",
    "deal",
    "walvishal",
    "number",
    "why",
    "question",
    "region",
    "reason",
    "state",
    "q",
    "pk",
    "acrobat",
    "test",
    "distributor",
}
PAGES = [
    ("vera", "/desk/rebates/"), ("vera", "/desk/rebates/cycles/{cycle_closed}/"),
    ("vera", "/desk/rebates/cycles/{cycle_running}/"), ("auditor", "/desk/rebates/cycles/{cycle_closed}/"),
    ("vera", "/desk/rebates/cycles/{cycle_closed}/partners/{lindeboom_number}/"),
    ("vera", "/desk/rebates/amounts/{entry_earned}/"), ("vera", "/desk/rebates/amounts/{entry_clawback}/"),
    ("vera", "/desk/rebates/amounts/{entry_released}/"),
    ("vera", "/desk/rebates/lines/"), ("vera", "/desk/rebates/lines/?state=person&q=lindeboom"),
    ("vera", "/desk/rebates/lines/?region=-"), ("vera", "/desk/rebates/lines/{line_none}/"),
    ("vera", "/desk/rebates/lines/{line_person}/"), ("vera", "/desk/rebates/lines/{line_dismissed}/"),
    ("vera", "/desk/rebates/accruals/"), ("vera", "/desk/opportunities/{paid_deal}/"),
    ("bo", "/sales/opportunities/{paid_deal}/"),
]  # fmt: skip


def make_world() -> dict[str, str]:
    """The quarter that ended last is approved; what runs has a return of it, and what was held back is released."""
    sellthrough.make_world()  # its reports come before those that are made up here
    finn()
    if not Match.objects.filter(line__order_number="DN-77-2").exists():
        deal = won("DN-77", name=DEAL)
        sold = line(10_000, "DN-77")
        line(900, "DN-77-1"), line(800, "DN-77-2"), line(700, "DN-77-3"), line(600, "DN-77-4", nobody=True)
        approved()
        gone_back(sold, 2, on=day(100))
        desk = world.actor(world.agent())
        choose_deal(_match("DN-77-2"), number=deal.number, by=desk)
        dismiss_line(_match("DN-77-3"), why="A test of the distributor's", by=desk)
        computed(cycle(-1))
        SalesReport.objects.filter(name="report.csv").update(name="erp.csv")
    found = {f"line_{one.how}": str(one.pk) for one in Match.objects.filter(line__order_number__startswith="DN-77-")
             .exclude(partner=None)}  # fmt: skip
    entries = Entry.objects.filter(line__order_number="DN-77").order_by("pk")
    found |= {f"entry_{one.kind}": str(one.pk) for one in entries}
    closed = Cycle.objects.get(pk=cycle().pk)
    return found | {
        "cycle_closed": str(closed.pk), "cycle_running": str(cycle(-1).pk),
        "lindeboom_number": world.lindeboom().number,
        "paid_deal": Opportunity.objects.get(name=DEAL).number,
    }  # fmt: skip


def _match(number: str) -> Match:
    return Match.objects.select_related("line", "partner").get(line__order_number=number)
