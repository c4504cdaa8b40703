"""What an address had before somebody came in with it is theirs once they have proved it (K4)."""

from __future__ import annotations

from django.db import transaction

from kanaal.contracts import permissions
from kanaal.contracts.events import ContractAddressLinked
from kanaal.contracts.models import ContractAdministrator, ContractOrder
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.people.models import Person, normal_address


@transaction.atomic
def link_contract_address(person: Person, *, email: str, by: Actor) -> int:
    """Note the person on contracts and orders of a proved address that are nobody's yet; answers on how many."""
    person = Person.locked(person.pk)
    permissions.link_contract_address.check(by, person)

    email = normal_address(email)
    administered = ContractAdministrator.objects.filter(person=None, email=email).update(person=person)
    ordered = ContractOrder.objects.filter(ordered_by_person=None, ordered_by=email).update(ordered_by_person=person)
    if administered or ordered:
        fact = ContractAddressLinked(contracts=administered, orders=ordered, email=email)
        record(fact, about=person, by=by, person_id=person.pk)
    return administered + ordered
