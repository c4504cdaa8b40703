"""Looking at somebody else's situation for them: on the telephone, with the same rules, and on the record."""

from __future__ import annotations

from django.db import transaction

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.helpcentre import permissions
from kanaal.helpcentre.events import WhyLookedInto
from kanaal.helpcentre.why import Seen, Target, seen
from kanaal.people.models import Person


@transaction.atomic
def look_into_why(person: Person, target: Target, *, by: Actor) -> list[Seen]:
    """What a permission says to a person, in each of their roles. It is recorded who looked at whom, and at what."""
    permissions.look_into_why.check(by, person)

    record(WhyLookedInto(permission=target.name), about=person, by=by, person_id=person.pk)
    return seen(person, target)
