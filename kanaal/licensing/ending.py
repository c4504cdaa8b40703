"""What a customer loses when its agreement ends before its time, and what could still be saved (V8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kanaal.licensing.knowing import terms_of, today_of
from kanaal.licensing.models import Agreement, Assignment, Order, OrderLine, Return, ReturnLine
from kanaal.licensing.returns import WENT_BACK
from kanaal.licensing.rules.orders import return_by

MONEY = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class Placed:
    """An order that a distributor confirmed. `amount`: what its licences that were kept came to; indicative.

    `until`: the last day on which it could go back; `going`: its return is asked already.
    """

    order: Order
    on: dt.date
    licences: int
    amount: Decimal
    until: dt.date
    going: bool

    def goes_back_on(self, day: dt.date) -> bool:
        return day <= self.until


@dataclass(frozen=True)
class Losses:
    """`gone`: orders that can't go back any more, and are not credited; `could_go_back`: those for which a return can
    still be asked, and was not; `going`: those whose return is under way. `waiting`: numbers of orders that wait for a
    distributor. `users` have a licence now.
    """

    licences: int
    users: int
    gone: tuple[Placed, ...]
    could_go_back: tuple[Placed, ...]
    going: tuple[Placed, ...]
    waiting: tuple[str, ...]

    @property
    def not_credited(self) -> Decimal:
        """What nobody gives back: indicative, as all prices of licences are."""
        return sum((one.amount for one in self.gone), Decimal(0))


def losses_of(agreement: Agreement) -> Losses:
    """As of today; asked once for each agreement in hand."""
    if "_losses_known" not in agreement.__dict__:
        agreement.__dict__["_losses_known"] = _losses(agreement)
    known: Losses = agreement.__dict__["_losses_known"]
    return known


def _losses(agreement: Agreement) -> Losses:
    today, lines = today_of(agreement), list(_lines(agreement))
    by_order = {order: [one for one in lines if one.order == order] for order in dict.fromkeys(x.order for x in lines)}
    placed = [found for order, mine in by_order.items() if (found := _placed(agreement, order, mine))]
    still = [one for one in placed if not one.going]
    return Losses(
        licences=agreement.licences,
        users=lines[0].users if lines else _users(agreement.pk).count(),
        gone=tuple(one for one in still if not one.goes_back_on(today)),
        could_go_back=tuple(one for one in still if one.goes_back_on(today)),
        going=tuple(one for one in placed if one.going),
        waiting=tuple(sorted(order.number for order in by_order if order.state == "asked")),
    )


def _lines(agreement: Agreement) -> QuerySet[Any]:
    """All that was ever ordered, the latest first, with what went back of it; all in one question."""
    back = ReturnLine.objects.filter(order_line=OuterRef("pk")).order_by().values("order_line")
    went = back.filter(of__state__in=WENT_BACK)
    many = Subquery(went.annotate(all=Sum("quantity")).values("all"), output_field=IntegerField())
    credit = Subquery(went.annotate(all=Sum("credit")).values("all"), output_field=MONEY)
    users = _users(OuterRef("order__agreement")).order_by().values("agreement")
    return (
        OrderLine.objects.filter(order__agreement=agreement)
        .select_related("order")
        .annotate(
            went=Coalesce(many, 0),
            back=Coalesce(credit, Decimal(0), output_field=MONEY),
            going=Exists(back.filter(of__state__in=Return.OPEN)),
            users=Coalesce(Subquery(users.annotate(n=Count("user", distinct=True)).values("n")), 0),
        )
        .order_by("-order", "position")
    )


def _users(agreement: Any) -> QuerySet[Any]:
    """Who has a licence now."""
    return Assignment.objects.filter(agreement=agreement, until=None).values("user").distinct()


def _placed(agreement: Agreement, order: Order, lines: list[Any]) -> Placed | None:
    """The order, if something of it was confirmed and kept."""
    confirmed = [line for line in lines if line.confirmed]
    days = [line.confirmed_on for line in confirmed if line.confirmed_on]
    licences = sum(line.confirmed - line.went for line in confirmed)
    if not days or not licences:
        return None
    amount = sum((_paid(line) - line.back for line in confirmed), Decimal(0))
    until = return_by(max(days), terms_of(agreement), order.anniversary)
    return Placed(order, max(days), licences, amount, until, any(line.going for line in lines))


def _paid(line: OrderLine) -> Decimal:
    """What the confirmed part of a line came to."""
    return (line.amount * line.confirmed / line.quantity).quantize(Decimal("0.01"))
