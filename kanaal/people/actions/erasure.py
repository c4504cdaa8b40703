"""Erasing an ID at its person's wish (L5), and exporting what is held."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.people import erasure, held, mails, permissions
from kanaal.people.events import DataExported, PersonErased, StaffRoleEnded
from kanaal.people.models import Person, StaffRole


class ErasedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(say(_("This ID has been erased already.")), remedy=say(_("There is nothing left to do.")))


@transaction.atomic
def export_my_data(person: Person, *, by: Actor) -> dict[str, Any]:
    """All that is held about a person, as plain JSON. The export itself is kept as an event, and is part of it."""
    person = Person.locked(person.pk)
    permissions.export_my_data.check(by, person)
    record(DataExported(), about=person, by=by, person_id=person.pk)
    return held.as_json(person)


@transaction.atomic
def erase_person(person: Person, *, by: Actor) -> Person:
    """Forget a person. The row stays, with nothing in it, because events and acceptances point to it.

    Raises NotAllowed with every reason when something stands in the way (`erasure.OBJECTIONS`).
    """
    # Everybody locks in the same order (docs/house.md), the person last: else an agent who decides at this moment and
    # the person who goes would wait for each other for ever.
    for lock in erasure.LOCKS:
        lock(person)
    # Two managers who go at once: the second has to see that the first has gone.
    list(StaffRole.objects.select_for_update().filter(kind=StaffRole.Kind.MANAGER, active=True))
    person = Person.locked(person.pk)
    permissions.erase_person.check(by, person)

    if person.erased_at is not None:
        raise ErasedAlready
    decision = erasure.decide(by, person)
    if not decision.allowed:
        raise NotAllowed(decision)

    _end_staff_roles(person, by)
    record(PersonErased(), about=person, by=by, person_id=person.pk, receipt=decision)
    erased = erasure.replacement_for(person)
    farewell = (person.email, person.language)
    for empty in erasure.ERASERS:
        empty(person, erased)
    _empty(person, erased)
    mails.id_erased(*farewell)
    return person


def _end_staff_roles(person: Person, by: Actor) -> None:
    for role in person.staff_roles.filter(active=True):
        record(StaffRoleEnded(role=role.kind), about=person, by=by, person_id=person.pk)
    person.staff_roles.update(active=False)


def _empty(person: Person, erased: erasure.Erased) -> None:
    person.email, person.name, person.time_zone = erased.address, "", ""
    person.is_active, person.erased_at = False, clock.now()
    person.set_unusable_password()
    person.save()
