"""A return on its way: requested by the distributor, authorised and credited by the vendor, passed on (V6).

From the day of the authorisation on the licences are gone; the money follows from hand to hand.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.distribution import mails, permissions
from kanaal.distribution.actions.answering import sound_reason
from kanaal.distribution.events import (
    CreditPassedOn,
    ReturnAuthorised,
    ReturnCredited,
    ReturnRefused,
    ReturnRequested,
)
from kanaal.distribution.promises import PROMISED, promise_anew
from kanaal.distribution.sizes import LONGEST
from kanaal.licensing import keeping, returns
from kanaal.licensing.actions.returning import check_rules
from kanaal.licensing.models import AdditionPart, Agreement, Order, RenewalReturn, Return, ReturnLine
from kanaal.licensing.policy import LicensingPolicy
from kanaal.programme.policies import policy


class NoCreditNumber(Refusal):
    status = 422
    field = "credit_number"

    def __init__(self) -> None:
        super().__init__(
            say(_("The number of the credit is missing, or longer than %(most)s characters."), most=LONGEST),
            remedy=say(_("Give the number of the credit note; whoever gets it finds it by that.")),
        )


@transaction.atomic
def request_return(asked: Return, *, by: Actor) -> Return:
    """Pass it on to the vendor. Raises NotAllowed with every reason of the rules, which may have come up meanwhile."""
    asked = _held(asked)
    receipt = permissions.request_return.check(by, asked)
    check_rules(receipt, returns.known_of(asked.order), _lines(asked), returns.asked_day(asked))

    asked.step("request")
    asked.requested_at = clock.now()
    promise_anew(asked)
    asked.save(update_fields=["state", "requested_at", *PROMISED])
    record(ReturnRequested(return_id=asked.pk, number=asked.number), about=asked.order, by=by, receipt=receipt)
    mails.return_requested(asked)
    return asked


@transaction.atomic
def authorise_return(asked: Return, *, by: Actor) -> Return:
    """The vendor takes them back, under a number of its own: today the licences are gone.

    Everything is checked again as of today, but for the time, which counts from the day of asking.
    """
    asked = _held(asked)
    receipt = permissions.authorise_return.check(by, asked)
    known = returns.known_of(asked.order)
    check_rules(receipt, known, _lines(asked), returns.asked_day(asked))

    asked.step("authorise")
    asked.rma_number = next_number("licence-rma", policy(LicensingPolicy).rma_prefix)
    asked.authorised_on = known.today
    promise_anew(asked)
    asked.save(update_fields=["state", "rma_number", "authorised_on", *PROMISED])
    for line in asked.lines.select_related("order_line").order_by("order_line__position"):
        _write_back(asked, line, known.today, by)
    keeping.keep(asked.order.agreement)
    fact = ReturnAuthorised(
        return_id=asked.pk,
        number=asked.number,
        rma_number=asked.rma_number,
        quantity=sum(_lines(asked).values()),
    )
    record(fact, about=asked.order, by=by, receipt=receipt)
    mails.return_authorised(asked)
    return asked


@transaction.atomic
def refuse_return(asked: Return, *, reason: str, note: str, by: Actor) -> Return:
    """No, for a reason of the programme: the distributor's, or once requested, the vendor's. The licences stay."""
    asked = _held(asked)
    receipt = permissions.refuse_return.check(by, asked)
    found = sound_reason(reason, note, "return")
    by_vendor = asked.state == "requested"
    asked.step("refuse")
    asked.refuse_reason, asked.refused_why = found.key, note.strip()
    promise_anew(asked)
    asked.save(update_fields=["state", "refuse_reason", "refused_why", *PROMISED])
    fact = ReturnRefused(return_id=asked.pk, number=asked.number, reason=found.key)
    record(fact, about=asked.order, by=by, receipt=receipt)
    mails.return_refused(asked, found, by_vendor=by_vendor)
    return asked


@transaction.atomic
def credit_return(asked: Return, *, credit_number: str, by: Actor) -> Return:
    """The vendor has credited the distributor, which passes it on. Raises NoCreditNumber."""
    asked = _held(asked)
    receipt = permissions.credit_return.check(by, asked)
    number = _sound_credit(credit_number)
    asked.step("credit")
    asked.credit_number, asked.credited_at = number, clock.now()
    promise_anew(asked)
    asked.save(update_fields=["state", "credit_number", "credited_at", *PROMISED])
    fact = ReturnCredited(return_id=asked.pk, number=asked.number, credit_number=number)
    record(fact, about=asked.order, by=by, receipt=receipt)
    mails.return_credited(asked)
    return asked


@transaction.atomic
def pass_on_credit(asked: Return, *, credit_number: str, by: Actor) -> Return:
    """The distributor has credited the reseller under its own number: the return is done. Raises NoCreditNumber."""
    asked = _held(asked)
    receipt = permissions.pass_on_credit.check(by, asked)
    number = _sound_credit(credit_number)
    asked.step("pass_on")
    asked.passed_on_number, asked.passed_on_at = number, clock.now()
    asked.save(update_fields=["state", "passed_on_number", "passed_on_at"])
    fact = CreditPassedOn(return_id=asked.pk, number=asked.number, credit_number=number)
    record(fact, about=asked.order, by=by, receipt=receipt)
    mails.credit_passed_on(asked)
    return asked


def _held(asked: Return) -> Return:
    """The return as it is now, with its order: agreement, order, return, in this order as everywhere."""
    agreement = Agreement.locked(asked.order.agreement_id)
    order = Order.locked(asked.order_id)
    order.agreement = agreement
    held = Return.locked(asked.pk)
    held.order = order
    return held


def _lines(asked: Return) -> dict[int, int]:
    return dict(asked.lines.order_by("order_line__position").values_list("order_line__position", "quantity"))


def _sound_credit(number: str) -> str:
    sound = " ".join(number.split())
    if not sound or len(sound) > LONGEST:
        raise NoCreditNumber
    return sound


def _write_back(asked: Return, line: ReturnLine, day: dt.date, by: Actor) -> None:
    """The facts: what this line ordered or renewed goes back on a day, the latest first."""
    left, now = line.quantity, clock.now()
    for renewal in line.order_line.renewals.order_by("-pk"):
        back = sum(renewal.returns.values_list("quantity", flat=True))
        if taken := min(left, renewal.quantity - back):
            RenewalReturn.objects.create(
                renewal=renewal, on=day, quantity=taken, number=asked.rma_number, at=now, return_of=asked
            )
            left -= taken
    for addition, ordered in _ordered_by(line).items():
        back = sum(
            AdditionPart.objects.filter(
                addition=addition, kind="returned", return_of__order=asked.order
            ).values_list("quantity", flat=True)
        )  # fmt: skip
        if taken := min(left, ordered - back):
            AdditionPart.objects.create(
                addition_id=addition, kind="returned", on=day, quantity=taken, number=asked.rma_number, at=now,
                by_id=by.person_id, order_line=line.order_line, return_of=asked,
            )  # fmt: skip
            left -= taken


def _ordered_by(line: ReturnLine) -> dict[int, int]:
    """Additions of which the line ordered something: key → how many; the latest first."""
    found: dict[int, int] = {}
    parts = AdditionPart.objects.filter(order_line=line.order_line, kind="ordered").order_by("-addition")
    for addition, quantity in parts.values_list("addition", "quantity"):
        found[addition] = found.get(addition, 0) + quantity
    return found
