"""The Sales Center on the walks: opportunities in every state, products, seats, the forecast, and the desk's pages."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.partners.models import Contact
from kanaal.sales.actions.calendar import make_calendar_feed
from kanaal.sales.actions.changing import move_stage
from kanaal.sales.actions.closing import Order, book_opportunity, lose_opportunity
from kanaal.sales.actions.keeping import note_registration
from kanaal.sales.actions.products import add_line
from kanaal.sales.books import books_of, follows_discount_level
from kanaal.sales.models import Opportunity
from tests import world, world_sales

FIRST, WON, FAR = "Acrobat newsroom", "Captivate Omroep", "Elements Brasil"
ONE = "/sales/opportunities/{opportunity}/"
PAGES = [
    ("bo", "/sales/"), ("bo", "/sales/opportunities/"), ("bo", "/sales/opportunities/?only=soon"),
    ("bo", "/sales/opportunities/?q=acrobat&sort=-amount"), ("bo", "/sales/opportunities/new/?account={customer}"),
    ("bo", ONE), ("bo", f"{ONE}change/"), ("bo", f"{ONE}products/"), ("bo", f"{ONE}close/"),
    ("bo", f"{ONE}close/lost/"), ("bo", f"{ONE}hand-over/"), ("bo", "/sales/opportunities/{booked}/"),
    ("bo", "/sales/opportunities/{elsewhere}/products/"), ("bo", "/sales/opportunities/hand-over/all/"),
    ("bo", "/sales/forecast/"), ("bo", "/sales/calendar/"), ("bo", "/sales/profile/"),
    ("anna", "/sales/"), ("anna", "/sales/profile/"), ("anna", "/sales/opportunities/"), ("fatma", "/sales/"),
    ("bo", "/help/opportunity-tab/"), ("anna", "/help/opportunity-tab/"),
    ("vera", "/desk/opportunities/"), ("vera", "/desk/opportunities/?q=PO-17"),
    ("vera", "/desk/opportunities/{opportunity}/"), ("vera", "/desk/opportunities/{booked}/"),
    ("vera", "/desk/opportunities/{booked}/reopen/"), ("auditor", "/desk/opportunities/{booked}/"),
]  # fmt: skip
NAMES = {
    "draft", "omroep", "waterrijk", "hilversum", "acrobat", "newsroom", "captivate", "eur", "opp", "gemeente", "brasil",
    "perp", "upg", "sem", "vlam", "emea", "creative", "cloud", "elements", "stock", "substance",
}  # fmt: skip


def make_world() -> dict[str, str]:
    """Bo has one under way with products, one that was won, one lost, and one for which no price list applies."""
    if not Opportunity.objects.filter(name=WON).exists():
        world_sales.sem()
        bo = world_sales.seated(world.bo())
        by = world.actor(bo)
        first = world_sales.opportunity(bo, name=FIRST)
        found = next(one for one in books_of(first).applying if not follows_discount_level(one))
        sku = next(row.product.sku for row in found.rows if "com" in row.product.segments)
        add_line(first, book=found.key, sku=sku, quantity=12, by=by)
        note_registration(first, "approved", clock.today() + dt.timedelta(days=6))
        won = move_stage(world_sales.opportunity(bo, name=WON), stage="execute", by=by)
        book_opportunity(won, reason="best-price", orders=[Order("customer-po", "PO-17")], by=by)
        lose_opportunity(world_sales.opportunity(bo, name="Substance"), reason="price", by=by)
        far = world_sales.customer("Gemeente Brasil", country="BR", segment="gov")
        world_sales.opportunity(bo, account=far, name=FAR, segment="gov")
        make_calendar_feed(Contact.objects.get(person=bo), by=by)
    walked = Opportunity.objects.filter(name__in=(FIRST, WON, FAR)).select_related("account").order_by("pk")
    mine = {one.name: one for one in walked}
    return {
        "opportunity": mine[FIRST].number,
        "booked": mine[WON].number,
        "elsewhere": mine[FAR].number,
        "customer": mine[FIRST].account.number,
    }
