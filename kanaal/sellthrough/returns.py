"""What goes back, and of which sale: named by it, or found by its order number; never more than was sold (R1)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say
from kanaal.sellthrough.models import SaleLine
from kanaal.sellthrough.reading.judging import Sale, reference_identity


@dataclass(slots=True)
class Sold:
    """A sale of which something may go back. `left`: how many still can, `worth` at most so much."""

    pk: int
    partner_id: int | None
    reseller: str
    sold_on: dt.date
    left: int
    quantity: int
    worth: Decimal
    currency: str


class NotFound(Exception):
    """`again`: a line further down may sell it."""

    def __init__(self, column: str, says: Text, *, again: bool = False) -> None:
        super().__init__(str(says))
        self.column, self.says, self.again = column, says, again


class Takeback:
    """The sales that the returns of a batch may mean, each with what is left of it."""

    def __init__(self, reporter: str, returns: Sequence[Sale]) -> None:
        self.by: dict[tuple[str, str], list[Sold]] = defaultdict(list)
        self.taken: dict[int, int] = defaultdict(int)
        keys = {key for sale in returns for key in (sale.returns, sale.order_key, sale.po_key) if key}
        if keys:
            self._ask(reporter, keys, {sale.sku for sale in returns}, [sale.returns for sale in returns])

    def _ask(self, reporter: str, keys: set[str], skus: set[str], named: Sequence[str]) -> None:
        identities = {reference_identity(one): one for one in named if one}
        fields = (
            "pk", "partner", "reseller", "sold_on", "quantity", "returned", "amount", "currency", "sku", "order_key",
            "po_key", "identity",
        )  # fmt: skip
        asked = Q(order_key__in=keys) | Q(po_key__in=keys) | Q(identity__in=list(identities))
        rows = SaleLine.objects.filter(asked, reporter=reporter, sku__in=skus, quantity__gt=0).order_by("sold_on", "pk")
        for (
            pk,
            partner,
            reseller,
            on,
            quantity,
            returned,
            amount,
            currency,
            sku,
            order,
            po,
            identity,
        ) in rows.values_list(*fields).iterator():
            sold = Sold(pk, partner, reseller, on, quantity - returned, quantity, amount, currency)
            for key in {order, po, identities.get(identity, "")} - {""}:
                self.by[sku, key].append(sold)

    def of(self, sale: Sale, partner_id: int | None) -> Sold:
        """The sale of which this goes back, with what goes back taken off. Raises NotFound, which says why not."""
        wanted = [sale.returns] if sale.returns else [key for key in (sale.order_key, sale.po_key) if key]
        if not wanted:
            raise NotFound("returns", say(UNNAMED))
        found = next((those for key in wanted if (those := self._those(sale, key, partner_id))), [])
        if not found:
            raise NotFound(
                "returns" if sale.returns else "order_number", say(UNKNOWN, number=name(wanted[0])), again=True
            )
        back = -sale.quantity
        enough = [one for one in found if one.left >= back]
        if not enough:
            most = max(one.left for one in found)
            says = say(TOO_MANY, back=back, sold=sum(one.quantity for one in found), left=most)
            raise NotFound("quantity", says, again=True)
        one = enough[-1]
        if sale.currency != one.currency or -sale.amount > one.worth:
            raise NotFound("amount", say(TOO_MUCH, worth=one.worth, currency=name(one.currency)))
        one.left -= back
        self.taken[one.pk] += back
        return one

    def _those(self, sale: Sale, key: str, partner_id: int | None) -> list[Sold]:
        return [
            one
            for one in self.by.get((sale.sku, key), ())
            if one.sold_on <= sale.sold_on and (one.partner_id == partner_id or one.reseller == sale.reseller)
        ]


UNNAMED = _(
    "This went back, but the line does not say of which sale. Write the sale's order number, or its own line number in "
    "a column “returns”."
)
UNKNOWN = _(
    "No sale of this product to this reseller is known under %(number)s, up to the day of the return. Correct the "
    "number, or report the sale first."
)
TOO_MANY = _(
    "%(back)s can't go back: of %(sold)s sold under this number, %(left)s are left of the sale with the most. Correct "
    "the quantity, or divide the return over the sales."
)
TOO_MUCH = _("More than was paid can't go back: the sale was of %(worth)s %(currency)s.")
