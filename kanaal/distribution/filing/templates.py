"""Templates to fill in: not empty ones, but what waits for the distributor right now."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.core.spreadsheets import Cells
from kanaal.distribution.filing.kinds import END
from kanaal.distributors.models import Distributor
from kanaal.licensing.models import OrderLine, Return
from kanaal.licensing.sound import called

HEADINGS = {
    "answers": (
        "order", "order_line", "quantity", "answer", "order_number", "reason", "note", "customer", "product",
        "reseller", "reference",
    ),
    "returns": ("return", "answer", "credit_number", "reason", "note", "state", "order", "customer", "reseller"),
    "stock": ("agreement", "sku", "quantity", "reported_on", "customer", "product"),
    "orders": (
        "order", "contract", "customer", "reseller", "ordered_by", "ordered_on", "po_number", "sku", "quantity",
        "amount",
    ),
}  # fmt: skip
"""Columns of ours, then some that only help whoever fills it in."""


def rows_of(kind: str, distributor: Distributor) -> Iterator[Cells]:
    """What waits, and below it the mark of the end with the number of rows."""
    count = 0
    for row in {"answers": _answers, "returns": _returns, "stock": _stock, "orders": _orders}[kind](distributor):
        count += 1
        yield row
    yield (END[0].upper(), count)


def _answers(distributor: Distributor) -> Iterator[Cells]:
    lines = OrderLine.objects.filter(order__distributor=distributor, order__state="asked")
    lines = lines.select_related("order__agreement", "order__partner").order_by("order__asked_at", "order", "position")
    for line in lines.iterator(chunk_size=500):
        if line.open:
            order = line.order
            yield (
                order.number, line.position, line.open, "", "", "", "", order.agreement.name, str(called(line.sku)),
                order.partner.name, order.reference,
            )  # fmt: skip


def _returns(distributor: Distributor) -> Iterator[Cells]:
    found = Return.objects.filter(order__distributor=distributor, state__in=("asked", "credited"))
    found = found.select_related("order__agreement", "order__partner").order_by("asked_at", "pk")
    for one in found.iterator(chunk_size=500):
        order = one.order
        yield (
            one.number, "", "", "", "", str(one.state_label), order.number, order.agreement.name, order.partner.name,
        )  # fmt: skip


def _stock(distributor: Distributor) -> Iterator[Cells]:
    """Each product of each customer that was confirmed once."""
    lines = OrderLine.objects.filter(order__distributor=distributor, confirmed__gt=0)
    found = lines.order_by("order__agreement__number", "sku")
    seen = found.values_list("order__agreement__number", "sku", "order__agreement__name").distinct()
    for number, sku, customer in seen.iterator(chunk_size=500):
        yield number, sku, "", "", customer, str(called(sku))


def _orders(distributor: Distributor) -> Iterator[Cells]:
    """Nothing waits: what was placed is known to the distributor alone."""
    yield from ()
