"""Who at a company gets the mails about an order."""

from __future__ import annotations

from kanaal.licensing.models import Order
from kanaal.partners.models import Contact
from kanaal.partners.queries import primary_of
from kanaal.people.models import Person


def reseller_of(order: Order) -> Person | None:
    """Whoever asked for it, while they act for the company; else its primary contact. None where nobody has an ID."""
    asked = Contact.objects.filter(partner_id=order.partner_id, person=order.asked_by_id, active=True)
    found = asked.select_related("person").first() or primary_of(order.partner)
    return found.person if found else None
