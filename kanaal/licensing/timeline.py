"""Customers' agreements, the invitations to them and the orders for them in their reseller's story."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.events import FACTS
from kanaal.licensing import permissions
from kanaal.licensing.events.inviting import CustomerInvitationAccepted
from kanaal.licensing.models import Agreement, CustomerInvitation, Order
from kanaal.partners.belonging import strand

# What a customer's administrators do among themselves is no affair of its reseller's.
AMONG_THEMSELVES = tuple(
    fact for fact in FACTS.values() if fact.__module__.startswith("kanaal.licensing.events.users")
)  # fmt: skip

LICENCES = strand("licensing", _("Licences"), permissions.see_agreements)
LICENCES.takes(
    Agreement,
    lambda partner: Agreement.objects.filter(partner=partner),
    url=lambda _pk, number: reverse("agreement-timeline", args=[number]),
    without=AMONG_THEMSELVES,
)
LICENCES.takes(
    CustomerInvitation,
    lambda partner: CustomerInvitation.objects.filter(partner=partner),
    without=[CustomerInvitationAccepted],  # told of the agreement that came of it
)
LICENCES.takes(Order, lambda partner: Order.objects.filter(partner=partner))
