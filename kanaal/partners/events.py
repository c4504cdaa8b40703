"""What has happened at a partner."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class ContactInvited(Fact):
    says = _("%(who)s invited %(email)s")
    icon = "mail"
    invitation_id: int
    kind: str
    email: str = personal()


@dataclass(frozen=True)
class InvitationSentAgain(Fact):
    says = _("%(who)s sent the invitation of %(email)s again")
    icon = "mail"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationWithdrawn(Fact):
    says = _("%(who)s withdrew the invitation of %(email)s")
    icon = "circle-x"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationExpired(Fact):
    says = _("The invitation of %(email)s expired")
    icon = "clock"
    invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class InvitationAccepted(Fact):
    says = _("%(name)s accepted the invitation")
    icon = "check"
    invitation_id: int
    contact_id: int
    kind: str
    name: str = personal()


@dataclass(frozen=True)
class BranchDomainAdded(Fact):
    says = _("The domain %(domain)s of a branch was added")
    icon = "at-sign"
    domain: str
