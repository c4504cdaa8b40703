"""Mails about price lists."""

from __future__ import annotations

from kanaal.catalogue.books import PriceList
from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.partners.models import Contact


def price_list_announced(one: PriceList, contact: Contact) -> Mail:
    """The primary contact, in their own language; one who has no ID yet, in the company's."""
    person = contact.person
    return outbox.post(
        "price_list_announced",
        to=person.email if person else contact.email,
        language=person.language if person else contact.partner.language,
        person_id=contact.person_id,
        context={
            "name": contact.name,
            "list": one.book.name,
            "publication": one.publication.name,
            "begins": one.publication.valid_from,
            "ends": one.publication.valid_until,
            "list_url": absolute("price-list", one.book.key, one.publication.key),
            "changes_url": absolute("price-list-changes", one.book.key, one.publication.key),
        },
    )
