"""Mails about agreements that move, end or are renamed: to the resellers and to the customer (V8, V9, V11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.licensing.mails.addressing import contact_for, to_contact
from kanaal.licensing.models import Administrator, Agreement
from kanaal.partners.models import Contact, Partner
from kanaal.people.mails import to_person


def customer_moved_away(agreement: Agreement, before: Partner, was_with: Contact | None) -> Mail | None:
    """To the reseller that had it: what it keeps, and what it sees no longer."""
    return to_contact("customer_moved_away", contact_for(before, was_with), **_about(agreement))


def customer_moved_here(agreement: Agreement) -> Mail | None:
    url = absolute("reseller-console")
    return to_contact("customer_moved_here", _looks_after(agreement), **_about(agreement), console_url=url)


def reseller_changed(agreement: Agreement, before: Partner, to: Administrator) -> Mail:
    return to_person("reseller_changed", to.person, **_about(agreement), before=before.name)


def agreement_cancelled(agreement: Agreement, administrators: Iterable[Administrator]) -> None:
    """To the reseller, and to everybody who administered it until today."""
    values = _about(agreement) | {"why": agreement.cancelled_why}
    to_contact("agreement_cancelled", _looks_after(agreement), **values)
    for one in administrators:
        to_person("agreement_cancelled", one.person, **values)


def agreement_renamed(agreement: Agreement, before: str, administrators: Iterable[Administrator]) -> None:
    values = _about(agreement) | {"before": before}
    to_contact("agreement_renamed", _looks_after(agreement), **values)
    for one in administrators:
        to_person("agreement_renamed", one.person, **values)


def _about(agreement: Agreement) -> dict[str, Any]:
    return {
        "number": agreement.number,
        "customer": agreement.name,
        "reseller": agreement.partner.name,
        "day": agreement.cancelled_on,
    }


def _looks_after(agreement: Agreement) -> Contact | None:
    return contact_for(agreement.partner, agreement.contact)
