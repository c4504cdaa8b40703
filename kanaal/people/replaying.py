"""Who acted, as they were when they did: for taking a decision of the past once more."""

from __future__ import annotations

from kanaal.core.actors import CLOCK, Actor, Role
from kanaal.core.models import Event
from kanaal.core.texts import Text
from kanaal.people.models import Person, StaffRole
from kanaal.people.roles import ActingStaff


def actor_of(event: Event) -> Actor:
    """The actor of an event, in the role of then, also if the role has ended since."""
    if event.actor_kind == "clock":
        return CLOCK
    person = Person.objects.filter(pk=event.actor_id).first() if event.actor_id else None
    name, email = (str(person), person.email) if person else ("", "")
    return Actor("person", event.actor_id, name, email, _role(event.actor_role))


def _role(key: str) -> Role | None:
    kind, _, number = key.partition(":")
    if not number.isdigit():
        return None
    row = StaffRole.objects.filter(pk=number).first() if kind == "staff" else None
    if row is not None:
        return ActingStaff("staff", row.pk, str(Text(row.get_kind_display())), staff_kind=row.kind)
    return Role(kind, int(number))
