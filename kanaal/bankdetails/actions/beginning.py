"""The clock: confirmed bank details come into force on their day; unconfirmed ones lapse (R4)."""

from __future__ import annotations

from django.db import transaction

from kanaal.bankdetails import mails, permissions, queries
from kanaal.bankdetails.events import BankDetailsInForce, BankDetailsLapsed
from kanaal.bankdetails.models import BankDetails
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.partners.models import Partner


@transaction.atomic
def put_bank_details_into_force(details: BankDetails, *, by: Actor = CLOCK) -> BankDetails:
    """From their day on the company is paid there, and everybody hears. Late or twice is no harm: which details count
    on a day follows from the day itself.
    """
    partner = Partner.locked(details.partner_id)
    details = BankDetails.locked(details.pk)
    permissions.put_bank_details_into_force.check(by, partner)
    if details.state != "waiting" or not details.counts_on(clock.today()):
        return details

    earlier = BankDetails.objects.filter(partner=partner, state="in_force").first()
    if earlier is not None:
        earlier.step("replace")
        earlier.over_at = clock.now()
        earlier.save(update_fields=["state", "over_at"])
    details.step("begin")
    details.save(update_fields=["state"])
    record(BankDetailsInForce(details.pk, details.masked), about=partner, by=by)
    mails.bank_details_in_force(details)
    return details


@transaction.atomic
def lapse_bank_details(details: BankDetails, *, why: str = "unconfirmed", by: Actor = CLOCK) -> BankDetails:
    """Nobody confirmed them in time, or whoever entered them is not the primary contact any more (`swapped`)."""
    partner = Partner.locked(details.partner_id)
    details = BankDetails.locked(details.pk)
    permissions.lapse_bank_details.check(by, partner)
    if details.state != "entered" or (why == "unconfirmed" and clock.today() <= details.until):
        return details

    details.step("lapse")
    details.sealed, details.over_at = "", clock.now()
    details.save(update_fields=["state", "sealed", "over_at"])
    record(BankDetailsLapsed(details.pk, details.masked, why), about=partner, by=by)
    mails.bank_details_lapsed(details, swapped=why == "swapped")
    return details


def begin_if_due(partner: Partner) -> None:
    """The day has come although the clock's job has not run yet."""
    for details in queries.due(clock.today()).filter(partner=partner):
        put_bank_details_into_force(details)
