"""Finance pays a cycle: a file is made, downloaded, executed by the bank; a payment may come back (R3, R4)."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails import keeping
from kanaal.bankdetails.actions.keeping import opened
from kanaal.bankdetails.models import BankDetails
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record, record_all
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.core.vault import Unreadable, Vault
from kanaal.programme.policies import policy
from kanaal.rebates import mails_partner, permissions
from kanaal.rebates.events import CyclePaid
from kanaal.rebates.events_paying import (
    PaymentFileDownloaded,
    PaymentFileMade,
    PaymentFileSettled,
    PaymentReturned,
    RebatePaid,
)
from kanaal.rebates.models import Cycle, Payment, PaymentFile, Statement
from kanaal.rebates.payment import pain
from kanaal.rebates.payment.control import control
from kanaal.rebates.payment.gathering import Due, Gathered, gather, payers, unpaid
from kanaal.rebates.policy import RebatesPolicy
from kanaal.rebates.rules.bankdays import bank_day_from, bank_day_until, is_bank_day

KEY = "payment-files"
"""The installation's key with which files are sealed: they hold whole accounts."""
LATEST_DAYS = 60


class NothingToPay(Refusal):
    def __init__(self, gathered: Gathered) -> None:
        left_out = len(gathered.left_out)
        super().__init__(
            say(_("Nothing of this cycle can be paid now; statements left out: %(count)s."), count=left_out),
            remedy=say(_("The list says of each why. What was paid or ordered already is never paid again.")),
        )


class DayWrong(Refusal):
    status = 422
    field = "on"

    def __init__(self, first: dt.date, last: dt.date) -> None:
        super().__init__(
            say(_("The bank can't execute it on that day.")),
            remedy=say(_("Choose a day from %(first)s to %(last)s."), first=first, last=last),
        )


class BanksClosed(Refusal):
    """`instead`: the next day that works, or the last one while there still is time."""

    status = 422
    field = "on"

    def __init__(self, on: dt.date, instead: dt.date) -> None:
        super().__init__(
            say(_("Banks execute no payment on %(day)s: it is a weekend or one of their holidays."), day=on),
            remedy=say(_("Choose %(day)s, on which they do."), day=instead),
        )


class FileUnreadable(Refusal):
    status = 503

    def __init__(self) -> None:
        super().__init__(
            say(_("This payment file can't be read at the moment.")),
            remedy=say(_("Somebody has to put this installation's keys back.")),
        )


class WhyMissing(Refusal):
    status = 422
    field = "why"

    def __init__(self) -> None:
        super().__init__(
            say(_("The reason is missing.")), remedy=say(_("Write what the bank says; the company reads it."))
        )


@transaction.atomic
def make_payment_file(cycle: Cycle, *, on: dt.date, by: Actor) -> PaymentFile:
    """One payment for each statement that can be paid. Again: only what no file has yet. Raises DayWrong, BanksClosed,
    NothingToPay.

    `on`: the day on which the bank is to execute it. A statement without bank details in force is left out.
    """
    cycle = Cycle.locked(cycle.pk)
    receipt = permissions.make_payment_file.check(by, cycle)
    today = clock.today()
    _check_day(on, today, cycle.currency)
    gathered = gather(cycle, today)
    if not gathered.due:
        raise NothingToPay(gathered)

    number = next_number("rebate-payments", policy(RebatesPolicy).payment_prefix)
    body = _body(number, gathered.due, on)
    digest = hashlib.sha256(body).hexdigest()
    file = PaymentFile.objects.create(
        number=number, cycle=cycle, made_at=clock.now(), made_by_id=by.person_id or 0, digest=digest,
        body=Vault(KEY).seal(body.decode()),
    )  # fmt: skip
    Payment.objects.bulk_create([_payment(file, one) for one in gathered.due], batch_size=500)
    made = PaymentFileMade(
        number, len(gathered.due), len(gathered.left_out), str(gathered.total), cycle.currency, digest
    )
    record(made, about=cycle, by=by, receipt=receipt)
    keeping.keep_put_in_file([one.details for one in gathered.due], number, by=by)
    return file


@transaction.atomic
def download_payment_file(file: PaymentFile, *, by: Actor) -> bytes:
    """The file. It holds whole accounts: each download is kept, and each company sees it. Raises FileUnreadable."""
    receipt = permissions.download_payment_file.check(by, file)
    try:
        body = Vault(KEY).unseal(file.body).encode()
    except Unreadable as wrong:
        raise FileUnreadable from wrong

    record(PaymentFileDownloaded(file.number), about=file.cycle, by=by, receipt=receipt)
    rows = BankDetails.objects.filter(payments__file=file).select_related("partner").distinct()
    keeping.keep_put_in_file(rows, file.number, by=by)
    return body


@transaction.atomic
def settle_payment_file(file: PaymentFile, *, by: Actor) -> int:
    """The bank has executed it: its statements are paid, and each company hears. Twice changes nothing.

    How many of its payments that paid: none when all of them were noted before.
    """
    cycle = Cycle.locked(file.cycle_id)
    receipt = permissions.settle_payment_file.check(by, file)
    rows = Payment.objects.filter(file=file, state="ordered").select_related("statement__partner", "details")
    payments = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not payments:
        return 0

    now = clock.now()
    for one in payments:
        one.step("settle")
        one.settled_at = now
        if one.statement.can("pay"):  # unless the whole cycle was marked as paid by hand
            one.statement.step("pay")
            one.statement.paid_at = now
    Payment.objects.bulk_update(payments, ["state", "settled_at"], batch_size=500)
    Statement.objects.bulk_update([one.statement for one in payments], ["state", "paid_at"], batch_size=500)
    if cycle.state == "approved" and not unpaid(cycle).exists() and not _ordered(cycle):
        cycle.step("pay")
        cycle.paid_at, cycle.paid_by_id = now, by.person_id
        cycle.save(update_fields=["state", "paid_at", "paid_by"])
        record(CyclePaid(cycle.key, cycle.statements.filter(state="paid").count()), about=cycle, by=by)
    record(PaymentFileSettled(file.number, len(payments)), about=cycle, by=by, receipt=receipt)
    record_all([(_paid(one, cycle), one.statement.partner) for one in payments], by=by)
    for one in payments:
        mails_partner.rebate_paid(one)
    return len(payments)


@transaction.atomic
def return_payment(payment: Payment, *, why: str, by: Actor) -> Payment:
    """The bank sent it back: the statement waits to be paid again, by another file. Raises WhyMissing, WrongState."""
    cycle = Cycle.locked(payment.file.cycle_id)
    Payment.locked(payment.pk)
    payment = Payment.objects.select_related("statement__partner", "details", "file").get(pk=payment.pk)
    receipt = permissions.return_payment.check(by, payment)
    if not why.strip():
        raise WhyMissing

    statement = payment.statement
    payment.step("return")
    payment.returned_at, payment.returned_why = clock.now(), why.strip()[:300]
    payment.save(update_fields=["state", "returned_at", "returned_why"])
    if statement.state == "paid":
        statement.step("bounce")
        statement.paid_at = None
        statement.save(update_fields=["state", "paid_at"])
    if cycle.state == "paid":
        cycle.step("bounce")
        cycle.paid_at = cycle.paid_by = None
        cycle.save(update_fields=["state", "paid_at", "paid_by"])
    fact = PaymentReturned(statement.number, payment.pk, payment.returned_why)
    record(fact, about=statement.partner, by=by, receipt=receipt)
    mails_partner.payment_returned(payment)
    return payment


def _check_day(on: dt.date, today: dt.date, currency: str) -> None:
    """Raises DayWrong, BanksClosed."""
    last = bank_day_until(today + dt.timedelta(days=LATEST_DAYS), currency)
    if not today <= on <= today + dt.timedelta(days=LATEST_DAYS):
        raise DayWrong(bank_day_from(today, currency), last)
    if not is_bank_day(on, currency):
        raise BanksClosed(on, min(bank_day_from(on, currency), last))


def _body(number: str, due: list[Due], on: dt.date) -> bytes:
    rows = [_transfer(one) for one in due]
    body = pain.pain001(number, rows, payers=payers(), made_at=clock.now(), on=on)
    control(body, rows)
    return body


def _transfer(one: Due) -> pain.Payment:
    partner = one.statement.partner
    message = f"{one.statement.number} {one.statement.cycle.key}"
    return pain.Payment(
        one.end_to_end, one.amount, one.statement.currency, opened(one.details), message, partner.street,
        partner.postal_code, partner.city, partner.country,
    )  # fmt: skip


def _payment(file: PaymentFile, one: Due) -> Payment:
    return Payment(
        file=file, statement=one.statement, details=one.details, end_to_end=one.end_to_end,
        vat_treatment=one.details.vat_treatment, net=one.statement.payable, vat=one.vat, amount=one.amount,
        currency=one.statement.currency,
    )  # fmt: skip


def _ordered(cycle: Cycle) -> bool:
    return Payment.objects.filter(file__cycle=cycle, state="ordered").exists()


def _paid(one: Payment, cycle: Cycle) -> RebatePaid:
    return RebatePaid(one.statement.number, cycle.key, str(one.amount), one.currency)
