"""Questions of distribution. A distributor knows of the orders that were asked of it, and of nothing else (V6)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.distribution.models import Discrepancy
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.distributors.queries import mine
from kanaal.licensing.models import Order, OrderLine, Return
from kanaal.people.roles import staff_kind

RELATED = ("agreement", "partner", "distributor")


def orders_seen_by(actor: Actor) -> QuerySet[Order]:
    """Staff see all; a distributor's people those asked of it. Resellers have their own list, in their console."""
    if staff_kind(actor):
        return Order.objects.all()
    return Order.objects.filter(distributor__in=mine(actor))


def returns_seen_by(actor: Actor) -> QuerySet[Return]:
    if staff_kind(actor):
        return Return.objects.all()
    return Return.objects.filter(order__distributor__in=mine(actor))


def order_called(actor: Actor, number: str) -> Order | None:
    found = orders_seen_by(actor).select_related(*RELATED, "asked_by")
    return found.filter(number=number.strip().upper()).first()


def return_called(actor: Actor, number: str) -> Return | None:
    found = returns_seen_by(actor).select_related(*(f"order__{one}" for one in RELATED), "asked_by")
    return found.filter(number=number.strip().upper()).first()


def listed_orders(actor: Actor, chosen: dict[str, Any]) -> QuerySet[Order]:
    """The work list, narrowed: `q` is any number that somebody may have in hand."""
    found = orders_seen_by(actor).select_related(*RELATED).annotate(quantity=Sum("lines__quantity"))
    found = found.prefetch_related(Prefetch("lines", OrderLine.objects.order_by("position")))
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if kind := chosen.get("kind"):
        found = found.filter(returns_at_once=True) if kind == "return" else found.filter(kind=kind)
    if reseller := chosen.get("reseller"):
        found = found.filter(partner__number=reseller)
    if words := str(chosen.get("q", "")).strip():
        found = found.filter(pk__in=Order.objects.filter(_any_number(words)).values("pk"))
    return found


def _any_number(words: str) -> Q:
    """The order's number, the reference, the agreement's, an authorisation's, a return's, an RMA, their own, a name."""
    upper = words.upper()
    return (
        Q(number=upper)
        | Q(reference__iexact=words)
        | Q(agreement__number=upper)
        | Q(lines__addition__number=upper)
        | Q(lines__answers__order_number__iexact=words)
        | Q(lines__order_number__iexact=words)
        | Q(returns__number=upper)
        | Q(returns__rma_number=upper)
        | Q(returns__credit_number__iexact=words)
        | Q(returns__passed_on_number__iexact=words)
        | Q(agreement__name__icontains=words)
    )


def listed_returns(actor: Actor, chosen: dict[str, Any]) -> QuerySet[Return]:
    found = returns_seen_by(actor).select_related(*(f"order__{one}" for one in RELATED))
    found = found.annotate(quantity=Sum("lines__quantity"), credit=Sum("lines__credit"))
    if states := chosen.get("states"):
        found = found.filter(state__in=states)
    if distributor := chosen.get("distributor"):
        found = found.filter(order__distributor__number=distributor)
    if words := str(chosen.get("q", "")).strip():
        numbers = Q(number=words.upper()) | Q(rma_number=words.upper()) | Q(credit_number__iexact=words)
        numbers |= Q(passed_on_number__iexact=words) | Q(order__number=words.upper())
        numbers |= Q(order__agreement__number=words.upper()) | Q(order__agreement__name__icontains=words)
        numbers |= Q(order__partner__name__icontains=words)
        found = found.filter(numbers)
    return found


def resellers_of(actor: Actor) -> list[tuple[str, str]]:
    """Those who have ordered, for the filter: number and name."""
    found = orders_seen_by(actor).values_list("partner__number", "partner__name").distinct()
    return list(found.order_by("partner__name", "partner__number")[:500])


def waiting_counts(user: DistributorUser) -> tuple[int, int]:
    """How many orders wait for the distributor's answer, and how many returns for its next step; in one question."""
    orders = Order.objects.filter(distributor=OuterRef("distributor"), state="asked")
    returns = Return.objects.filter(order__distributor=OuterRef("distributor"), state__in=("asked", "credited"))
    found = DistributorUser.objects.filter(pk=user.pk).values_list(
        _counted(orders.values("distributor")), _counted(returns.values("order__distributor"))
    )
    return found.first() or (0, 0)


def _counted(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def events_about(order: Order) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Order._meta.label_lower, about_id=order.pk)
    return found.select_related("personal").order_by("-pk")


def distributors() -> list[tuple[str, str]]:
    """All distributors, for the desk's filter."""
    return list(Distributor.objects.order_by("name", "pk").values_list("number", "name")[:500])


def differences(chosen: dict[str, Any]) -> QuerySet[Discrepancy]:
    """Where stock reports differ: what waits, what somebody was asked about, or both."""
    found = Discrepancy.objects.select_related("agreement__partner", "asked_by")
    if (waits := chosen.get("waits")) != "all":
        found = found.filter(asked_at__isnull=waits != "asked")
    if words := str(chosen.get("q", "")).strip():
        names = Q(agreement__name__icontains=words) | Q(agreement__partner__name__icontains=words)
        found = found.filter(names | Q(agreement__number=words.upper()))
    return found
