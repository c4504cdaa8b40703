"""Names that a customer's agreement could have instead of one that is taken (V3)."""

from __future__ import annotations

from kanaal.licensing import naming
from kanaal.licensing.customer_details import LONGEST, CustomerDetails
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Partner


def free_names_for(details: CustomerDetails, partner: Partner) -> list[str]:
    """Slight changes of a name that no agreement in force has, and that the company has not offered elsewhere (V3)."""
    offered = CustomerInvitation.objects.filter(partner=partner, state="open").values_list("name_key", flat=True)
    free = naming.free_instead(details.name, details.town)
    mine = set(offered.filter(name_key__in=[key_of(one) for one in free]))
    return [one for one in free if key_of(one) not in mine and len(one) <= LONGEST["name"]]
