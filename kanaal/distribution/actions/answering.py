"""A distributor answers an order, line by line: confirms all or part, or refuses for a reason of the programme (V6).

Licences count as ordered on the day of the confirmation. What is not answered yet waits on; when nothing waits any more
the order is answered.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Words, name, say
from kanaal.distribution import mails, permissions
from kanaal.distribution.actions.at_once import send_back_at_once
from kanaal.distribution.events import LinesRefused, OrderConfirmed
from kanaal.distribution.sizes import LONGEST
from kanaal.distributors.policy import RefuseReason, RefuseReasonsPolicy
from kanaal.licensing.actions.clearing import clear_line
from kanaal.licensing.models import Agreement, LineAnswer, Order, OrderLine
from kanaal.programme.policies import policy


class NothingNamed(Refusal):
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Not one licence was named.")), remedy=say(_("Fill in for one line at least how many it is about."))
        )


class NoSuchLine(Refusal):
    status = 422

    def __init__(self, position: int, order: Order) -> None:
        super().__init__(
            say(_("%(order)s has no line %(line)s."), order=name(order.number), line=position),
            remedy=say(_("Look at the order: its lines are numbered from 1.")),
        )


class MoreThanWaits(Refusal):
    """`field` is that of the line's quantity."""

    def __init__(self, line: OrderLine, quantity: int) -> None:
        super().__init__(
            say(
                _("Of line %(line)s only %(open)s wait for an answer, not %(quantity)s."),
                line=line.position, open=line.open, quantity=quantity,
            ),
            remedy=say(_("Look at the order as it is now, and answer what still waits.")),
        )  # fmt: skip


class NoOwnNumber(Refusal):
    status = 422
    field = "order_number"

    def __init__(self) -> None:
        super().__init__(
            say(_("Your own order number is missing, or longer than %(most)s characters."), most=LONGEST),
            remedy=say(_("Give the number under which you place the order; invoices and returns refer to it.")),
        )


class AnsweredAlready(Refusal):
    """The same answer twice is taken for one: a button pressed twice, a file sent again."""

    field = "order_number"

    def __init__(self, order_number: str) -> None:
        super().__init__(
            say(_("Just this was confirmed already, under %(number)s."), number=name(order_number))
            if order_number
            else say(_("Just this was refused already.")),
            remedy=say(_("Nothing is to be done. If it is about more licences, give it an order number of its own."))
            if order_number
            else say(_("Nothing is to be done. If it is about more licences, refuse all that wait in one go.")),
        )


class ReasonUnknown(Refusal):
    status = 422
    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            say(_("This is no reason for which an order is refused.")),
            remedy=say(_("Choose one of the reasons of the list.")),
        )


class WordMissing(Refusal):
    status = 422
    field = "note"

    def __init__(self, reason: RefuseReason) -> None:
        label: Words = reason.label
        super().__init__(
            say(_("“%(reason)s” says nothing by itself."), reason=label),
            remedy=say(_("Write in a sentence why, and what can be done.")),
        )


@transaction.atomic
def confirm_order(order: Order, *, quantities: Mapping[int, int], order_number: str, by: Actor) -> Order:
    """Confirm so many of each line (position → how many) under the distributor's own number: today they are ordered.

    What waits for nothing else is answered; an order that was asked only to go back is returned at once. Raises
    NothingNamed, NoSuchLine, MoreThanWaits, NoOwnNumber and AnsweredAlready.
    """
    order = _held(order)
    receipt = permissions.confirm_order.check(by, order)
    order_number = sound_number(order_number)
    wanted = _sound(order, quantities, "confirmed", order_number, "")

    wanted = [
        (clear_line(line, quantity=quantity, order_number=order_number, by=by, before=line.confirmed), quantity)
        for line, quantity in wanted
    ]
    _note(wanted, by, kind="confirmed", order_number=order_number)
    _close(order)

    fact = OrderConfirmed(
        number=order.number,
        order_number=order_number,
        quantity=sum(quantity for _line, quantity in wanted),
        lines={str(line.position): quantity for line, quantity in wanted},
    )
    record(fact, about=order, by=by, receipt=receipt)
    mails.order_confirmed(order, wanted, order_number)
    send_back_at_once(order, by=by)
    return order


@transaction.atomic
def refuse_lines(order: Order, *, quantities: Mapping[int, int], reason: str, note: str, by: Actor) -> Order:
    """Refuse so many of each line, for a reason of the programme. Their authorisations stay open, with their own days.

    Raises what `confirm_order` does, ReasonUnknown and WordMissing.
    """
    order = _held(order)
    receipt = permissions.refuse_lines.check(by, order)
    found, note = sound_reason(reason, note, "order"), note.strip()
    wanted = _sound(order, quantities, "refused", "", found.key)

    for line, quantity in wanted:
        line.refused += quantity
        line.refuse_reason, line.refuse_note = found.key, note
        line.save(update_fields=["refused", "refuse_reason", "refuse_note"])
    _note(wanted, by, kind="refused", reason=found.key, note=note)
    _close(order)

    fact = LinesRefused(
        number=order.number,
        quantity=sum(quantity for _line, quantity in wanted),
        reason=found.key,
        lines={str(line.position): quantity for line, quantity in wanted},
        note=note,
    )
    record(fact, about=order, by=by, person_id=by.person_id, receipt=receipt)
    mails.lines_refused(order, wanted, found, note)
    send_back_at_once(order, by=by)
    return order


# --- what both ask


def sound_number(order_number: str) -> str:
    """Raises NoOwnNumber for none, or for one that nobody could keep."""
    number = " ".join(order_number.split())
    if not number or len(number) > LONGEST:
        raise NoOwnNumber
    return number


def sound_reason(key: str, note: str, about: str) -> RefuseReason:
    """The reason of the programme. Raises ReasonUnknown; WordMissing for one that says nothing without a note."""
    found = policy(RefuseReasonsPolicy).get(key)
    if found is None or about not in found.about:
        raise ReasonUnknown
    if found.note and not note.strip():
        raise WordMissing(found)
    return found


def _held(order: Order) -> Order:
    """The order as it is now: agreement first, so that nobody waits for each other."""
    agreement = Agreement.locked(order.agreement_id)
    held = Order.locked(order.pk)
    held.agreement = agreement
    return held


def _sound(
    order: Order, quantities: Mapping[int, int], kind: str, order_number: str, reason: str
) -> list[tuple[OrderLine, int]]:
    """The lines that the answer is about, as they are now. Those that were answered just so before are left out."""
    lines = {line.position: line for line in order.lines.select_for_update(of=("self",)).order_by("position")}
    asked = {at: quantity for at, quantity in sorted(quantities.items()) if quantity}
    if not asked or min(asked.values()) < 0:
        raise NothingNamed
    strange = next((at for at in asked if at not in lines), None)
    if strange is not None:
        raise NoSuchLine(strange, order)
    known = set(
        LineAnswer.objects.filter(order_line__order=order, kind=kind, order_number=order_number, reason=reason)
        .values_list("order_line__position", "quantity")
    )  # fmt: skip
    new = {at: quantity for at, quantity in asked.items() if (at, quantity) not in known}
    if not new:
        raise AnsweredAlready(order_number)
    for at, quantity in new.items():
        if quantity > lines[at].open:
            raise MoreThanWaits(lines[at], quantity)
    return [(lines[at], quantity) for at, quantity in new.items()]


def _note(wanted: list[tuple[OrderLine, int]], by: Actor, *, kind: str, **said: str) -> None:
    now = clock.now()
    LineAnswer.objects.bulk_create(
        LineAnswer(order_line=line, kind=kind, quantity=quantity, at=now, by_id=by.person_id, **said)
        for line, quantity in wanted
    )


def _close(order: Order) -> None:
    """Answered, as soon as nothing of it waits any more."""
    waits = any(line.open for line in order.lines.all())
    order.step("answer_some" if waits else "answer")
    if not waits:
        order.answered_at = clock.now()
    order.save(update_fields=["state", "answered_at"])
