"""Writing an order down, with its lines, its level and its instalments. For actions, which have looked at it."""

from __future__ import annotations

import datetime as dt

from kanaal.catalogue.sheets import decimals_of
from kanaal.contracts.knowing import Known, payment_option
from kanaal.contracts.models import Contract, ContractOrder, ContractOrderLine, Instalment
from kanaal.contracts.policy import ContractsPolicy
from kanaal.contracts.queries import owner_of
from kanaal.contracts.rules import instalments
from kanaal.contracts.sound import Sound
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.numbers import next_number, order_key
from kanaal.distributors.models import Distributor
from kanaal.programme import releases
from kanaal.programme.policies import policy

SERIES = "contract_order"


def write_order(
    sound: Sound, distributor: Distributor, contract: Contract | None, *, level: str, by: Actor
) -> ContractOrder:
    """A new order with its lines; `level` is the one at which it was priced."""
    given = sound.given
    order = ContractOrder(
        number=next_number(SERIES, policy(ContractsPolicy).order_prefix),
        contract=contract,
        distributor=distributor,
        partner=given.partner,
        account=given.account,
        segment=sound.segment,
        distributor_number=given.distributor_number.strip(),
        distributor_key=given.key,
        currency=sound.currency,
        level=level,
        entered_at=clock.now(),
        entered_by_id=by.person_id,
        release_id=releases.current().pk,
    )
    say_of(order, sound)
    order.save()
    write_lines(order, sound)
    return order


def say_of(order: ContractOrder, sound: Sound) -> None:
    """What can be corrected later, in memory."""
    given = sound.given
    order.ordered_by, order.ordered_by_person = sound.ordered_by, owner_of(sound.ordered_by)
    order.ordered_on, order.po_number = given.ordered_on, given.po_number.strip()[:60]
    order.po_key, order.points, order.amount = order_key(order.po_number), sum(sound.points), sound.amount


def write_lines(order: ContractOrder, sound: Sound) -> None:
    """Its lines, in the place of those that it had."""
    order.lines.all().delete()
    ContractOrderLine.objects.bulk_create(
        ContractOrderLine(
            order=order, position=position, sku=line.sku, quantity=line.quantity, points=points, amount=line.amount
        )
        for position, (line, points) in enumerate(zip(sound.given.lines, sound.points, strict=True), 1)
    )


def level_of(known: Known, day: dt.date) -> str:
    """The level at which an order of a day is priced: the one that was reached before it."""
    return known.course.level_on(day)


def plan_instalments(order: ContractOrder, contract: Contract, ends: dt.date) -> None:
    """When it is to be paid, in the place of what was planned for it before (K2). Nothing for an order that costs
    nothing.
    """
    order.instalments.filter(replaced_at=None).update(replaced_at=clock.now())
    option = payment_option(contract.payment)
    if option is None or not order.amount or order.state != "ordered":
        return
    parts = instalments.schedule(
        order.amount, order.ordered_on, ends, option.rule, decimals_of(order.currency)
    )  # fmt: skip
    Instalment.objects.bulk_create(
        Instalment(contract=contract, order=order, due_on=one.due_on, amount=one.amount, option=option.key)
        for one in parts
    )
