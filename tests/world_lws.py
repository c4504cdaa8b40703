"""The licensing website in tests: what Eva's city ordered, and serial numbers for it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kanaal.contracts.actions.orders import cancel_contract_order, enter_contract_order
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.sound import Line
from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.core.numbers import next_number, order_key
from kanaal.customers.models import Account
from kanaal.licensingwebsite.actions.loading import load_order_serials
from kanaal.licensingwebsite.models import Serial, SerialLoad
from tests import world, world_accounts, world_contracts
from tests.world_licences import distributor
from tests.world_orders import dirk

PRO, ELEMENTS, SIGN = "AC-02-PERP", "EL-01-PERP", "AC-04-PERP"
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


def served(*lines: tuple[str, int], by: str = "", **more: Any) -> ContractOrder:
    """The same, as Dirk tells of it: its serial numbers come with it."""
    wanted = [Line(sku, quantity, Decimal(100) * quantity) for sku, quantity in lines or ((PRO, 10),)]
    number = f"VB-{ContractOrder.objects.count() + 881}"
    given = world_contracts.given(
        0, number, ago=3, lines=wanted, account=more.pop("account", None) or account(),
        ordered_by=by or world.eva().email, **more,
    )  # fmt: skip
    return enter_contract_order(distributor(), given=given, by=dirk())


def with_contract(*lines: tuple[str, int], **more: Any) -> ContractOrder:
    """The first order of the engineering group's contract, placed with Eva's ID."""
    wanted = [Line(sku, quantity, Decimal(100) * quantity) for sku, quantity in lines or ((PRO, 40),)]
    contract = world_contracts.contract(0, lines=wanted, ordered_by=world.eva().email, **more)
    return contract.orders.get()


def cancelled(made: ContractOrder, why: str = "It was the wrong product") -> ContractOrder:
    """As Dirk tells of it: its licences end with it."""
    return cancel_contract_order(made, on=clock.today(), why=why, by=dirk())


def account() -> Account:
    return world_accounts.waterrijk()


def given_to(made: ContractOrder) -> list[Serial]:
    return list(Serial.objects.filter(order=made, state="given").order_by("sku", "place"))
