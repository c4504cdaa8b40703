"""The desk withdraws a serial number that does not work, or puts another in its place (K5)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractOrder
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import say
from kanaal.licensingwebsite import mails, permissions
from kanaal.licensingwebsite.actions.giving import take, tell_if_low
from kanaal.licensingwebsite.events import OrderSerialReplaced, OrderSerialRevoked
from kanaal.licensingwebsite.models import Serial, SerialNeed


class PoolEmpty(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("There is no serial number in the pool that could take its place.")),
            remedy=say(_("Load more of this product first; the old one stays until then.")),
            link=reverse("desk-licences"),
            label=say(_("Load serial numbers")),
        )


class ReasonMissing(Refusal):
    code = "mending-reason-missing"
    status = 422
    field = "why"

    def __init__(self) -> None:
        super().__init__(say(_("Say why: whoever has the serial number reads it.")))


@transaction.atomic
def revoke_order_serial(serial: Serial, *, why: str, by: Actor) -> Serial:
    """Withdraw a given serial number. The order has one fewer from then on, and waits for none in its place."""
    order, serial = _held(serial)
    receipt = permissions.revoke_order_serial.check(by, serial)
    why = _sound(why)

    _end(serial, why, by)
    due = SerialNeed.objects.filter(order=order, sku=serial.sku, wanted__gt=0)
    due.update(wanted=F("wanted") - 1, withheld=F("withheld") + 1)
    fact = OrderSerialRevoked(serial.pk, serial.sku, serial.place or 0, why)
    record(fact, about=order, by=by, receipt=receipt)
    mails.serial_revoked(serial, order)
    return serial


@transaction.atomic
def replace_order_serial(serial: Serial, *, why: str, by: Actor) -> Serial:
    """Withdraw a given serial number and give the next of the pool in its place. Raises PoolEmpty."""
    order, serial = _held(serial)
    receipt = permissions.replace_order_serial.check(by, serial)
    why = _sound(why)
    found = take(serial.sku, 1)
    if not found:
        raise PoolEmpty

    _end(serial, why, by)
    (new,) = found
    new.step("give")
    new.order, new.place, new.given_at, new.replaces = order, serial.place, clock.now(), serial
    new.save(update_fields=["state", "order", "place", "given_at", "replaces"])
    fact = OrderSerialReplaced(serial.pk, new.pk, serial.sku, serial.place or 0, why)
    record(fact, about=order, by=by, receipt=receipt)
    tell_if_low(serial.sku, 1)
    mails.serial_replaced(new, order)
    return new


def _held(serial: Serial) -> tuple[ContractOrder, Serial]:
    """The order and the serial number, locked in this order."""
    if serial.order_id is None:
        raise WrongState(
            say(_("This serial number was given to nobody yet.")), remedy=say(_("Look at it as it is now."))
        )
    order = ContractOrder.locked(serial.order_id)
    return order, Serial.locked(serial.pk)


def _sound(why: str) -> str:
    if not why.strip():
        raise ReasonMissing
    return " ".join(why.split())


def _end(serial: Serial, why: str, by: Actor) -> None:
    if serial.state != "given":
        serial.lifecycle.after("revoked", "revoke")  # refuses, and says in which state it is
    serial.step("revoke")
    serial.revoked_at, serial.revoked_by_id, serial.why = clock.now(), by.person_id, why
    serial.save(update_fields=["state", "revoked_at", "revoked_by", "why"])
