"""At the customer: who administers an agreement (V12), and its word that it changes reseller (V9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class AdministratorFact(Fact):
    """What all these facts say: which invitation, and to whom."""

    administrator_invitation_id: int
    email: str = personal()


@dataclass(frozen=True)
class AdministratorInvited(AdministratorFact):
    says = _("%(who)s invited %(email)s to administer the agreement")
    icon = "mail"


@dataclass(frozen=True)
class PrimaryAdministratorChosen(AdministratorFact):
    """The one who was it stays so until the chosen one has accepted, and the terms."""

    says = _("%(who)s chose %(email)s to become the primary administrator")
    icon = "crown"


@dataclass(frozen=True)
class SuccessorInvited(AdministratorFact):
    """In the place of a primary administrator who has left, with a colleague's authorisation."""

    says = _("%(who)s invited %(email)s in the place of the primary administrator, who has left")
    icon = "user-check"


@dataclass(frozen=True)
class AdministratorInvitationSentAgain(AdministratorFact):
    says = _("%(who)s sent the invitation of %(email)s again")
    icon = "mail"


@dataclass(frozen=True)
class AdministratorInvitationWithdrawn(AdministratorFact):
    says = _("%(who)s withdrew the invitation of %(email)s")
    icon = "mail-x"


@dataclass(frozen=True)
class AdministratorInvitationExpired(AdministratorFact):
    says = _("The invitation of %(email)s expired")
    icon = "mail-x"


@dataclass(frozen=True)
class AdministrationDeclined(AdministratorFact):
    says = _("%(email)s declined to administer the agreement")
    icon = "mail-x"


@dataclass(frozen=True)
class AdministrationAccepted(AdministratorFact):
    says = _("%(email)s administers the agreement from now on")
    icon = "user-check"
    administrator_id: int = 0


@dataclass(frozen=True)
class PrimaryAdministratorChanged(AdministratorFact):
    says = _("%(email)s is the primary administrator from now on")
    icon = "crown"
    administrator_id: int = 0
    was_id: int | None = None


@dataclass(frozen=True)
class AdministratorDismissed(Fact):
    """By a colleague, by themselves, or because their ID was erased."""

    says = _("%(email)s administers the agreement no more")
    icon = "user-x"
    administrator_id: int
    email: str = personal()


@dataclass(frozen=True)
class SwitchConsentGiven(Fact):
    """The code itself is kept nowhere."""

    says = _("%(who)s made a consent code, for changing the reseller, good until %(until)s")
    icon = "key-round"
    consent_id: int
    until: str


@dataclass(frozen=True)
class SwitchConsentWithdrawn(Fact):
    says = _("%(who)s withdrew the consent code")
    icon = "key-round"
    consent_id: int
