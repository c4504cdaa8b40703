"""To whom a mail about an agreement goes, and in which language."""

from __future__ import annotations

from typing import Any

from kanaal.core import outbox
from kanaal.core.models import Mail
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import primary_of


def contact_for(partner: Partner, contact: Contact | None) -> Contact | None:
    """Whoever looks after something for a company, as long as they act for it; else its primary contact."""
    if contact is not None and contact.active and contact.partner_id == partner.pk:
        return contact
    return primary_of(partner)


def to_contact(mail: str, contact: Contact | None, **context: Any) -> Mail | None:
    """Promise a mail to a contact, in their language. A company without anybody to write to gets none."""
    if contact is None:
        return None
    return outbox.post(
        mail,
        to=contact.email,
        language=contact.person.language if contact.person else contact.partner.language,
        person_id=contact.person_id,
        context={"name": str(contact), **context},
    )
