"""Mails about agreements that move, end or are renamed: to the resellers and to the customer (V8, V9, V11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.licensing.models import Administrator, Agreement
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import primary_of
from kanaal.people.mails import to_person


def customer_moved_away(agreement: Agreement, before: Partner, was_with: Contact | None) -> Mail | None:
    """To the reseller that had it: what it keeps, and what it sees no longer."""
    return _to_reseller("customer_moved_away", before, was_with, **_about(agreement))


def customer_moved_here(agreement: Agreement) -> Mail | None:
    url = absolute("reseller-console")
    return _to_reseller(
        "customer_moved_here", agreement.partner, agreement.contact, **_about(agreement), console_url=url
    )


def reseller_changed(agreement: Agreement, before: Partner, to: Administrator) -> Mail:
    return to_person("reseller_changed", to.person, **_about(agreement), before=before.name)


def agreement_cancelled(agreement: Agreement, administrators: Iterable[Administrator]) -> None:
    """To the reseller, and to everybody who administered it until today."""
    values = _about(agreement) | {"why": agreement.cancelled_why}
    _to_reseller("agreement_cancelled", agreement.partner, agreement.contact, **values)
    for one in administrators:
        to_person("agreement_cancelled", one.person, **values)


def agreement_renamed(agreement: Agreement, before: str, administrators: Iterable[Administrator]) -> None:
    values = _about(agreement) | {"before": before}
    _to_reseller("agreement_renamed", agreement.partner, agreement.contact, **values)
    for one in administrators:
        to_person("agreement_renamed", one.person, **values)


def _about(agreement: Agreement) -> dict[str, Any]:
    return {
        "number": agreement.number,
        "customer": agreement.name,
        "reseller": agreement.partner.name,
        "day": agreement.cancelled_on,
    }


def _to_reseller(mail: str, partner: Partner, contact: Contact | None, **context: Any) -> Mail | None:
    """To whoever looks after the agreement; has that one left, to the primary contact. In their own language."""
    reader = contact if contact is not None and contact.active else primary_of(partner)
    if reader is None:
        return None
    person = reader.person
    return outbox.post(
        mail,
        to=person.email if person else reader.email,
        language=person.language if person else partner.language,
        person_id=reader.person_id,
        context={"name": reader.name, **context},
    )
