"""What has happened with a case. Recorded about the case; what a partner's timeline shows is recorded there, too."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class CaseFact(Fact):
    """What all facts about cases say: which one."""

    case_id: int
    number: str


@dataclass(frozen=True)
class CaseOpened(CaseFact):
    says = _("%(who)s asked the helpdesk (%(number)s)")
    icon = "life-buoy"
    category: str = ""


@dataclass(frozen=True)
class CaseOpenedByMail(CaseFact):
    says = _("%(number)s was opened by a mail")
    icon = "mail"
    category: str = ""
    incoming_id: int = 0


@dataclass(frozen=True)
class CaseAddedTo(CaseFact):
    says = _("%(who)s added to %(number)s")
    icon = "mail"
    message_id: int = 0


@dataclass(frozen=True)
class CaseAnswered(CaseFact):
    says = _("The helpdesk answered %(number)s")
    icon = "mail"
    message_id: int = 0


@dataclass(frozen=True)
class CaseNoted(CaseFact):
    says = _("%(who)s wrote a note for colleagues at %(number)s")
    icon = "file-pen"
    message_id: int = 0


@dataclass(frozen=True)
class CaseQuestionAsked(CaseFact):
    says = _("The helpdesk asked something about %(number)s and waits for the answer")
    icon = "mail"
    message_id: int = 0


@dataclass(frozen=True)
class CaseTaken(CaseFact):
    says = _("%(number)s was given to somebody of the helpdesk")
    icon = "users"
    assignee_id: int | None = None


@dataclass(frozen=True)
class CaseMoved(CaseFact):
    says = _("%(number)s was moved to another category or queue")
    icon = "history"
    category: str = ""
    queue: str = ""


@dataclass(frozen=True)
class CaseSolved(CaseFact):
    says = _("The helpdesk solved %(number)s")
    icon = "check"


@dataclass(frozen=True)
class CaseClosed(CaseFact):
    says = _("%(who)s closed %(number)s")
    icon = "check"


@dataclass(frozen=True)
class CaseReopened(CaseFact):
    says = _("%(number)s was opened again")
    icon = "history"


@dataclass(frozen=True)
class CaseRated(CaseFact):
    says = _("%(who)s rated how %(number)s was handled")
    icon = "check"
    rating: int = 0


@dataclass(frozen=True)
class CasesMerged(CaseFact):
    says = _("%(number)s was merged into %(into)s")
    icon = "layers"
    into_id: int = 0
    into: str = ""


@dataclass(frozen=True)
class CasesParted(CaseFact):
    says = _("%(number)s was taken out of %(into)s again")
    icon = "layers"
    into_id: int = 0
    into: str = ""


@dataclass(frozen=True)
class CaseVerified(CaseFact):
    says = _("The helpdesk found out who asked %(number)s")
    icon = "check"
    asker_id: int = 0
    email: str = personal()


@dataclass(frozen=True)
class CaseHandedOver(CaseFact):
    says = _("%(number)s was handed over to a colleague")
    icon = "users"
    from_id: int = 0
    to_id: int = 0


@dataclass(frozen=True)
class CasePromiseWarned(CaseFact):
    says = _("The promise for %(number)s was about to break; the helpdesk was told")
    icon = "clock"


@dataclass(frozen=True)
class CasePromiseBroken(CaseFact):
    says = _("The promise for %(number)s was broken; the helpdesk was told")
    icon = "triangle-alert"


@dataclass(frozen=True)
class MailReceived(CaseFact):
    """A mail was taken in; `outcome` says what became of it."""

    says = _("A mail came in about %(number)s")
    icon = "mail"
    incoming_id: int = 0
    outcome: str = ""


@dataclass(frozen=True)
class MailBounced(CaseFact):
    says = _("A mail about %(number)s could not be delivered")
    icon = "triangle-alert"
    message_id: int = 0
