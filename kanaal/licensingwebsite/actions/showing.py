"""A serial number is shown: to the ID with which it was ordered, on demand, and never without a record of it (K5)."""

from __future__ import annotations

from django.db import transaction

from kanaal.catalogue.serials import unsealed
from kanaal.contracts.models import ContractOrder
from kanaal.core import limits
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.licensingwebsite import permissions
from kanaal.licensingwebsite.events import OrderSerialShown
from kanaal.licensingwebsite.models import Serial
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.programme.policies import policy


@transaction.atomic
def show_order_serial(serial: Serial, *, by: Actor) -> str:
    """The number itself. Raises SerialUnreadable, and TooOften for whoever goes through them all."""
    order = ContractOrder.locked(serial.order_id or 0)
    serial = Serial.objects.select_related("order").get(pk=serial.pk, order=order)
    receipt = permissions.show_order_serial.check(by, serial)
    limits.spend("order-serials", policy(LicensingWebsitePolicy).showings, f"person:{by.person_id}")
    number = unsealed(serial.sealed)

    shown = OrderSerialShown(serial.pk, serial.sku, serial.place or 0)
    record(shown, about=order, by=by, receipt=receipt)
    return number
