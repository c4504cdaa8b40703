"""Named users at the customer (V13): they need no ID; administrators, or their directory, look after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.core.models import PersonalData
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.licensing import permissions
from kanaal.licensing.actions.assignments import fill_from_groups, take_all
from kanaal.licensing.events.users import LicenceUserAdded, LicenceUserChanged, LicenceUserRemoved
from kanaal.licensing.models import Agreement, LicenceUser


class AlreadyAUser(Refusal):
    field = "email"

    def __init__(self, user_name: str) -> None:
        super().__init__(
            say(_("%(user)s is a user already."), user=name(user_name)),
            remedy=say(_("Look for this user in the list.")),
        )


@dataclass(frozen=True)
class UserDetails:
    """What is kept of a user. `user_name` where it is not the address; `resource` what a directory sent."""

    email: str
    name: str = ""
    active: bool = True
    user_name: str = ""
    external_id: str = ""
    source: str = "hand"
    resource: dict[str, Any] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """As columns. A directory may know somebody without an address; by hand it is the address that names them."""
        email = sound_address(self.email) if self.email or not self.user_name else ""
        return {
            "user_name": folded(self.user_name or email),
            "email": email,
            "name": one_line(self.name)[:160],
            "active": self.active,
            "external_id": self.external_id,
            "resource": self.resource,
        }


def folded(user_name: str) -> str:
    """A user's name as it is compared: without case."""
    return user_name.strip().casefold()[:254]


@transaction.atomic
def add_licence_user(agreement: Agreement, *, details: UserDetails, by: Actor) -> LicenceUser:
    """Add a user to whom licences can be given."""
    agreement = Agreement.locked(agreement.pk)
    permissions.add_licence_user.check(by, agreement)

    values = details.values()
    _refuse_double(agreement, values["user_name"])
    now = clock.now()
    user = agreement.licence_users.create(**values, source=details.source, made_at=now, changed_at=now)
    fact = LicenceUserAdded(licence_user_id=user.pk, email=str(user.email or user.user_name), source=details.source)
    record(fact, about=agreement, by=by)
    return user


@transaction.atomic
def change_licence_user(user: LicenceUser, *, details: UserDetails, by: Actor) -> LicenceUser:
    """Change what is kept of a user. One who is no longer active loses their licences, which are free again."""
    agreement = Agreement.locked(user.agreement_id)
    user = LicenceUser.locked(user.pk)
    permissions.change_licence_user.check(by, agreement)

    values = details.values()
    _refuse_double(agreement, values["user_name"], but=user)
    was_active = user.active
    changed = [key for key, value in values.items() if getattr(user, key) != value]
    if not changed:
        return user
    for key in changed:
        setattr(user, key, values[key])
    user.version, user.changed_at = user.version + 1, clock.now()
    user.save()
    fact = LicenceUserChanged(licence_user_id=user.pk, email=user.email or user.user_name, active=user.active)
    record(fact, about=agreement, by=by)
    if was_active and not user.active:
        take_all(agreement, user, by=by)
    elif user.active and not was_active:
        fill_from_groups(agreement)
    return user


@transaction.atomic
def remove_licence_user(user: LicenceUser, *, by: Actor) -> None:
    """Remove a user and all that is held about them; their licences are free again."""
    agreement = Agreement.locked(user.agreement_id)
    user = LicenceUser.locked(user.pk)
    permissions.remove_licence_user.check(by, agreement)

    forget(agreement, user, by=by)


def forget(agreement: Agreement, user: LicenceUser, *, by: Actor) -> None:
    """The row goes, and what events said of the user; that it happened stays (L5). The agreement is locked."""
    user.memberships.all().delete()
    take_all(agreement, user, by=by)
    fact = LicenceUserRemoved(licence_user_id=user.pk)
    events = {"event__about_kind": Agreement._meta.label_lower, "event__about_id": agreement.pk}
    said = PersonalData.objects.filter(**events, event__data__licence_user_id=user.pk, erased_at=None)
    said.update(data={}, salt="", erased_at=clock.now())
    user.delete()
    record(fact, about=agreement, by=by)


def _refuse_double(agreement: Agreement, user_name: str, *, but: LicenceUser | None = None) -> None:
    others = agreement.licence_users.filter(user_name=user_name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise AlreadyAUser(user_name)
