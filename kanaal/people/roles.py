"""Roles: what a person can be here. Each module registers its kinds in its own roles.py (see `staff` below)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Role
from kanaal.core.texts import Text
from kanaal.people.models import StaffRole


@dataclass(frozen=True)
class RoleKind:
    """A kind of role. `roles_of` lists a person's roles of this kind; `home` is the url name of its first page."""

    key: str
    label: str
    home: str
    roles_of: Callable[[int], list[Role]]
    still_held: Callable[[int, int], bool]


KINDS: dict[str, RoleKind] = {}


def register(kind: RoleKind) -> RoleKind:
    """Called at import of a module's roles.py; a key can be registered once."""
    if kind.key in KINDS:
        raise ValueError(f"The role kind {kind.key} is registered twice.")
    KINDS[kind.key] = kind
    return kind


def roles_of(person_id: int) -> list[Role]:
    """All roles in which a person may act, in the order in which the kinds were registered."""
    return [role for kind in KINDS.values() for role in kind.roles_of(person_id)]


def is_held(person_id: int, role: Role) -> bool:
    """Is the role still the person's? Asked at every request: a role that ended ends at once."""
    kind = KINDS.get(role.kind)
    return kind is not None and kind.still_held(person_id, role.id)


def _staff_roles(person_id: int) -> list[Role]:
    rows = StaffRole.objects.filter(person_id=person_id, active=True).order_by("pk")
    return [Role("staff", row.pk, str(Text(row.get_kind_display()))) for row in rows]


STAFF = register(
    RoleKind(
        key="staff",
        label=_("vendor's staff"),
        home="desk-home",
        roles_of=_staff_roles,
        still_held=lambda person_id, pk: StaffRole.objects.filter(pk=pk, person_id=person_id, active=True).exists(),
    )
)
