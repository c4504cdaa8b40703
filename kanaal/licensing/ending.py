"""What a customer loses when its agreement ends before its time, and what could still be saved (V8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Agreement, Return
from kanaal.licensing.settling import Placed, placed_orders


@dataclass(frozen=True)
class Losses:
    """`gone`: orders that can't go back any more, and are not credited; `could_go_back`: those for which a return can
    still be asked, and was not; `going`: those whose return is under way. `users` have a licence now.
    """

    licences: int
    users: int
    gone: tuple[Placed, ...]
    could_go_back: tuple[Placed, ...]
    going: tuple[Placed, ...]

    @property
    def not_credited(self) -> Decimal:
        """What nobody gives back: indicative, as all prices of licences are."""
        return sum((one.amount for one in self.gone), Decimal(0))


def losses_of(agreement: Agreement) -> Losses:
    """As of today."""
    today, placed = today_of(agreement), placed_orders(agreement)
    asked = set(
        Return.objects.filter(order__agreement=agreement, state__in=Return.OPEN).values_list("order_id", flat=True)
    )
    users = agreement.assignments.filter(until=None).values("user").distinct().count()
    return Losses(
        licences=agreement.licences,
        users=users,
        gone=tuple(one for one in placed if not one.goes_back_on(today) and one.order.pk not in asked),
        could_go_back=tuple(one for one in placed if one.goes_back_on(today) and one.order.pk not in asked),
        going=tuple(one for one in placed if one.order.pk in asked),
    )
