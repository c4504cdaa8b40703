"""An order goes to another ID: what the helpdesk does on approval (K6)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractOrder
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.licensingwebsite import mails, permissions, queries
from kanaal.licensingwebsite.events import OrderMoved
from kanaal.people.models import Person
from kanaal.people.queries import has_proved_address


class YoursAlready(Refusal):
    def __init__(self, order: ContractOrder) -> None:
        super().__init__(
            say(_("The order %(number)s is under your ID already."), number=name(order.number)),
            remedy=say(_("You need ask nothing: open it.")),
            link=reverse("licences-order", args=[order.number]),
            label=say(_("Look at the order")),
        )


class AddressNotProved(Refusal):
    """Of the person to whom it would go."""

    def __init__(self) -> None:
        super().__init__(
            say(_("The address of this ID is not confirmed.")),
            remedy=say(_("Confirm it first: only then is it certain whose ID it is.")),
            link=reverse("account_email"),
            label=say(_("Confirm your address")),
        )


@transaction.atomic
def move_order(order: ContractOrder, *, to: Person, by: Actor) -> ContractOrder:
    """From now on the order is seen with this ID alone; whoever saw it until now is told. Raises YoursAlready."""
    order = ContractOrder.locked(order.pk)
    receipt = permissions.move_order.check(by, order)
    if queries.is_ordered_by(to.pk, order):
        raise YoursAlready(order)
    if not has_proved_address(to):
        raise AddressNotProved

    before, holder = order.ordered_by, queries.holder_of(order)
    order.ordered_by, order.ordered_by_person = to.email, to
    order.save(update_fields=["ordered_by", "ordered_by_person"])
    fact = OrderMoved(order.pk, to.pk, before=before, after=to.email)
    record(fact, about=order, by=by, person_id=holder.pk if holder else None, receipt=receipt)
    mails.order_moved_to(order, to)
    if holder is not None:
        mails.order_moved_away(order, holder)
    return order
