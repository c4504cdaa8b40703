"""*View as*: staff look at Kanaal through somebody's eyes. It needs a reason, is for looking only, and is recorded."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor, Role
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.people import permissions, roles
from kanaal.people.events import ViewingStarted, ViewingStopped
from kanaal.people.models import Person


class ReasonMissing(Refusal):
    code = "viewing-reason-missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            say(_("Why do you need to look at Kanaal as this person?")),
            remedy=say(_("Write the reason in a few words: it is kept, and the person can read it.")),
        )


class RoleNotHeld(Refusal):
    field = "role"

    def __init__(self, person: Person) -> None:
        super().__init__(
            say(_("%(person)s does not have this role any more."), person=name(str(person))),
            remedy=say(_("Load the page again to see the roles as they are now.")),
        )


@transaction.atomic
def view_as(person: Person, *, role_key: str, reason: str, by: Actor) -> Role:
    """Begin to look as somebody in one of their roles; answers that role. The view keeps it in the session."""
    person = Person.locked(person.pk)
    decision = permissions.view_as.check(by, person)

    role = next((r for r in roles.roles_of(person.pk) if r.key == role_key), None)
    if role is None:
        raise RoleNotHeld(person)
    if len(reason.strip()) < 5:
        raise ReasonMissing

    fact = ViewingStarted(role=role.label, reason=reason.strip())
    record(fact, about=person, by=by, person_id=person.pk, receipt=decision)
    return role


@transaction.atomic
def stop_viewing(person: Person, *, by: Actor) -> None:
    """Look with one's own eyes again."""
    person = Person.locked(person.pk)
    permissions.stop_viewing.check(by, person)
    record(ViewingStopped(), about=person, by=by, person_id=person.pk)
