"""Questions about bank details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from kanaal.bankdetails.events import BankDetailsPutInFile, BankDetailsShown
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import BankDetailsPolicy, VatTreatment, VatTreatmentsPolicy
from kanaal.core import clock
from kanaal.core.models import Event
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import events_about
from kanaal.programme.policies import policy
from kanaal.programme.releases import current, exists


def has_bank_details() -> bool:
    """Does the programme pay anything to its partners?"""
    return exists() and current().pack.has(BankDetailsPolicy) and current().pack.has(VatTreatmentsPolicy)


def details_of(partner: Partner, on: dt.date) -> BankDetails | None:
    """Where the company is paid on a day: the latest confirmed details that count by then; None before the first."""
    rows = _confirmed(on).filter(partner=partner).select_related("entered_by", "confirmed_by")
    return rows.order_by("-counts_from", "-pk").first()


def details_of_many(partners: Iterable[int], on: dt.date) -> dict[int, BankDetails]:
    """The same for many companies, by their ids: one query for each thousand."""
    ids = sorted(set(partners))
    found: dict[int, BankDetails] = {}
    for at in range(0, len(ids), 1000):
        rows = _confirmed(on).filter(partner__in=ids[at : at + 1000]).order_by("counts_from", "pk")
        found |= {row.partner_id: row for row in rows}  # the latest comes last
    return found


def _confirmed(on: dt.date) -> QuerySet[BankDetails]:
    return BankDetails.objects.filter(state__in=BankDetails.CONFIRMED, counts_from__lte=on)


def treatment_of(details: BankDetails) -> VatTreatment | None:
    """Its VAT treatment as the programme in force describes it."""
    return policy(VatTreatmentsPolicy).get(details.vat_treatment) if has_bank_details() else None


def open_change_of(partner: Partner) -> BankDetails | None:
    """Details that were entered and don't count yet; there is one such change at most."""
    rows = BankDetails.objects.filter(partner=partner, state__in=BankDetails.OPEN)
    found = rows.select_related("second", "entered_by", "confirmed_by").first()
    return None if found is not None and found.counts_on(clock.today()) else found


def history_of(partner: Partner) -> QuerySet[BankDetails]:
    return BankDetails.objects.filter(partner=partner).select_related("entered_by", "confirmed_by")


def seconds_for(partner: Partner) -> QuerySet[Contact]:
    """Who could confirm what the primary contact enters: colleagues who have access."""
    rows = Contact.objects.filter(partner=partner, active=True, person__isnull=False)
    return rows.exclude(kind=Contact.Kind.PRIMARY).order_by("name", "pk")


def showings_of(partner: Partner) -> QuerySet[Event]:
    """Who looked at the company's accounts in full, and which payment files they went into (R4)."""
    return events_about(partner).filter(name__in=(BankDetailsShown.__name__, BankDetailsPutInFile.__name__))


# --- the vendor


def open_changes() -> QuerySet[BankDetails]:
    """Changes under way at all companies, those that wait for finance among them."""
    rows = BankDetails.objects.filter(state__in=BankDetails.OPEN)
    return rows.select_related("partner", "second", "entered_by", "confirmed_by")


def waiting_for_finance() -> QuerySet[BankDetails]:
    return BankDetails.objects.filter(state="entered", second=None)


def due(day: dt.date) -> QuerySet[BankDetails]:
    """Confirmed details whose day has come."""
    return BankDetails.objects.filter(state="waiting", counts_from__lte=day).order_by("counts_from", "pk")


def unconfirmed(day: dt.date) -> QuerySet[BankDetails]:
    """Details whose time to be confirmed is over."""
    return BankDetails.objects.filter(state="entered", until__lt=day).order_by("pk")
