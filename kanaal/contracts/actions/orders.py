"""Orders as distribution tells us of them: entered, corrected, cancelled; with a contract or without one (K3, K4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.contracts import mails, permissions
from kanaal.contracts.events import ContractOrderCancelled, ContractOrderCorrected, ContractOrderEntered
from kanaal.contracts.keeping import keep
from kanaal.contracts.knowing import Known, known_of
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.sound import (
    BeforeTheContract,
    ContractOver,
    Given,
    refuse_strangers,
    refuse_twice,
    sound_order,
)
from kanaal.contracts.writing import level_of, plan_instalments, say_of, write_lines, write_order
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor


class NoReason(Refusal):
    status = 422
    field = "why"

    def __init__(self) -> None:
        super().__init__(say(_("Nobody could tell later why this was done.")), remedy=say(_("Say it in a sentence.")))


class LevelWouldFall(Refusal):
    """A level once reached stays for the term. That it was never reached, but mistyped, only the desk can judge."""

    def __init__(self, contract: Contract) -> None:
        super().__init__(
            say(
                _("With this correction %(number)s would not have reached its level, at which others ordered since."),
                number=name(contract.number),
            ),
            remedy=say(_("If the order went back, cancel it: the level stays. If it was mistyped, ask the helpdesk.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )


class ElsewhereInTime(Refusal):
    """The order belongs to the contract's course; it can't be moved to where the contract doesn't reach."""

    field = "ordered_on"

    def __init__(self, starts: dt.date) -> None:
        super().__init__(
            say(_("This order opened the contract: its day is the contract's first, %(day)s."), day=starts),
            remedy=say(_("Leave the day as it is; the desk can open the contract anew.")),
        )


@transaction.atomic
def enter_contract_order(
    distributor: Distributor, *, given: Given, by: Actor, contract: Contract | None = None
) -> ContractOrder:
    """Tell of an order that was placed. With a contract its points count for it, whoever of its members ordered;
    without one it is transactional. What was entered before under the same number is refused with EnteredBefore.
    """
    distributor = Distributor.locked(distributor.pk)
    receipt = permissions.enter_contract_order.check(by, distributor)
    if contract is not None:
        contract = Contract.locked(contract.pk)

    sound = sound_order(given, contract)
    refuse_twice(distributor, given.key)
    known = _fits(contract, given) if contract else None

    level = level_of(known, given.ordered_on) if known else ""
    order = write_order(sound, distributor, contract, level=level, by=by)
    fact = ContractOrderEntered(order.pk, order.number, order.points, given.source)
    record(fact, about=contract or order, by=by, receipt=receipt)
    if contract is not None:
        before = contract.level
        plan_instalments(order, contract, _ends_of(contract, order))
        if keep(contract, by=by).standing.level != before:
            mails.contract_level_reached(contract)
    mails.contract_order_entered(order)
    return order


@transaction.atomic
def correct_contract_order(order: ContractOrder, *, given: Given, by: Actor) -> ContractOrder:
    """What was entered was wrong, and is from now on what it should have been. Refuses with LevelWouldFall."""
    Distributor.locked(order.distributor_id)
    contract = Contract.locked(order.contract_id) if order.contract_id else None
    order = ContractOrder.locked(order.pk)
    permissions.correct_contract_order.check(by, order)

    order.step("correct")
    sound = sound_order(given, contract)
    if given.key != order.distributor_key:
        refuse_twice(order.distributor, given.key)
    was, before = _said(order), known_of(contract) if contract else None
    if contract is not None and given.ordered_on != order.ordered_on:
        _may_move(contract, order)
        _fits(contract, given)
    if contract is not None:
        refuse_strangers(contract, given.account, given.ordered_on)

    order.account, order.partner = given.account, given.partner
    order.distributor_number, order.distributor_key = given.distributor_number.strip(), given.key
    say_of(order, sound)
    order.corrected_at = clock.now()
    order.save()
    write_lines(order, sound)
    if contract is not None and before is not None:
        _keep_corrected(contract, order, before, by)
    now = _said(order)
    differ = [key for key in now if now[key] != was[key]]
    fact = ContractOrderCorrected(
        order.pk, order.number, {key: was[key] for key in differ}, {key: now[key] for key in differ}
    )
    record(fact, about=contract or order, by=by)
    return order


@transaction.atomic
def cancel_contract_order(order: ContractOrder, *, on: dt.date, why: str, by: Actor) -> ContractOrder:
    """It went back on a day: its points go with it, the level that it brought stays for the term (K3)."""
    Distributor.locked(order.distributor_id)
    contract = Contract.locked(order.contract_id) if order.contract_id else None
    order = ContractOrder.locked(order.pk)
    receipt = permissions.cancel_contract_order.check(by, order)

    order.step("cancel")
    if not why.strip():
        raise NoReason
    if on > (today := clock.today(contract.zone if contract else None)):
        raise GoesBackLater(on, today)
    if on < order.ordered_on:
        raise BeforeItWasOrdered(order)
    order.cancelled_on, order.cancelled_why = on, why.strip()
    order.save(update_fields=["state", "cancelled_on", "cancelled_why"])
    fact = ContractOrderCancelled(order.pk, order.number, order.points, order.cancelled_why)
    record(fact, about=contract or order, by=by, receipt=receipt)
    if contract is not None:
        order.instalments.filter(replaced_at=None, due_on__gt=on).update(replaced_at=clock.now())
        keep(contract, by=by)
    mails.contract_order_cancelled(order)
    return order


class GoesBackLater(Refusal):
    status = 422
    field = "on"

    def __init__(self, on: dt.date, today: dt.date) -> None:
        super().__init__(
            say(_("An order is cancelled once it has gone back: not on %(day)s, which is after %(today)s."), day=on,
                today=today),
            remedy=say(_("Give the day on which it went back.")),
        )  # fmt: skip


class BeforeItWasOrdered(Refusal):
    status = 422
    field = "on"

    def __init__(self, order: ContractOrder) -> None:
        super().__init__(
            say(_("It was ordered on %(day)s; it can't go back before."), day=order.ordered_on),
            remedy=say(_("Give the day on which it went back.")),
        )


def _fits(contract: Contract, given: Given) -> Known:
    """Does the day lie where the contract takes orders, the gap after its end included, and may the company order?"""
    known = known_of(contract)
    if given.ordered_on < known.terms[0].starts:
        raise BeforeTheContract(contract, known.terms[0].starts)
    closes = known.renewal.closes
    if given.ordered_on > closes or not contract.is_live:
        raise ContractOver(contract, closes)
    refuse_strangers(contract, given.account, given.ordered_on)
    return known


def _may_move(contract: Contract, order: ContractOrder) -> None:
    first = contract.orders.order_by("pk").values_list("pk", flat=True).first()
    if order.pk == first:
        raise ElsewhereInTime(contract.terms.order_by("position")[0].starts)


def _keep_corrected(contract: Contract, order: ContractOrder, before: Known, by: Actor) -> None:
    """The contract as it is with the correction. A level that it would lose is the desk's to take."""
    after = keep(contract, by=by)
    if after.standing.height < before.standing.height and not by.acts_as("staff"):
        raise LevelWouldFall(contract)
    order.refresh_from_db(fields=["term"])
    plan_instalments(order, contract, _ends_of(contract, order))


def _ends_of(contract: Contract, order: ContractOrder) -> dt.date:
    """The last day of the term in which it is paid; in the gap after the end, as if it were at once."""
    terms = contract.terms.filter(ends__gte=order.ordered_on).order_by("position")
    found = terms.first()
    return found.ends if found else order.ordered_on


def _said(order: ContractOrder) -> dict[str, str]:
    """What can be corrected, as it is written in the record."""
    lines: list[Any] = list(order.lines.order_by("position").values_list("sku", "quantity", "amount"))
    return {
        "account": order.account.name,
        "partner": order.partner.name,
        "ordered_by": order.ordered_by,
        "ordered_on": order.ordered_on.isoformat(),
        "distributor_number": order.distributor_number,
        "po_number": order.po_number,
        "points": str(order.points),
        "lines": "; ".join(f"{sku} × {quantity}: {amount}" for sku, quantity, amount in lines),
    }
