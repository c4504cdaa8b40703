"""Serial numbers come to orders: at once from the pool, or when there are more; and leave with the order (K5).

None is ever given twice: whoever gives some holds them first, and passes over what another holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from kanaal.contracts.models import ContractOrder
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.licensingwebsite import mails, permissions, queries
from kanaal.licensingwebsite.actions.certificates import end_certificate
from kanaal.licensingwebsite.events import OrderSerialRevoked, OrderSerialsAwaited, OrderSerialsGiven
from kanaal.licensingwebsite.models import Serial, SerialNeed
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.programme.policies import policy

TOO_MANY = gettext_noop("the order was corrected to fewer licences")
CANCELLED = gettext_noop("the order was cancelled")


@transaction.atomic
def serve_order(order: ContractOrder, *, by: Actor = CLOCK) -> dict[str, int]:
    """Give an order the serial numbers that it is due and has not: SKU → how many were given now.

    What the pool lacks it waits for. Fewer licences than before give back what is too many. Twice changes nothing.
    """
    order = ContractOrder.locked(order.pk)
    permissions.serve_order.check(by, order)
    if order.state != "ordered":
        return {}
    wanted, known = _wanted(order), {one.sku: one for one in order.serial_needs.select_for_update(of=("self",))}

    given = {}
    for sku in dict.fromkeys([*wanted, *known]):
        need = known.get(sku) or SerialNeed(order=order, sku=sku, wanted=0, missing=0, since=clock.now())
        if count := _serve(order, need, max(0, wanted.get(sku, 0) - need.withheld), by):
            given[sku] = count
    return given


@transaction.atomic
def end_order_licences(order: ContractOrder, *, by: Actor = CLOCK) -> int:
    """The order went back: its serial numbers are withdrawn, its certificate counts no longer; answers how many."""
    order = ContractOrder.locked(order.pk)
    permissions.end_order_licences.check(by, order)
    if order.state != "cancelled":
        return 0

    given = list(Serial.objects.filter(order=order, state="given").order_by("sku", "place"))
    _withdraw(order, given, CANCELLED, by)
    order.serial_needs.update(missing=0)
    end_certificate(order, "withdraw", by=by)
    return len(given)


def take(sku: str, many: int) -> list[Serial]:
    """So many of the pool, or all there are, held until the transaction ends."""
    free = Serial.objects.filter(sku=sku, state="free").order_by("pk")
    return list(free.select_for_update(of=("self",), skip_locked=True)[:many])


def tell_if_low(sku: str, taken: int) -> None:
    """Once when the pool becomes low, and once when it is empty."""
    free = Serial.objects.filter(sku=sku, state="free").count()
    for mark in (0, policy(LicensingWebsitePolicy).pool_low):
        if free <= mark < free + taken:
            mails.serials_low(sku, free)
            return


def _wanted(order: ContractOrder) -> Mapping[str, int]:
    """SKU → how many serial numbers so many licences are due."""
    licences: dict[str, int] = {}
    for line in order.lines.all():
        licences[line.sku] = licences.get(line.sku, 0) + line.quantity
    found = {sku: queries.software_of(sku) for sku in licences}
    return {sku: many for sku, one in found.items() if one and (many := one.wanted(licences[sku]))}


def _serve(order: ContractOrder, need: SerialNeed, wanted: int, by: Actor) -> int:
    """One product of an order; answers how many were given now."""
    mine = list(Serial.objects.filter(order=order, sku=need.sku, state="given").order_by("place"))
    if len(mine) > wanted:
        _withdraw(order, mine[wanted:], TOO_MANY, by)
        mine = mine[:wanted]
    lacking = wanted - len(mine)
    got = take(need.sku, lacking) if lacking else []
    if got:
        _give(order, got, {one.place for one in mine if one.place}, wanted)
        record(OrderSerialsGiven(need.sku, len(got)), about=order, by=by)
        tell_if_low(need.sku, len(got))
    missing = lacking - len(got)
    if missing > need.missing:
        record(OrderSerialsAwaited(need.sku, missing), about=order, by=by)
        need.since = clock.now() if not need.missing else need.since
        mails.serials_awaited(need.sku, order)
    need.wanted, need.missing = wanted, missing
    need.save()
    return len(got)


def _give(order: ContractOrder, got: Sequence[Serial], taken: set[int], wanted: int) -> None:
    places = [place for place in range(1, wanted + 1) if place not in taken]
    for serial, place in zip(got, places, strict=False):
        serial.step("give")
        serial.order, serial.place, serial.given_at = order, place, clock.now()
    Serial.objects.bulk_update(got, ["state", "order", "place", "given_at"], batch_size=500)


def _withdraw(order: ContractOrder, serials: Sequence[Serial], why: str, by: Actor) -> None:
    for serial in serials:
        serial.step("revoke")
        serial.revoked_at, serial.revoked_by_id, serial.why = clock.now(), by.person_id, gettext(why)
        record(OrderSerialRevoked(serial.pk, serial.sku, serial.place or 0, serial.why), about=order, by=by)
    Serial.objects.bulk_update(serials, ["state", "revoked_at", "revoked_by", "why"], batch_size=500)
