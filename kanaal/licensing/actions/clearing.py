"""A distributor confirmed so many of a line: from that day on they are ordered, or renewed (V4, V7)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing import permissions
from kanaal.licensing.actions.authorising import begin
from kanaal.licensing.events.licences import LicencesOrdered, LicencesRenewed
from kanaal.licensing.keeping import keep
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Addition, Agreement, Order, OrderLine
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.prices import kind_of_product
from kanaal.licensing.rules.authorisations import State, state
from kanaal.licensing.rules.renewal import open_anniversary, renewal_misses
from kanaal.licensing.rules.windows import window
from kanaal.programme.policies import policy


class NotToConfirm(Refusal):
    """What was asked for can't be ordered any more; the distributor refuses it instead, and the reseller asks anew."""

    def __init__(self, line: OrderLine, why: Text) -> None:
        super().__init__(
            say(
                _("Line %(position)s of %(number)s can't be confirmed: %(why)s."),
                position=line.position,
                number=name(line.order.number),
                why=why,
            ),
            remedy=say(_("Refuse it with a note; the reseller then sees what to do instead.")),
        )


class LineAnswered(Refusal):
    """More than waits of the line: somebody answered part of it, or all, meanwhile."""

    def __init__(self, line: OrderLine) -> None:
        super().__init__(
            say(
                _("Of line %(position)s of %(number)s %(left)s wait for an answer."),
                position=line.position,
                number=name(line.order.number),
                left=line.open if line.order.state == "asked" else 0,
            ),
            remedy=say(_("Look at the order as it is now.")),
        )


@transaction.atomic
def clear_line(line: OrderLine, *, quantity: int, order_number: str, by: Actor, before: int | None = None) -> OrderLine:
    """Write down that so many of a line are ordered from today on, a day of the agreement's own zone.

    The same answer twice (as many, under the same number) is one answer. `before`: how many were confirmed when this
    was decided, for whoever confirms a line in equal parts. The order's state is its caller's affair.
    """
    agreement = Agreement.locked(line.order.agreement_id)
    order = Order.locked(line.order_id)
    permissions.clear_line.check(by, order)
    line = OrderLine.locked(line.pk)
    line.order, order.agreement = order, agreement
    if line.confirmed == (before or 0) + quantity and line.order_number == order_number:
        return line
    moved = before is not None and line.confirmed != before
    if order.state != "asked" or moved or not 1 <= quantity <= line.open:
        raise LineAnswered(line)
    _must_be_ours_still(agreement, line)

    today = today_of(agreement)
    line.confirmed += quantity
    line.confirmed_on, line.order_number = today, order_number
    write = _renew if order.anniversary is not None else _order
    write(agreement, line, quantity, today, by)
    line.save(update_fields=["confirmed", "confirmed_on", "order_number"])
    keep(agreement)
    return line


def _must_be_ours_still(agreement: Agreement, line: OrderLine) -> None:
    if not agreement.is_live:
        raise NotToConfirm(
            line, say(_("the customer's agreement was cancelled on %(day)s"), day=agreement.cancelled_on)
        )
    if agreement.partner_id != line.order.partner_id:
        raise NotToConfirm(line, say(_("the customer has another reseller now")))


def _order(agreement: Agreement, line: OrderLine, quantity: int, today: dt.date, by: Actor) -> None:
    """A part of an authorisation; or, without one, licences that are added with their order today."""
    addition = line.addition
    if addition is None:
        addition = _added_with(agreement, line, quantity, today, by)
        begin(agreement, today)
    else:
        _must_be_open(agreement, line, addition, quantity, today)
    line.parts.create(
        addition=addition,
        kind="ordered",
        on=today,
        quantity=quantity,
        number=line.order.number,
        at=clock.now(),
        by_id=by.person_id,
    )
    fact = LicencesOrdered(
        number=addition.number,
        sku=line.sku,
        quantity=quantity,
        on=today.isoformat(),
        order=line.order.number,
        order_number=line.order_number,
    )
    record(fact, about=agreement, by=by)


def _added_with(agreement: Agreement, line: OrderLine, quantity: int, today: dt.date, by: Actor) -> Addition:
    return agreement.additions.create(
        number=next_number("licence-addition", policy(LicensingPolicy).addition_prefix),
        sku=line.sku,
        kind=kind_of_product(line.sku),
        quantity=quantity,
        added=today,
        added_at=clock.now(),
        added_by_id=by.person_id,
        partner=agreement.partner,
    )


def _must_be_open(agreement: Agreement, line: OrderLine, addition: Addition, quantity: int, today: dt.date) -> None:
    known, terms = facts_of(agreement), terms_of(agreement)
    one = next((one for one in known.additions if one.number == addition.number), None) if known else None
    if known is None or one is None or quantity > one.open(today):
        raise NotToConfirm(line, say(_("so many of %(number)s are not open any more"), number=name(addition.number)))
    if state(one, known.cycle(terms), terms, today) is State.LAPSED:
        raise NotToConfirm(line, say(_("%(number)s ended with its term"), number=name(addition.number)))


def _renew(agreement: Agreement, line: OrderLine, quantity: int, today: dt.date, by: Actor) -> None:
    """Licences carried over the order's anniversary, as long as its window is open."""
    anniversary = line.order.anniversary
    known, terms = facts_of(agreement), terms_of(agreement)
    if (
        known is None
        or anniversary is None
        or open_anniversary(known.cycle(terms), terms.renewing, today) != anniversary
    ):
        last = window(anniversary, terms.renewing).last if anniversary else today
        raise NotToConfirm(line, say(_("the renewal could be confirmed until %(day)s"), day=last))
    if renewal_misses(known, terms, {line.sku: quantity}, today):
        raise NotToConfirm(line, say(_("so many are not left to renew any more")))
    line.renewals.create(
        agreement=agreement,
        number=line.order.number,
        sku=line.sku,
        anniversary=anniversary,
        ordered=today,
        quantity=quantity,
        at=clock.now(),
        by_id=by.person_id,
        partner=agreement.partner,
    )
    fact = LicencesRenewed(
        number=line.order.number,
        sku=line.sku,
        quantity=quantity,
        on=today.isoformat(),
        order=line.order.number,
        order_number=line.order_number,
        anniversary=anniversary.isoformat(),
    )
    record(fact, about=agreement, by=by)
