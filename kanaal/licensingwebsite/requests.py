"""An order is asked for by somebody with another ID than the one with which it was ordered (K6).

Whoever asks learns nothing from it: it is taken in whatever the number, whoever has such an order is asked by mail if
there is anybody, and the helpdesk decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.contracts.models import ContractOrder
from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.numbers import order_key
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import Authoriser, EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.licensingwebsite import permissions, queries
from kanaal.licensingwebsite.actions.moving import AddressNotProved, YoursAlready, move_order
from kanaal.people.models import Person
from kanaal.people.queries import has_proved_address


class OrderUnknown(Refusal):
    """For the agent who would approve it; whoever asks is never told."""

    def __init__(self, many: int) -> None:
        says = gettext_noop("Several orders have this number.") if many else gettext_noop("No order has this number.")
        super().__init__(
            say(says), remedy=say(gettext_noop("Decline it, and ask for a number that one order alone has: ours, say."))
        )


class NumberMissing(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("This has neither letter nor figure.")),
            remedy=say(gettext_noop("Write a number as it stands on the order, the invoice or the certificate.")),
        )


class OrderMoveForm(ReasonForm):
    number = forms.CharField(
        label=gettext_lazy("Number of the order"),
        max_length=60,
        help_text=gettext_lazy("Ours, the distributor's or your own purchase order's, as it stands on the invoice."),
    )
    field_order = ("number", "reason")


def meant(values: Values) -> list[ContractOrder]:
    """The orders with this number: one, if it can be done."""
    found = queries.with_numbers(ContractOrder.objects.all(), str(values["number"]))
    return list(found.select_related("account", "contract", "distributor")[:2])


def _check(person: Person, values: Values) -> None:
    """Refuses what the asker may know already, and nothing else."""
    if not order_key(str(values["number"])):
        raise NumberMissing
    if not has_proved_address(person):
        raise AddressNotProved
    mine = list(queries.with_numbers(queries.orders_of(person.pk), str(values["number"]))[:2])
    if len(mine) == 1:
        raise YoursAlready(mine[0])


def _move(person: Person, values: Values, by: Actor) -> ContractOrder:
    found = meant(values)
    if len(found) != 1:
        raise OrderUnknown(len(found))
    return move_order(found[0], to=person, by=by)


def _holder(person: Person, values: Values) -> Authoriser | None:
    """Whoever has the order now: they know whether it should go."""
    found = meant(values)
    holder = queries.holder_of(found[0]) if len(found) == 1 else None
    if holder is None:
        return None
    why = say(gettext_noop("The order is under your ID; it goes to another one only with your word."))
    return Authoriser(holder.email, str(holder), holder.language, why, person_id=holder.pk)


def _shows(person: Person, values: Values) -> Iterator[Fact]:
    """For the desk alone."""
    yield gettext("Asked by the ID"), person.email
    found = meant(values)
    yield gettext("Orders with this number"), formats.number(len(found))
    for order in found:
        holder = queries.holder_of(order)
        yield gettext("Order"), f"{order.number}, {order.account.name}, {formats.date(order.ordered_on)}"
        yield gettext("Ordered with"), order.ordered_by
        yield gettext("Under the ID of"), str(holder) if holder else gettext("nobody")
        if order.contract:
            yield gettext("Contract"), f"{order.contract.number} – {order.contract.name}"


def _warns(person: Person, values: Values) -> Iterator[Text]:
    yield say(gettext_noop("Whoever asks must not learn whether there is such an order, nor whose: don't say so."))
    for order in meant(values):
        asked, held = person.email.partition("@")[2], order.ordered_by.partition("@")[2]
        if asked != held:
            message = gettext_noop("It was ordered from %(held)s, and is asked for from %(asked)s.")
            yield say(message, held=name(held), asked=name(asked))


def _find(pk: int) -> Person:
    return Person.objects.get(pk=pk)


ORDER_MOVE = register(
    RequestKind(
        key="order_move",
        label=gettext_noop("An order under another ID"),
        explains=gettext_noop(
            "An order is seen only with the ID with which it was placed. If somebody has it now, they are asked by "
            "mail whether it may go to you; the helpdesk decides, also where nobody can be asked. Who has it, and "
            "whether there is such an order, is told to nobody. On approval the order is under your ID, with its "
            "serial numbers."
        ),
        form=OrderMoveForm,
        subject_of=lambda actor: Person.objects.filter(pk=actor.person_id or 0).first(),
        may_ask=permissions.ask_to_move_order,
        find=_find,
        check=_check,
        effect=_move,
        sums_up=lambda person, values: say(
            gettext_noop("move the order %(number)s to my ID"), number=name(str(values["number"]))
        ),
        same_as=lambda values: order_key(str(values["number"])),
        authoriser=_holder,
        may_go_without=True,
        evidence=EvidenceWanted(
            says=gettext_noop("An invoice, an order confirmation or a certificate with the number. PDF, PNG or JPEG."),
            needed=lambda person, values: True,
        ),
        shows=_shows,
        warns=_warns,
        personal=True,
        quiet=True,
    )
)
