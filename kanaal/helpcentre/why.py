"""What a permission says to a person, in each of their roles: for `kanaal why` and the page of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import ALL, Decision
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpcentre import diagnoses
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.people import queries, roles
from kanaal.people.models import Person
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Target:
    """A permission, or the door of a place."""

    name: str
    place: Place | None = None


@dataclass(frozen=True)
class Seen:
    """`decision` is None where the permission is about something that can't be told from the person alone."""

    role: Role | None
    decision: Decision | None


class PersonUnknown(Refusal):
    status = 404
    field = "email"

    def __init__(self, email: str, near: str) -> None:
        super().__init__(say(_("Nobody has an ID with the address %(email)s."), email=name(email)), remedy=_meant(near))


class PermissionUnknown(Refusal):
    status = 404
    field = "permission"

    def __init__(self, asked: str) -> None:
        near = next(iter(get_close_matches(asked, [*targets(), *_endings()], 1, 0.5)), "")
        super().__init__(
            say(_("There is no permission and no place called %(asked)s."), asked=name(asked)), remedy=_meant(near)
        )


def _meant(near: str) -> Text:
    return say(_("Did you mean %(other)s?"), other=name(near)) if near else say(_("Look for a slip in it."))


def targets() -> list[str]:
    """Every place and every permission that can be asked for."""
    return [place.key for place in policy(PlacesPolicy).places] + sorted(ALL)


def _endings() -> list[str]:
    return [full.partition(".")[2] for full in ALL]


def target_called(asked: str) -> Target:
    """By the key of a place, a permission's full name, or its last part where that is the only one of its kind."""
    asked = asked.strip()
    if place := policy(PlacesPolicy).get(asked):
        return Target(asked, place)
    if asked in ALL:
        return Target(asked)
    ending = [full for full in ALL if full.partition(".")[2] == asked]
    if len(ending) != 1:
        raise PermissionUnknown(asked)
    return Target(ending[0])


def person_called(email: str) -> Person:
    """By their main address; raises PersonUnknown, with the nearest one that is known."""
    found = queries.by_address(email.strip())
    if found is None:
        raise PersonUnknown(email, _nearest(email.strip().lower()))
    return found


def _nearest(email: str) -> str:
    """An address that differs by a slip, among those of the same domain or with the same name before the @."""
    local, _at, domain = email.partition("@")
    alike = Person.objects.filter(erased_at=None)
    known = alike.filter(email__endswith=f"@{domain}") | alike.filter(email__startswith=f"{local}@")
    return next(iter(get_close_matches(email, known.values_list("email", flat=True)[:500], 1, 0.7)), "")


def seen(person: Person, target: Target) -> list[Seen]:
    """In each role; and once without any, when the person has none."""
    mine = roles.roles_of(person.pk)
    held = [roles.load(person.pk, role)[0] for role in mine] or [None]
    return [Seen(role, _decide(diagnoses.Asker(_as(person, role), mine), target)) for role in held]


def _as(person: Person, role: Role | None) -> Actor:
    return Actor("person", person.pk, str(person), person.email, role)


def _decide(asker: diagnoses.Asker, target: Target) -> Decision | None:
    if target.place is not None:
        return diagnoses.explain_place(target.place, asker)
    return diagnoses.explain_permission(target.name, asker)
