"""Orders of licences: asked of a distributor, and withdrawn while it has not answered (V4). Nothing counts before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.licensing import permissions
from kanaal.licensing.actions.not_to_order import NotSoManyOpen, NotToOrder
from kanaal.licensing.charging import Asked, Charge, charges, check_seen, total_of
from kanaal.licensing.events.orders import OrderAsked, OrderWithdrawn
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Addition, Agreement, Order, OrderLine
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.rules.authorisations import State, state
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import sound_product, sound_wanted
from kanaal.licensing.waiting import Waiting, waiting_of
from kanaal.programme.policies import policy

REFERENCE = 60


class NotItsDistributor(Refusal):
    field = "distributor"

    def __init__(self, distributor: Distributor) -> None:
        super().__init__(
            say(_("%(distributor)s takes no orders for this customer's region."), distributor=name(distributor.name)),
            remedy=say(_("Choose one of the list.")),
        )


class ReferenceTooLong(Refusal):
    field = "reference"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Your reference has more than %(most)s characters."), most=REFERENCE),
            remedy=say(_("Give the number alone; a note can go into the case or mail beside it.")),
        )


@transaction.atomic
def order_licences(
    agreement: Agreement,
    *,
    wanted: Mapping[str, int],
    distributor: Distributor,
    reference: str,
    by: Actor,
    new: Mapping[str, int] | None = None,
    seen: str = "",
    returns_at_once: bool = False,
) -> Order:
    """Ask a distributor to order so many of authorisations (`wanted`: their number → how many) and new ones (`new`:
    SKU → how many). They count as ordered on the day of its confirmation, and new ones are there from then on.

    `seen`: what was shown before it was confirmed. `returns_at_once`: it is asked only to go back (`order_and_return`).
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.order_licences.check(by, agreement)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    sound_distributor(agreement, distributor)
    found = sound_order(agreement, known, terms, today, wanted, new or {})
    check_seen(agreement, today, total_of(found, agreement.currency), seen)

    order = place(agreement, distributor, reference, by, "new", returns_at_once=returns_at_once)
    write_lines(order, found)
    quantity = sum(one.asked.quantity for one in found)
    record(asked_fact(order, quantity), about=order, by=by)
    return order


def sound_order(
    agreement: Agreement,
    known: Facts | None,
    terms: Terms,
    today: dt.date,
    wanted: Mapping[str, int],
    new: Mapping[str, int],
    waiting: Waiting | None = None,
) -> tuple[Charge, ...]:
    """What an order comes to. `waiting`: what other orders ask for, if that is known. Raises what stands against it."""
    sound_wanted({**wanted, **new})
    asked = []
    if authorised := {number: n for number, n in wanted.items() if n}:
        waits = (waiting or waiting_of(agreement)).additions
        asked = _of_authorisations(agreement, known, terms, today, authorised, waits)
    for sku, quantity in new.items():
        if quantity:
            sound_product(agreement, sku, today)
            asked.append(Asked(sku, quantity, today))
    return charges(agreement, known, terms, asked, today)


def _of_authorisations(
    agreement: Agreement,
    known: Facts | None,
    terms: Terms,
    today: dt.date,
    wanted: Mapping[str, int],
    waiting: Mapping[str, int],
) -> list[Asked]:
    facts = {one.number: one for one in known.additions} if known else {}
    rows = {one.number: one for one in agreement.additions.filter(number__in=wanted)}
    found = []
    for number, quantity in wanted.items():
        row, fact = rows.get(number), facts.get(number)
        if known is None or row is None or fact is None:
            raise NotToOrder(agreement, number, None)
        standing = state(fact, known.cycle(terms), terms, today)
        if fact.open(today) == 0 or standing is State.LAPSED:
            raise NotToOrder(agreement, number, standing)
        waits = waiting.get(number, 0)
        if quantity > fact.open(today) - waits:
            raise NotSoManyOpen(agreement, number, fact.open(today) - waits, waits)
        found.append(Asked(row.sku, quantity, row.added, row))
    return found


def sound_distributor(agreement: Agreement, distributor: Distributor) -> None:
    """Raises NotItsDistributor for one that takes no orders there, or none any more."""
    if distributor.state != "active" or agreement.region not in distributor.regions:
        raise NotItsDistributor(distributor)


def place(
    agreement: Agreement,
    distributor: Distributor,
    reference: str,
    by: Actor,
    kind: str,
    anniversary: dt.date | None = None,
    *,
    returns_at_once: bool = False,
) -> Order:
    """The order's row, without lines. Raises ReferenceTooLong."""
    if len(reference.strip()) > REFERENCE:
        raise ReferenceTooLong
    return Order.objects.create(
        number=next_number("licence-order", policy(LicensingPolicy).order_prefix),
        agreement=agreement,
        partner=agreement.partner,
        distributor=distributor,
        kind=kind,
        reference=reference.strip(),
        anniversary=anniversary,
        returns_at_once=returns_at_once,
        currency=agreement.currency,
        asked_at=clock.now(),
        asked_by_id=by.person_id,
    )


def write_lines(order: Order, found: Sequence[Charge]) -> list[OrderLine]:
    return OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=position,
            sku=one.asked.sku,
            quantity=one.asked.quantity,
            addition=_row(one),
            price=one.price,
            amount=one.amount,
        )
        for position, one in enumerate(found, 1)
    )


def _row(one: Charge) -> Addition | None:
    return one.asked.addition


def asked_fact(order: Order, quantity: int) -> OrderAsked:
    return OrderAsked(
        number=order.number,
        kind=order.kind,
        quantity=quantity,
        distributor_id=order.distributor_id,
        agreement_id=order.agreement_id,
    )


# --- taking it back


@transaction.atomic
def withdraw_order(order: Order, *, by: Actor) -> Order:
    """Take back what no distributor has answered. What was confirmed stands: then the order counts as answered, and
    the rest of its lines as refused, without a reason of the distributor's.
    """
    Agreement.locked(order.agreement_id)
    order = Order.locked(order.pk)
    permissions.withdraw_order.check(by, order)
    lines = list(order.lines.all())
    order.step("answer" if any(one.confirmed for one in lines) else "withdraw")

    quantity = sum(one.open for one in lines)
    if order.state == "answered":
        order.answered_at = clock.now()
        for one in lines:
            one.refused += one.open
        OrderLine.objects.bulk_update(lines, ["refused"])
    order.save(update_fields=["state", "answered_at"])
    fact = OrderWithdrawn(number=order.number, quantity=quantity, agreement_id=order.agreement_id)
    record(fact, about=order, by=by)
    return order
