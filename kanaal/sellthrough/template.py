"""The template of a report: headings that are understood, and two lines as an example (R1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kanaal.core import clock
from kanaal.core.spreadsheets import Cells
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.sales.policy import OrderKindsPolicy
from kanaal.sellthrough.reporters import Reporter

SOLD = {"quantity": "5", "amount": "1713.80", "currency": "EUR", "country": "NL", "customer": "Example Ltd"}


def template_headings(company: Reporter) -> list[str]:
    """The columns by their keys; those of order numbers by the programme's."""
    kinds = [kind.key for kind in policy(OrderKindsPolicy).order_kinds]
    who = [] if isinstance(company, Partner) else ["reseller_id", "reseller"]
    return [
        "sold_on", *who, *kinds, "sku", "quantity", "amount", "currency", "customer", "country", "reference", "returns",
    ]  # fmt: skip


def template_rows(company: Reporter, headings: Sequence[str]) -> Iterator[Cells]:
    """A sale, and a return of two of it. The product is none, so that the example itself is refused if it is sent."""
    today = clock.today().isoformat()
    kind = policy(OrderKindsPolicy).order_kinds[-1].key
    sale = SOLD | {"sold_on": today, "sku": "EXAMPLE-SKU", "reference": "INV-1001/1", kind: "4711"}
    back = sale | {"quantity": "-2", "amount": "-685.52", "reference": "INV-1044/1", "returns": "INV-1001/1"}
    for row in (sale, back):
        yield [row.get(key, "") for key in headings]
