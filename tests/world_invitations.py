"""Invitations of customers in tests, and the people who accept them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kanaal.licensing.actions.accepting import accept_customer_invitation
from kanaal.licensing.actions.inviting import invite_customer
from kanaal.licensing.customer_details import CustomerDetails
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.partners.models import Contact
from kanaal.people import terms
from kanaal.people.models import Person
from kanaal.programme import releases
from tests import world

TERMS = "vip"


def details(**changed: Any) -> CustomerDetails:
    """Eva's municipality, as a reseller would type it."""
    said = CustomerDetails(
        name="Gemeente Waterrijk",
        country="NL",
        segment="gov",
        email="eva@gemeente-waterrijk.example",
        language="nl",
        street="Raadhuisplein 1",
        postal_code="1211 AB",
        town="Hilversum",
        admin_name="Eva van Rijn",
    )
    return replace(said, **changed)


def invitation(by: Person | None = None, **changed: Any) -> CustomerInvitation:
    """Somebody (Anna) invites a customer."""
    who = by or world.anna()
    partner = Contact.objects.select_related("partner").get(person=who, active=True).partner
    return invite_customer(partner, details=details(**changed), by=world.actor(who, "contact"))


def digest(language: str = "nl") -> str:
    """Names the terms as they stand on the page now."""
    return terms.digest_of(terms.text(TERMS, release=releases.current(), language=language))


def accepted(one: CustomerInvitation | None = None, who: Person | None = None) -> Agreement:
    """Eva, or whoever was invited, accepts."""
    one = one or invitation()
    who = who or (
        world.eva() if one.email == world.eva().email else world.person(one.email, one.admin_name or "Iemand")
    )
    return accept_customer_invitation(
        one, person=who, shown=digest(), language="nl", by=world.actor(who), browser="Firefox"
    )
