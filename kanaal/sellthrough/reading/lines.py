"""A line of a report: sound, with all that it says; or bad, with what is wrong. And which line it is (R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from kanaal.core.texts import Text
from kanaal.sales.models import order_key

Faults = list[tuple[str, Text]]


@dataclass(slots=True)
class Sale:
    """What a sound line says. `key` is that of the reseller's name; a partner's own lines have none."""

    line: int
    cells: list[str]
    sold_on: dt.date
    sku: str
    family: str
    quantity: int
    amount: Decimal
    currency: str
    reseller: str
    reseller_id: str
    customer: str
    customer_key: str
    country: str
    order_kind: str
    order_number: str
    order_key: str
    po_number: str
    po_key: str
    reference: str
    returns: str
    identity: str


@dataclass(slots=True)
class Bad:
    """A line that is not taken in, as it came."""

    line: int
    cells: list[str]
    faults: Faults
    again: bool = False


def identity_of(sale: Sale) -> str:
    """Which line it is, in whatever report it stands: by the reporter's own reference, else by all that it says."""
    if sale.reference:
        return reference_identity(order_key(sale.reference))
    return _digest(
        (
            sale.sold_on.isoformat(), sale.reseller_id.upper() or sale.reseller.casefold(), sale.order_kind,
            sale.order_key, sale.po_key, sale.sku, str(sale.quantity), str(sale.amount), sale.currency,
            sale.customer_key, sale.returns,
        )
    )  # fmt: skip


def reference_identity(key: str) -> str:
    """That of a line with a reference of its own, as it is compared (`order_key`)."""
    return _digest(("reference", key))


def _digest(said: Iterable[str]) -> str:
    return blake2b("\x1f".join(said).encode(), digest_size=16).hexdigest()
