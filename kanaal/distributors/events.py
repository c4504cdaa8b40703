"""What has happened with distributors and their users."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class DistributorMade(Fact):
    says = _("%(who)s added the distributor %(number)s")
    icon = "warehouse"
    number: str


@dataclass(frozen=True)
class DistributorChanged(Fact):
    says = _("%(who)s changed the distributor's data")
    icon = "pencil"
    fields: list[str]


@dataclass(frozen=True)
class DistributorEnded(Fact):
    says = _("%(who)s ended the distributor: it takes no more orders")
    icon = "ban"
    number: str


@dataclass(frozen=True)
class DistributorUserInvited(Fact):
    says = _("%(who)s invited %(email)s")
    icon = "mail"
    user_id: int
    email: str = personal()


@dataclass(frozen=True)
class DistributorUserSentAgain(Fact):
    says = _("%(who)s sent the invitation of %(email)s again")
    icon = "mail"
    user_id: int
    email: str = personal()


@dataclass(frozen=True)
class DistributorUserWithdrawn(Fact):
    says = _("%(who)s withdrew the invitation of %(email)s")
    icon = "mail-x"
    user_id: int
    email: str = personal()


@dataclass(frozen=True)
class DistributorUserAccepted(Fact):
    says = _("%(name)s accepted, and acts for the distributor")
    icon = "user-check"
    user_id: int
    name: str = personal()


@dataclass(frozen=True)
class DistributorUserLeft(Fact):
    says = _("%(who)s noted that %(name)s has left")
    icon = "user-x"
    user_id: int
    name: str = personal()
