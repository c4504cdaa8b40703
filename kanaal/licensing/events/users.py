"""Users at the customer, the licences they are given, and the directory that provisions them (V13)."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class LicenceUserFact(Fact):
    """What facts about one user say: which one."""

    licence_user_id: int
    email: str = personal()


@dataclass(frozen=True)
class LicenceUserAdded(LicenceUserFact):
    says = _("%(who)s added the user %(email)s")
    icon = "user-plus"
    source: str = "hand"


@dataclass(frozen=True)
class LicenceUserChanged(LicenceUserFact):
    says = _("%(who)s changed the user %(email)s")
    icon = "user-pen"
    active: bool = True


@dataclass(frozen=True)
class LicenceUserRemoved(Fact):
    """Nothing is kept of the user but this."""

    says = _("%(who)s removed a user, and what was held about them")
    icon = "user-x"
    licence_user_id: int


@dataclass(frozen=True)
class LicenceUsersImported(Fact):
    """`file`: SHA-256 of what was read, by which the same file is known again."""

    says = _("%(who)s took in a file of users: %(added)s new, %(changed)s changed; licences given: %(given)s")
    icon = "file-spreadsheet"
    added: int
    changed: int
    given: int
    file: str


@dataclass(frozen=True)
class LicencesGiven(Fact):
    """`users` are their ids; `source`: by hand, from a file, or by group."""

    says = _("%(who)s gave out licences of %(sku)s: %(count)s")
    icon = "badge-check"
    sku: str
    count: int
    users: list[int] = field(default_factory=list)
    source: str = "hand"


@dataclass(frozen=True)
class LicencesTakenBack(Fact):
    says = _("%(who)s took licences of %(sku)s back: %(count)s")
    icon = "undo-2"
    sku: str
    count: int
    users: list[int] = field(default_factory=list)
    source: str = "hand"


@dataclass(frozen=True)
class ProvisioningTokenMade(Fact):
    says = _("%(who)s made the token %(name)s for a directory, good until %(until)s")
    icon = "key-round"
    token_id: int
    name: str
    until: str


@dataclass(frozen=True)
class ProvisioningTokenRevoked(Fact):
    says = _("%(who)s revoked the token %(name)s of a directory")
    icon = "key-round"
    token_id: int
    name: str


@dataclass(frozen=True)
class LicenceGroupFact(Fact):
    licence_group_id: int
    name: str


@dataclass(frozen=True)
class LicenceGroupMade(LicenceGroupFact):
    says = _("%(who)s made the group %(name)s")
    icon = "users-round"


@dataclass(frozen=True)
class LicenceGroupChanged(LicenceGroupFact):
    says = _("%(who)s changed who is in the group %(name)s: %(joined)s came, %(left)s went")
    icon = "users-round"
    joined: int = 0
    left: int = 0


@dataclass(frozen=True)
class LicenceGroupMapped(LicenceGroupFact):
    says = _("%(who)s chose that the group %(name)s gives %(sku)s")
    icon = "link"
    sku: str = ""


@dataclass(frozen=True)
class LicenceGroupRemoved(LicenceGroupFact):
    says = _("%(who)s removed the group %(name)s")
    icon = "users-round"
