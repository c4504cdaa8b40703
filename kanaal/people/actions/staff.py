"""Who is the vendor's staff, and as what."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import Text, name, say
from kanaal.people import mails, permissions, queries
from kanaal.people.events import StaffRoleEnded, StaffRoleGranted
from kanaal.people.models import Person, StaffRole

MANAGER = StaffRole.Kind.MANAGER


class StaffRoleUnknown(Refusal):
    field = "kind"

    def __init__(self, kind: str) -> None:
        super().__init__(
            say(_("There is no staff role called %(kind)s."), kind=name(kind)),
            remedy=say(_("Choose one of: %(kinds)s."), kinds=name(", ".join(StaffRole.Kind.values))),
        )


class StaffRoleHeld(Refusal):
    field = "kind"

    def __init__(self, person: Person, kind: str) -> None:
        super().__init__(
            say(_("%(person)s is %(role)s already."), person=name(str(person)), role=Text(StaffRole.Kind(kind).label)),
            remedy=say(_("There is nothing left to do.")),
        )


class AddressNotProved(Refusal):
    """The ID was made, but nobody has shown yet that they read its mail."""

    field = "email"

    def __init__(self, person: Person) -> None:
        super().__init__(
            say(_("%(email)s has not been confirmed yet."), email=name(person.email)),
            remedy=say(_("Ask them to sign in and to enter the code that they get by mail. Then give them the role.")),
        )


class LastManager(Refusal):
    def __init__(self, person: Person) -> None:
        super().__init__(
            say(_("%(person)s is the only programme manager."), person=name(str(person))),
            remedy=say(_("Give somebody else the role of programme manager first.")),
        )


@transaction.atomic
def grant_staff_role(person: Person, *, kind: str, by: Actor) -> StaffRole:
    """Make somebody a member of the vendor's staff. They find the role in their menu at the next page."""
    person = Person.locked(person.pk)
    decision = permissions.grant_staff_role.check(by, person)

    if kind not in StaffRole.Kind.values:
        raise StaffRoleUnknown(kind)
    if person.staff_roles.filter(kind=kind, active=True).exists():
        raise StaffRoleHeld(person, kind)
    if by.kind == "person" and not queries.has_proved_address(person):
        raise AddressNotProved(person)

    role, _created = StaffRole.objects.update_or_create(person=person, kind=kind, defaults={"active": True})
    record(StaffRoleGranted(role=kind), about=person, by=by, person_id=person.pk, receipt=decision)
    mails.staff_role_granted(person, role)
    return role


@transaction.atomic
def end_staff_role(role: StaffRole, *, by: Actor) -> StaffRole:
    """Take a staff role away; access ends at the person's next click. There is always a manager left."""
    managers = set(StaffRole.objects.select_for_update().filter(kind=MANAGER, active=True).values_list("pk", flat=True))
    role = StaffRole.objects.select_for_update(of=("self",)).select_related("person").get(pk=role.pk)
    decision = permissions.end_staff_role.check(by, role.person)

    if not role.active:
        raise WrongState(
            say(_("This role has ended already.")),
            remedy=say(_("Somebody else was first. There is nothing left to do.")),
        )
    if managers == {role.pk}:
        raise LastManager(role.person)

    role.active = False
    role.save(update_fields=["active"])
    record(StaffRoleEnded(role=role.kind), about=role.person, by=by, person_id=role.person_id, receipt=decision)
    mails.staff_role_ended(role.person, role)
    return role
