"""Who acts. An actor is passed by hand from the door to the action, and is never ambient."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text

ActorKind = Literal["person", "client", "clock", "stranger"]


@dataclass(frozen=True)
class Role:
    """What a person is here: contact of a partner, vendor's staff, … `kind` is registered by a module's roles.py."""

    kind: str
    id: int
    label: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Actor:
    """A person in a role, an API client, the clock, or a stranger who has not signed in.

    `seen_by` is the id of the member of staff who looks through this person's eyes; such an actor changes nothing.
    """

    kind: ActorKind
    person_id: int | None = None
    name: str = ""
    email: str = ""
    role: Role | None = None
    seen_by: int | None = None
    address: str = ""

    @property
    def view_only(self) -> bool:
        return self.seen_by is not None

    @property
    def signed_in(self) -> bool:
        return self.kind in ("person", "client")

    def acts_as(self, kind: str) -> bool:
        """Does the actor stand here in a role of this kind?"""
        return self.role is not None and self.role.kind == kind

    def acting_as(self, role: Role | None) -> Actor:
        return replace(self, role=role)

    @property
    def shown(self) -> Text:
        """The actor's name for a timeline, in the reader's language."""
        if self.kind == "clock":
            return Text(_("Kanaal, at the set time"))
        return Text(self.name or _("a visitor"), literal=bool(self.name))


CLOCK = Actor(kind="clock")
STRANGER = Actor(kind="stranger")
