"""The products of an opportunity as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.catalogue.books import product
from kanaal.core import formats, tables
from kanaal.sales.models import Opportunity, OpportunityLine


def product_name(line: OpportunityLine) -> str:
    """As it is called now; a product that is sold no longer is called by its SKU."""
    found = product(line.sku)
    return found.name.in_(get_language() or "en") if found else line.sku


def lines_table(opportunity: Opportunity, lines: Sequence[OpportunityLine], *more: tables.Column) -> tables.Table:
    currency = opportunity.currency
    total = formats.money(sum((line.total for line in lines), start=opportunity.amount * 0), currency)
    columns = [
        tables.text(_("Product"), product_name, under="sku", strong=True),
        tables.number(_("Quantity"), "quantity"),
        tables.money(_("Price"), "unit_price", currency=currency),
        tables.money(_("Total"), "total", currency=currency),
        *more,
    ]
    return tables.Table(
        caption=_("Products"),
        columns=columns,
        rows=lines,
        empty=_("No products yet. The amount is an estimate until there are."),
        foot=[_("Total"), "", "", total, *("" for _one in more)] if lines else (),
    )
