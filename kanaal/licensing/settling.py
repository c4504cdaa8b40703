"""What has to be settled before an agreement changes hands or ends (V8, V9)."""

from __future__ import annotations

from dataclasses import dataclass

from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.moving import Stands, to_settle


@dataclass(frozen=True)
class Open:
    """Authorisations that are not ordered, and numbers of orders that no distributor has answered whole."""

    authorisations: tuple[Stands, ...]
    orders: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        return (*(one.about for one in self.authorisations), *self.orders)

    def __bool__(self) -> bool:
        return bool(self.authorisations or self.orders)


def open_of(agreement: Agreement) -> Open:
    """What is open of an agreement today, as it stands in the database."""
    known = facts_of(agreement)
    stands = to_settle(known, terms_of(agreement), today_of(agreement)) if known else ()
    return Open(stands, waiting_orders(agreement))


def waiting_orders(agreement: Agreement) -> tuple[str, ...]:
    return tuple(agreement.orders.filter(state="asked").order_by("pk").values_list("number", flat=True))
