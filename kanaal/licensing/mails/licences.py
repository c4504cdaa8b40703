"""To the customer's primary administrator: what was added, taken away, or asked. To the reseller: the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import name, say
from kanaal.licensing.models import Addition, Agreement, Commitment
from kanaal.licensing.queries import primary_administrator_of
from kanaal.licensing.sound import called
from kanaal.people.mails import to_person
from kanaal.people.models import Person


def licences_authorised(agreement: Agreement, made: Sequence[Addition], order_by: dt.date) -> Mail | None:
    """Licences can be used from now on, and until when they are to be ordered."""
    return _to_customer(
        "licences_authorised",
        agreement,
        licences=[say("%(quantity)s × %(product)s", quantity=one.quantity, product=called(one.sku)) for one in made],
        order_by=order_by,
    )


def licences_removed(agreement: Agreement, addition: Addition, quantity: int) -> Mail | None:
    return _to_customer("licences_removed", agreement, quantity=quantity, product=called(addition.sku))


def commitment_asked(commitment: Commitment, until: dt.date, ends: dt.date) -> Mail | None:
    """Opening the link does nothing; the administrator answers there (L3)."""
    return _to_customer("commitment_asked", commitment.agreement, quantity=commitment.quantity, until=until, ends=ends)


def commitment_accepted(commitment: Commitment, fulfil_by: dt.date) -> Mail | None:
    return _to_reseller("commitment_accepted", commitment, fulfil_by=fulfil_by)


def commitment_declined(commitment: Commitment) -> Mail | None:
    return _to_reseller("commitment_declined", commitment)


def _to_customer(mail: str, agreement: Agreement, **context: object) -> Mail | None:
    """None where nobody administers it at the moment."""
    found = primary_administrator_of(agreement)
    if found is None:
        return None
    about = {"number": agreement.number, "reseller": name(agreement.partner.name), "home_url": absolute("home")}
    return to_person(mail, found.person, **about, **context)


def _to_reseller(mail: str, commitment: Commitment, **context: object) -> Mail | None:
    """To whoever looks after the customer, else to whoever asked for it."""
    to = _looks_after(commitment)
    if to is None:
        return None
    agreement = commitment.agreement
    url = absolute("console-customer", agreement.number)
    about = {"customer": agreement.name, "quantity": commitment.quantity, "customer_url": url}
    return to_person(mail, to, **about, **context)


def _looks_after(commitment: Commitment) -> Person | None:
    contact = commitment.agreement.contact
    if contact is not None and contact.active and contact.person is not None:
        return contact.person
    return commitment.asked_by
