"""What contracts do when something lower is reported: an address is proved, and had orders or a contract already."""

from __future__ import annotations

from kanaal.contracts.actions.linking import link_contract_address
from kanaal.core.actors import CLOCK
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.people.events import AddressVerified
from kanaal.people.models import Person


@on(AddressVerified)
def link_what_it_had(fact: AddressVerified, event: Event) -> None:
    """Whatever address they have later: what this one had is theirs."""
    link_contract_address(Person.objects.get(pk=event.about_id), email=fact.email, by=CLOCK)
