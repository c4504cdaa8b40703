"""Bank details are entered by the primary contact and confirmed by a second person (R4)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from kanaal.bankdetails import mails, permissions, queries, sealing
from kanaal.bankdetails.actions.beginning import begin_if_due
from kanaal.bankdetails.events import BankDetailsConfirmed, BankDetailsEntered
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import BankDetailsPolicy, VatTreatmentsPolicy
from kanaal.bankdetails.refusals import (
    AccountWrong,
    ChangeUnderWay,
    EnteredByAnother,
    SameAsNow,
    SecondMissing,
    TooLateToConfirm,
    TreatmentWrong,
    VatNumberMissing,
)
from kanaal.bankdetails.rules import Account, Wrong, counts_from
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import primary_of
from kanaal.programme.policies import policy


@transaction.atomic
def enter_bank_details(
    partner: Partner, account: Account | tuple[Wrong, ...], *, vat_treatment: str, second: Contact | None, by: Actor
) -> BankDetails:
    """Ask for the company to be paid to another account, or with another VAT treatment: nothing changes until a second
    person has confirmed it and the waiting time is over.

    Raises AccountWrong, ChangeUnderWay, SecondMissing, TreatmentWrong, VatNumberMissing, SameAsNow.
    """
    partner = Partner.locked(partner.pk)
    permissions.enter_bank_details.check(by, partner)
    begin_if_due(partner)
    if under_way := queries.open_change_of(partner):
        raise ChangeUnderWay(under_way)
    if isinstance(account, tuple):
        raise AccountWrong(account)
    _check_treatment(partner, vat_treatment)
    _check_second(partner, second)
    digest = sealing.digest_of(account)
    _check_news(partner, digest, vat_treatment)

    details = BankDetails.objects.create(
        partner=partner, sealed=sealing.seal(account), digest=digest, country=account.country, tail=account.number[-4:],
        vat_treatment=vat_treatment, entered_at=clock.now(), entered_by_id=by.person_id, second=second,
        until=clock.today() + dt.timedelta(days=policy(BankDetailsPolicy).confirm_days),
    )  # fmt: skip
    who = "contact" if second else "finance"
    record(BankDetailsEntered(details.pk, details.masked, vat_treatment, who), about=partner, by=by)
    mails.bank_details_entered(details)
    return details


@transaction.atomic
def confirm_bank_details(details: BankDetails, *, by: Actor) -> BankDetails:
    """Say as a second person that the account is the company's. From now on the waiting time runs, and everybody hears.

    Raises WrongState, EnteredByAnother, TooLateToConfirm.
    """
    partner = Partner.locked(details.partner_id)
    details = _locked(details)
    receipt = permissions.confirm_bank_details.check(by, details)
    state = details.lifecycle.after(details.state, "confirm")
    primary = primary_of(partner)
    if primary is None or primary.person_id != details.entered_by_id:
        raise EnteredByAnother
    if clock.today() > details.until:
        raise TooLateToConfirm(details)

    rule, today = policy(BankDetailsPolicy), clock.today()
    first = queries.details_of(partner, today) is None
    begins = counts_from(today, first=first, wait_days=rule.wait_days, first_wait_days=rule.first_wait_days)
    details.state, details.counts_from = state, begins
    details.confirmed_at, details.confirmed_by_id = clock.now(), by.person_id
    details.save(update_fields=["state", "counts_from", "confirmed_at", "confirmed_by"])
    fact = BankDetailsConfirmed(details.pk, details.masked, begins.isoformat())
    record(fact, about=partner, by=by, receipt=receipt)
    mails.bank_details_confirmed(details)
    begin_if_due(partner)
    details.refresh_from_db()
    return details


def _locked(details: BankDetails) -> BankDetails:
    BankDetails.locked(details.pk)
    return BankDetails.objects.select_related("partner", "second").get(pk=details.pk)


def _check_treatment(partner: Partner, key: str) -> None:
    treatment = policy(VatTreatmentsPolicy).get(key)
    if treatment is None or not treatment.is_for(partner.country):
        raise TreatmentWrong
    if treatment.needs_vat_number and not partner.vat_number:
        raise VatNumberMissing(treatment)


def _check_second(partner: Partner, second: Contact | None) -> None:
    """A colleague, wherever there is one; only a company of one person is confirmed by the vendor's finance."""
    others = set(queries.seconds_for(partner).values_list("pk", flat=True))
    named = {second.pk} if second else set()
    if not named <= others or (others and not named):
        raise SecondMissing


def _check_news(partner: Partner, digest: str, vat_treatment: str) -> None:
    now = queries.details_of(partner, clock.today())
    if now is not None and (now.digest, now.vat_treatment) == (digest, vat_treatment):
        raise SameAsNow
