"""Roles: what a person can be here. Each module registers its kinds in its own roles.py (see `staff` below)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor, Role
from kanaal.core.pages import ROLE_LABELS
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text
from kanaal.people.models import Person, StaffRole


@dataclass(frozen=True)
class RoleKind:
    """A kind of role.

    `roles_of` lists a person's roles of this kind; `load` answers one of them and its subject (the contact, the
    staff role), or None when it is no longer held; `home` is the url name of its first page. `rows` are those behind
    the roles: of all kinds that say theirs, one question finds out which are worth asking.
    """

    key: str
    label: str
    home: str
    roles_of: Callable[[int], list[Role]]
    load: Callable[[int, int], tuple[Role, Any] | None]
    rows: Callable[[int], QuerySet[Any]] | None = None


KINDS: dict[str, RoleKind] = {}


def register(kind: RoleKind) -> RoleKind:
    """Called at import of a module's roles.py; a key can be registered once."""
    if kind.key in KINDS:
        raise ValueError(f"The role kind {kind.key} is registered twice.")
    KINDS[kind.key] = kind
    ROLE_LABELS[kind.key] = kind.label
    return kind


def roles_of(person_id: int) -> list[Role]:
    """All roles in which a person may act, in the order in which the kinds were registered."""
    held = _held(person_id)
    return [role for kind in KINDS.values() if held.get(kind.key, True) for role in kind.roles_of(person_id)]


def _held(person_id: int) -> dict[str, bool]:
    """Kind → whether the person has a role of it, for the kinds that say where it stands."""
    known = {key: Exists(kind.rows(person_id)) for key, kind in KINDS.items() if kind.rows is not None}
    found = Person.objects.filter(pk=person_id).values_list(*known.values()).first()
    return dict(zip(known, found, strict=True)) if found else {}


def load(person_id: int, role: Role | None) -> tuple[Role | None, Any]:
    """The role as it is held now, with its subject; (None, None) when it is held no longer."""
    kind = KINDS.get(role.kind) if role else None
    found = kind.load(person_id, role.id) if kind and role else None
    return found or (None, None)


def menu(request: Any) -> list[Role]:
    """The person's roles for the switcher, from the session; asked anew once `forget_menu` was called."""
    kept = request.session.get("roles")
    if kept:
        return [Role(*row) for row in kept]
    mine = roles_of(request.user.pk)
    if mine:  # whoever has none yet may get one while they are signed in: then it is asked again each time
        request.session["roles"] = [[r.kind, r.id, r.label] for r in mine]
    return [Role(r.kind, r.id, r.label) for r in mine]


def forget_menu(request: Any) -> None:
    """Roles have changed: ask again at the next request."""
    request.session.pop("roles", None)


def current(request: Any, mine: list[Role]) -> tuple[Role | None, Any]:
    """In which of `mine` (`menu`) the person acts now, with its subject. One that was lost gives way to another."""
    person_id, chosen = request.user.pk, request.session.get("role", "")
    for role in sorted(mine, key=lambda r: r.key != chosen):
        found = load(person_id, role)
        if found[0] is not None:
            return found
    if mine:
        forget_menu(request)
    return None, None


def choose(request: Any, key: str) -> RoleKind | None:
    """Act in another role of one's own; answers its kind, or None when it isn't held."""
    forget_menu(request)
    if key not in [r.key for r in menu(request)]:
        return None
    request.session["role"] = key
    return KINDS[key.partition(":")[0]]


@dataclass(frozen=True)
class Card:
    """What somebody without a role can do: shown on the page that says that no role is tied to their address."""

    title: Text
    text: Text
    url: str
    label: Text


NO_ROLE: list[Callable[[Actor], Iterable[Card]]] = []
"""Asked for cards when a signed-in person has no role (P7); a module registers in its roles.py."""


@dataclass(frozen=True)
class ActingStaff(Role):
    """A staff role as it is held now, with what kind of staff."""

    staff_kind: str = ""


def staff_kind(actor: Actor) -> str:
    """What kind of staff the actor acts as (`StaffRole.Kind`), or nothing."""
    role = actor.role
    if role is None or role.kind != "staff" or actor.person_id is None:
        return ""
    if isinstance(role, ActingStaff):
        return role.staff_kind
    held = StaffRole.objects.filter(pk=role.id, person_id=actor.person_id, active=True)
    return held.values_list("kind", flat=True).first() or ""


def _staff_role(row: StaffRole) -> ActingStaff:
    return ActingStaff("staff", row.pk, str(Text(row.get_kind_display())), staff_kind=row.kind)


def _staff_roles(person_id: int) -> list[Role]:
    return [_staff_role(row) for row in _rows(person_id).order_by("pk")]


def _rows(person_id: int) -> QuerySet[StaffRole]:
    return StaffRole.objects.filter(person_id=person_id, active=True)


BESIDE: dict[str, Callable[[], Any]] = {}
"""What every page of the staff shows and higher modules know: attribute → an expression, read with the acting role."""


def _load_staff(person_id: int, pk: int) -> tuple[Role, StaffRole] | None:
    rows = StaffRole.objects.filter(pk=pk, person_id=person_id, active=True)
    row = rows.annotate(**{name: asked() for name, asked in BESIDE.items()}).first()
    return (_staff_role(row), row) if row else None


STAFF = register(
    RoleKind(
        key="staff", label=_("vendor's staff"), home="desk-home", roles_of=_staff_roles, load=_load_staff, rows=_rows
    )
)


@lists("Role kinds")
def _kinds() -> Iterable[str]:
    return (f"{kind.key}: {kind.label}; its first page is {kind.home}" for kind in KINDS.values())


@lists("Cards for people without a role")
def _cards() -> Iterable[str]:
    return (where(cards) for cards in NO_ROLE)
