"""The licensing website in tests: what Eva's city ordered, and serial numbers for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kanaal.contracts.models import ContractOrder
from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.core.numbers import next_number, order_key
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.licensingwebsite.actions.giving import serve_order
from kanaal.licensingwebsite.actions.loading import load_order_serials
from kanaal.licensingwebsite.models import Serial, SerialLoad
from tests import world, world_accounts, world_licences

PRO, ELEMENTS, SUBSCRIBED = "AC-02-PERP", "EL-01-PERP", "CC-01-T12"
"""One serial number for the order; one for each licence; none."""


def numbers(many: int, first: int = 1, product: str = "AC02") -> list[str]:
    return [f"1325-1017-{one:04d}-6001-{product}" for one in range(first, first + many)]


def load(sku: str = PRO, *given: str) -> SerialLoad:
    made = load_order_serials(sku, lines=given or numbers(3, product=sku), by=world.actor(world.agent(), "staff"))
    drain()
    return made


def order(*lines: tuple[str, int], by: str = "", **fields: Any) -> ContractOrder:
    """An order without contract, Eva's unless said otherwise; nothing is given to it yet."""
    values = {
        "number": next_number("lws-test-order", "LO"),
        "distributor": distributor(),
        "partner": world.lindeboom(),
        "account": fields.pop("account", None) or account(),
        "segment": "gov",
        "ordered_by": by or world.eva().email,
        "ordered_on": clock.today() - dt.timedelta(days=3),
        "currency": "EUR",
        "entered_at": clock.now(),
        "release_id": world.published().pk,
        **fields,
    }
    values.setdefault("distributor_number", f"VB-{values['number']}")
    values["distributor_key"] = order_key(values["distributor_number"])
    values["po_key"] = order_key(values.get("po_number", ""))
    made = ContractOrder.objects.create(**values)
    for position, (sku, quantity) in enumerate(lines or ((PRO, 10),), 1):
        made.lines.create(position=position, sku=sku, quantity=quantity, amount=100 * quantity)
    return made


def served(*lines: tuple[str, int], **fields: Any) -> ContractOrder:
    made = order(*lines, **fields)
    serve_order(made)
    return made


def cancelled(made: ContractOrder, why: str = "") -> ContractOrder:
    ContractOrder.objects.filter(pk=made.pk).update(state="cancelled", cancelled_on=clock.today(), cancelled_why=why)
    return ContractOrder.objects.get(pk=made.pk)


def account() -> Account:
    return world_accounts.waterrijk()


def distributor() -> Distributor:
    return world_licences.distributor()


def given_to(made: ContractOrder) -> list[Serial]:
    return list(Serial.objects.filter(order=made, state="given").order_by("sku", "place"))
