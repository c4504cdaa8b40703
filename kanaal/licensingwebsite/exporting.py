"""Orders as a file, line by line. Serial numbers are shown one by one on the page, and never leave in a file (K5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kanaal.catalogue.books import called
from kanaal.contracts.models import ContractOrder, ContractOrderLine
from kanaal.core.spreadsheets import Cells
from kanaal.core.texts import Text


def heading() -> list[str]:
    return [
        _("Order"), _("Purchase order"), _("Distributor's number"), _("Contract"), _("Account"), _("Number of account"),
        _("Ordered"), _("State"), _("SKU"), _("Product"), _("Licences"),
    ]  # fmt: skip


def rows(orders: QuerySet[ContractOrder]) -> Iterator[Cells]:
    """One for each line of the orders, the latest first; read as they are written, whatever their number."""
    states = {key: str(Text(label)) for key, label in ContractOrder.lifecycle.choices()}
    lines = ContractOrderLine.objects.filter(order__in=orders.order_by().values("pk"))
    found = lines.select_related("order__account", "order__contract").order_by("-order_id", "position")
    for line in found.iterator(chunk_size=500):
        order = line.order
        yield [
            order.number, order.po_number, order.distributor_number, order.contract.number if order.contract else "",
            order.account.name, order.account.number, order.ordered_on.isoformat(), states[order.state], line.sku,
            str(called(line.sku)), line.quantity,
        ]  # fmt: skip
