"""Mails about bank details: to all contacts of the company, whatever happens. None carries an account in full."""

from __future__ import annotations

from typing import Any

from kanaal.bankdetails.models import BankDetails
from kanaal.core import outbox
from kanaal.core.actors import Actor
from kanaal.core.links import absolute
from kanaal.people.mails import to_person
from kanaal.people.models import StaffRole


def bank_details_entered(details: BankDetails) -> None:
    """Who entered them, who is to confirm and until when; finance hears where it is finance."""
    _to_all(
        "bank_details_entered", details, entered_by=str(details.entered_by), second=str(details.second or ""),
        until=details.until,
    )  # fmt: skip
    if details.second is None:
        _to_finance(details)


def bank_details_confirmed(details: BankDetails) -> None:
    who = str(details.confirmed_by) if details.second_id else ""
    _to_all("bank_details_confirmed", details, confirmed_by=who, counts_from=details.counts_from)


def bank_details_stopped(details: BankDetails, *, who: Actor) -> None:
    """Who stopped them: a colleague by name, the vendor's finance as such."""
    _to_all("bank_details_stopped", details, stopped_by=who.name if who.acts_as("contact") else "")


def bank_details_in_force(details: BankDetails) -> None:
    _to_all("bank_details_in_force", details)


def bank_details_lapsed(details: BankDetails, *, swapped: bool) -> None:
    _to_all("bank_details_lapsed", details, swapped=swapped, until=details.until)


def _to_finance(details: BankDetails) -> None:
    roles = StaffRole.objects.filter(kind=StaffRole.Kind.FINANCE, active=True, person__erased_at=None)
    for role in roles.select_related("person").order_by("pk"):
        to_person(
            "bank_details_for_finance", role.person, partner=details.partner.name, masked=details.masked,
            until=details.until, desk_url=absolute("desk-bank-details"),
        )  # fmt: skip


def _to_all(mail: str, details: BankDetails, **context: Any) -> None:
    """Each active contact, with an ID or without, in their language."""
    partner = details.partner
    for contact in partner.contacts.filter(active=True).select_related("person").order_by("pk"):
        values = {"name": str(contact), "partner": partner.name, "masked": details.masked} | context
        outbox.post(
            mail,
            to=contact.email,
            language=contact.person.language if contact.person else partner.language,
            person_id=contact.person_id,
            context=values | {"mine": contact.pk == details.second_id, "details_url": absolute("bank-details")},
        )
