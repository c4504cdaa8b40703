"""Distribution in the walks: Dirk's work list, orders and returns in every state, files, and the desk's pages."""

from __future__ import annotations

from kanaal.distribution.actions.answering import confirm_order
from kanaal.distribution.actions.differing import ask_about_difference
from kanaal.distribution.models import Discrepancy, DistributorFile
from kanaal.licensing.models import Order, Return
from tests import world
from tests.world_files import carried_out, confirm, sent
from tests.world_licences import SKU, add, agreement, day, dirk, distributor
from tests.world_orders import (
    NUMBER,
    asked,
    part_confirmed,
    return_asked,
    return_authorised,
    return_credited,
    return_requested,
)
from tests.world_orders import dirk as acting_dirk

CUSTOMERS = tuple(f"Stichting De Golfslag {n}" for n in range(1, 8))
OWED = "Stichting De Golfslag 9"
DIFFERS = ("Stichting De Golfslag 10", "Stichting De Golfslag 11")
PUBLIC = {"accept-distributor-invitation"}
NAMES = {
    "distri", "noord", "stichting", "confirm", "refuse",
    "golfslag", "postma", "answers", "csv", "end", "order", "order_line", "quantity",
    "answer", "order_number", "reason", "note", "return", "credit_number", "agreement", "sku", "reported_on",
}  # fmt: skip
PAGES = [
    ("dirk", "/distribution/"), ("dirk", "/distribution/?state=all&q=golfslag"),
    ("dirk", "/distribution/orders/{order_waiting}/"), ("dirk", "/distribution/orders/{order_partly}/"),
    ("dirk", "/distribution/orders/{order_refused}/"), ("dirk", "/distribution/orders/{order_waiting}/confirm/"),
    ("dirk", "/distribution/orders/{order_waiting}/refuse/"),
    ("dirk", "/distribution/returns/"), ("dirk", "/distribution/returns/?state=all"),
    ("dirk", "/distribution/returns/{return_asked}/"), ("dirk", "/distribution/returns/{return_asked}/request/"),
    ("dirk", "/distribution/returns/{return_asked}/refuse/"),
    ("dirk", "/distribution/returns/{return_credited}/credit/"),
    ("dirk", "/distribution/people/"), ("dirk", "/distribution/people/invite/"), ("dirk", "/distribution/files/"),
    ("dirk", "/distribution/files/{file}/"), ("dirk", "/distribution/files/{file}/?rows=faulty"),
    ("dirk", "/distributors/invitations/"),
    ("anna", "/reselling/orders/"), ("anna", "/reselling/orders/{order_partly}/"),
    ("anna", "/reselling/orders/{order_refused}/"), ("anna", "/reselling/orders/{order_returned}/"),
    ("anna", "/reselling/orders/{order_refused}/return/"), ("anna", "/reselling/orders/{order_waiting}/return/"),
    ("anna", "/reselling/customers/{golfslag_owes}/return-at-once/"),
    ("vera", "/desk/returns/"), ("vera", "/desk/returns/?state=all"), ("vera", "/desk/returns/{return_requested}/"),
    ("vera", "/desk/returns/{return_requested}/authorise/"), ("vera", "/desk/returns/{return_requested}/refuse/"),
    ("vera", "/desk/returns/{return_authorised}/credit/"), ("auditor", "/desk/returns/{return_requested}/"),
    ("vera", "/desk/reconciliation/"), ("vera", "/desk/reconciliation/?waits=all"),
    ("vera", "/desk/reconciliation/{difference}/"), ("auditor", "/desk/reconciliation/{difference}/"),
    ("vera", "/desk/reconciliation/{difference_asked}/"),
    ("vera", "/desk/distributors/"), ("vera", "/desk/distributors/new/"),
    ("vera", "/desk/distributors/{distributor}/"), ("vera", "/desk/distributors/{distributor}/change/"),
    ("vera", "/desk/distributors/{distributor}/people/invite/"),
]  # fmt: skip


def make_world() -> dict[str, str]:
    """An order that waits, one answered in part, one refused in part; returns at each station; a file with a fault."""
    dirk()
    if not Order.objects.filter(agreement__name=CUSTOMERS[0]).exists():
        orders = [asked(agreement(name), quantity=10, reference="PO-7") for name in CUSTOMERS]
        confirm_order(orders[1], quantities={1: 4}, order_number=NUMBER, by=acting_dirk())
        part_confirmed(orders[2])
        for order, back in zip(
            orders[3:], (return_asked, return_requested, return_authorised, return_credited), strict=True
        ):
            confirm_order(order, quantities={1: 10}, order_number=NUMBER, by=acting_dirk())
            back(Order.objects.get(pk=order.pk))
        add(agreement(OWED), 12, ago=64)
        for name in DIFFERS:
            add(agreement(name), 12, ago=30, ordered=12)
        books = [f"{agreement(name).number},{SKU},9,{day(0).isoformat()}" for name in DIFFERS]
        carried_out(sent("stock", *books))
        asked_about = Discrepancy.objects.get(agreement__name=DIFFERS[1])
        ask_about_difference(asked_about, whom="distributor", by=world.actor(world.vera()))
        sent("answers", confirm(orders[0], 3), "VO-1,1,2,confirm,DN,,", confirm(orders[0], 99, "DN-2"))
    numbers = {one.agreement.name: one.number for one in Order.objects.select_related("agreement").order_by("pk")}
    gone = Return.objects.filter(order__agreement__name__in=CUSTOMERS).order_by("pk")
    returns = {f"return_{one.state}": one.number for one in gone}
    names = ("waiting", "partly", "refused", "back", "requested", "returned", "credited")
    found = {f"order_{key}": numbers[name] for key, name in zip(names, CUSTOMERS, strict=True)}
    differs = {one.agreement.name: str(one.pk) for one in Discrepancy.objects.select_related("agreement")}
    return (
        found
        | returns
        | {
            "file": str(DistributorFile.objects.filter(kind="answers").earliest("pk").pk),
            "distributor": distributor().number,
            "golfslag_owes": agreement(OWED).number,
            "difference": differs[DIFFERS[0]],
            "difference_asked": differs[DIFFERS[1]],
        }
    )
