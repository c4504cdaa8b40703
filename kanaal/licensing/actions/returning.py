"""What goes back, as far as the reseller does it: asking, taking it back, ordering only to return (V6).

The distributor and the vendor go on from there: `distribution.actions.returning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, NotAllowed
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.licensing import permissions, returns
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.events.returning import OrderGoesBack, ReturnAsked, ReturnWithdrawn
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, Order, Return, ReturnLine
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.returns import Known
from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.sound import called
from kanaal.programme.policies import policy


class ReturnIsOpen(Refusal):
    """One at a time: two could bring back the same licences."""

    def __init__(self, other: Return) -> None:
        super().__init__(
            say(
                _("A return of this order is under way already: %(number)s, which %(state)s."),
                number=name(other.number),
                state=other.state_label,
            ),
            remedy=say(_("Wait for its end, or withdraw it and ask for the new one.")),
            link=reverse("console-own-order", args=[other.order.number]),
            label=say(_("Look at the order")),
        )


class NothingOwed(Refusal):
    """What can still be removed costs nothing; there is no need to buy it first."""

    def __init__(self, agreement: Agreement, number: str) -> None:
        super().__init__(
            say(_("%(number)s is not overdue, so it need not be ordered to go back."), number=name(number)),
            remedy=say(_("Remove what nobody wants while it is pending: that costs nothing.")),
            link=reverse("console-customer", args=[agreement.number]),
            label=say(_("Look at the customer")),
        )


class StillInUse(Refusal):
    """As many users have the product as there will be licences; then nothing of it could go back."""

    def __init__(self, sku: str, users: int) -> None:
        super().__init__(
            say(
                _("%(users)s users would have to do without %(product)s first."),
                users=users, product=called(sku),
            ),
            remedy=say(
                _("Ask the customer's administrator to take the licence back from so many of them. Then ask again.")
            ),
        )  # fmt: skip


@transaction.atomic
def ask_return(order: Order, *, lines: Mapping[int, int], reason: str, by: Actor) -> Return:
    """Ask the distributor to have so many of these lines taken back (position → how many). Nothing goes yet.

    Raises ReturnIsOpen, or NotAllowed with every reason of the rules against it.
    """
    Agreement.locked(order.agreement_id)
    order = Order.locked(order.pk)
    receipt = permissions.ask_return.check(by, order)
    _refuse_second(order)
    known = returns.known_of(order)
    check_rules(receipt, known, lines, known.today)
    return begin(known, lines, reason=reason, by=by)


@transaction.atomic
def withdraw_return(asked: Return, *, by: Actor) -> Return:
    """The licences stay after all. Only until the vendor has authorised the return: from then on they are gone."""
    Agreement.locked(asked.order.agreement_id)
    Order.locked(asked.order_id)
    asked = Return.locked(asked.pk)
    permissions.withdraw_return.check(by, asked)
    asked.step("withdraw")
    asked.waiting_since = asked.promised_at = None
    asked.save(update_fields=["state", "waiting_since", "promised_at"])
    record(ReturnWithdrawn(return_id=asked.pk, number=asked.number), about=asked.order, by=by)
    return asked


@transaction.atomic
def order_and_return(
    agreement: Agreement,
    *,
    wanted: Mapping[str, int],
    distributor: Distributor,
    reference: str,
    by: Actor,
    seen: str = "",
) -> Order:
    """Order overdue or suspended licences that nobody wants, only to clear them: they go back once it is confirmed.

    `wanted`: authorisation's number → how many. Raises NothingOwed, StillInUse, and all that an order raises.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.order_and_return.check(by, agreement)
    _refuse_what_would_stay(agreement, wanted)

    order = order_licences(
        agreement, wanted=wanted, distributor=distributor, reference=reference, by=by, seen=seen, returns_at_once=True
    )
    record(OrderGoesBack(number=order.number), about=order, by=by)
    return order


def begin(
    known: Known, lines: Mapping[int, int], *, reason: str, by: Actor, requested_within: timedelta | None = None
) -> Return:
    """The return's rows and its fact; the order is locked, and everything was checked.

    With `requested_within` it is requested of the vendor at once, who answers in that time.
    """
    order, now = known.order, clock.now()
    since = now if requested_within is not None else None
    made = Return.objects.create(
        number=next_number("licence-return", policy(LicensingPolicy).return_prefix),
        order=order,
        state="asked" if requested_within is None else "requested",
        reason=reason.strip(),
        asked_at=now,
        asked_by_id=by.person_id if by.acts_as("contact") else order.asked_by_id,
        requested_at=since,
        waiting_since=since,
        promised_at=now + requested_within if requested_within is not None else None,
    )
    by_position = {line.position: line for line in known.lines}
    ReturnLine.objects.bulk_create(
        ReturnLine(
            of=made,
            order_line=by_position[at],
            quantity=quantity,
            credit=returns.credit_of(known, by_position[at], quantity),
        )
        for at, quantity in sorted(lines.items())
    )
    fact = ReturnAsked(
        return_id=made.pk,
        number=made.number,
        quantity=sum(lines.values()),
        lines={str(at): quantity for at, quantity in lines.items()},
    )
    record(fact, about=order, by=by)
    return made


def check_rules(receipt: Decision, known: Known, lines: Mapping[int, int], day: date) -> None:
    """Raises NotAllowed with the permission's findings and every reason of the rules, each with its way out."""
    found = Decision(
        receipt.permission, receipt.does, (*receipt.findings, *returns.findings(known, lines, day))
    )  # fmt: skip
    if not found.allowed:
        raise NotAllowed(found)


def _refuse_second(order: Order) -> None:
    other = order.returns.filter(state__in=Return.OPEN).first()
    if other is not None:
        raise ReturnIsOpen(other)


def _refuse_what_would_stay(agreement: Agreement, wanted: Mapping[str, int]) -> None:
    """Only what is owed is ordered to go back, and only what nobody would use then."""
    facts, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    open_ones = {one.number: one for one in owed(facts, terms, today)} if facts else {}
    strange = next((number for number, quantity in wanted.items() if quantity and number not in open_ones), None)
    if strange is not None:
        raise NothingOwed(agreement, strange)
    for sku, missing in returns.users_in_the_way(agreement, facts, terms, today, wanted).items():
        raise StillInUse(sku, missing)
