"""Mails about who uses the Reseller Console, and who looks after an agreement (V1, V10)."""

from __future__ import annotations

from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Text, Words
from kanaal.licensing.mails.addressing import to_contact
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import primary_administrator_of
from kanaal.partners.models import Contact
from kanaal.people.mails import to_person


def console_user_appointed(contact: Contact, *, place: Words | Text, by: str) -> Mail | None:
    """To whoever may use the console from now on: what it is, and where."""
    return to_contact(
        "console_user_appointed",
        contact,
        place=place,
        appointed_by=by,
        partner=contact.partner.name,
        console_url=absolute("reseller-console"),
    )


def console_user_dismissed(contact: Contact, *, place: Words | Text) -> Mail | None:
    return to_contact("console_user_dismissed", contact, place=place, partner=contact.partner.name)


def agreement_contact_changed(agreement: Agreement, *, was: str) -> Mail | None:
    """To the one who looks after the customer from now on."""
    return to_contact(
        "agreement_contact_changed",
        agreement.contact,
        number=agreement.number,
        customer=agreement.name,
        was=was,
        console_url=absolute("reseller-console"),
    )


def agreement_has_another_contact(agreement: Agreement) -> Mail | None:
    """To the customer's primary administrator: whom to ask at the reseller from now on."""
    administrator, contact = primary_administrator_of(agreement), agreement.contact
    if administrator is None or contact is None:
        return None
    return to_person(
        "agreement_has_another_contact",
        administrator.person,
        number=agreement.number,
        partner=agreement.partner.name,
        contact=str(contact),
        contact_address=contact.email,
    )
