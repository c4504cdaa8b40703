"""What the page of one order shows: products with their serial numbers and downloads, and what happened (K5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kanaal.catalogue.books import called
from kanaal.contracts.models import ContractOrder
from kanaal.core import formats
from kanaal.core.models import Event
from kanaal.core.texts import Text, Words
from kanaal.licensingwebsite import queries
from kanaal.licensingwebsite.models import Serial
from kanaal.licensingwebsite.policy import Software
from kanaal.people import history

MOST = 50
"""Serial numbers of a product on one page; the rest is a page further."""


@dataclass
class Product:
    """What was ordered of one product, however many lines say so."""

    sku: str
    name: Words | Text
    quantity: int = 0
    software: Software | None = None
    serials: list[Serial] = field(default_factory=list)
    missing: int = 0
    since: dt.datetime | None = None


def products(lines: Iterable[Any], serials: Iterable[Serial]) -> list[Product]:
    """In the order of the lines; what was corrected away is shown as long as it has serial numbers."""
    found: dict[str, Product] = {}

    def of(sku: str) -> Product:
        return found.setdefault(sku, Product(sku, called(sku), software=queries.software_of(sku)))

    for line in lines:
        one = of(line.sku)
        one.quantity += line.quantity
        one.missing, one.since = line.missing or 0, line.since
    for serial in serials:
        of(serial.sku).serials.append(serial)
    return list(found.values())


def order_facts(order: ContractOrder, *, to_staff: bool = False) -> list[tuple[str, Any]]:
    """Who ordered what of whom, under all its numbers. What is the customer's own is "yours" to them alone."""
    rows: list[tuple[str, Any]] = [
        (_("Account"), f"{order.account.name} ({order.account.number})"),
        (_("Ordered"), formats.date(order.ordered_on)),
        (_("Ordered with"), order.ordered_by),
    ]
    if order.po_number:
        own = _("The customer's purchase order") if to_staff else _("Your purchase order")
        rows.append((own, order.po_number))
    if order.contract:
        rows.append((_("Contract"), f"{order.contract.number} – {order.contract.name}"))
    rows += [
        (_("Reseller"), order.partner.name),
        (_("Distributor"), f"{order.distributor.name} ({order.distributor_number})"),
    ]
    if order.cancelled_on:
        rows.append((_("Cancelled"), formats.date(order.cancelled_on)))
        rows.append((_("Why"), order.cancelled_why or "–"))
    return rows


def timeline(events: QuerySet[Event], *, receipts: bool = False) -> Sequence[history.Entry]:
    """The latest of them. The decisions behind them (`receipts`) are the desk's to read."""
    found = history.entries(events[:MOST])
    return found if receipts else [replace(one, receipt_url="") for one in found]
