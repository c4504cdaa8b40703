"""A change of bank details is stopped; an account is looked at in full (R4)."""

from __future__ import annotations

from django.db import transaction

from kanaal.bankdetails import mails, permissions, sealing
from kanaal.bankdetails.events import BankDetailsShown, BankDetailsStopped
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.refusals import AccountUnreadable, CountAlready, NothingKept
from kanaal.bankdetails.rules import Account
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.partners.models import Partner


@transaction.atomic
def stop_bank_details(details: BankDetails, *, by: Actor) -> BankDetails:
    """Any contact can, until they count: then the company is paid where it was before. Raises CountAlready, WrongState.

    The account itself is not kept.
    """
    partner = Partner.locked(details.partner_id)
    BankDetails.locked(details.pk)
    details = BankDetails.objects.select_related("partner", "entered_by").get(pk=details.pk)
    receipt = permissions.stop_bank_details.check(by, details)
    if details.counts_on(clock.today()):
        raise CountAlready(details)

    details.step("stop")
    details.sealed, details.over_at = "", clock.now()
    details.save(update_fields=["state", "sealed", "over_at"])
    record(BankDetailsStopped(details.pk, details.masked), about=partner, by=by, receipt=receipt)
    mails.bank_details_stopped(details, who=by)
    return details


@transaction.atomic
def show_bank_details(details: BankDetails, *, by: Actor) -> Account:
    """The account in full, for eyes that may; the company sees who looked, and when. Raises NothingKept,
    AccountUnreadable.
    """
    details = BankDetails.objects.select_related("partner", "second").get(pk=details.pk)
    receipt = permissions.show_bank_details.check(by, details)
    account = opened(details)

    fact = BankDetailsShown(details.pk, details.masked)
    record(fact, about=details.partner, by=by, receipt=receipt)
    return account


def opened(details: BankDetails) -> Account:
    """The account, for whoever keeps by themselves what becomes of it. Raises NothingKept, AccountUnreadable."""
    if not details.sealed:
        raise NothingKept
    try:
        return sealing.account_in(details)
    except sealing.Unreadable as wrong:
        raise AccountUnreadable from wrong
