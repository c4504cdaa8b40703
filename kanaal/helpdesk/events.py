"""What has happened with a request. Recorded about the thing the request is about, so that its timeline shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class RequestFact(Fact):
    """What all facts about requests say: which one, and of what kind."""

    request_id: int
    number: str
    kind: str


@dataclass(frozen=True)
class RequestAsked(RequestFact):
    says = _("%(who)s asked the helpdesk for something (%(number)s)")
    icon = "life-buoy"


@dataclass(frozen=True)
class RequestApproved(RequestFact):
    says = _("The helpdesk approved request %(number)s, and it was done")
    icon = "check"


@dataclass(frozen=True)
class RequestDeclined(RequestFact):
    says = _("The helpdesk declined request %(number)s")
    icon = "circle-x"


@dataclass(frozen=True)
class RequestWithdrawn(RequestFact):
    says = _("%(who)s withdrew request %(number)s")
    icon = "circle-x"


@dataclass(frozen=True)
class EvidenceAdded(RequestFact):
    says = _("%(who)s attached something to request %(number)s")
    icon = "file-text"


@dataclass(frozen=True)
class RequestAuthorised(RequestFact):
    says = _("%(who)s authorised request %(number)s")
    icon = "badge-check"


@dataclass(frozen=True)
class AuthorisationRefused(RequestFact):
    says = _("%(who)s refused to authorise request %(number)s")
    icon = "circle-x"


@dataclass(frozen=True)
class AuthorisationSentAgain(RequestFact):
    says = _("%(who)s had the authorisation of request %(number)s asked again")
    icon = "mail"


@dataclass(frozen=True)
class AuthorisationExpired(RequestFact):
    says = _("Nobody authorised request %(number)s in time")
    icon = "clock"


@dataclass(frozen=True)
class AuthoriserReminded(RequestFact):
    says = _("The authorisation of request %(number)s was recalled by mail")
    icon = "mail"


@dataclass(frozen=True)
class RequestHandedOver(RequestFact):
    """The asker left, and a colleague goes on with it."""

    says = _("Request %(number)s was handed to a colleague")
    icon = "users"
    to_id: int


@dataclass(frozen=True)
class RequestObjected(RequestFact):
    says = _("Request %(number)s was stopped: whoever was said to have left is still there")
    icon = "circle-x"


@dataclass(frozen=True)
class MasqueradeRefused(Fact):
    """Somebody gave an address that looks like a company's and is not. Kept although the request was refused, so that
    the desk sees it with the next one about the same thing.
    """

    says = _("%(who)s gave an address at %(domain)s, which looks like %(like)s and is not; it was refused")
    icon = "triangle-alert"
    kind: str
    domain: str
    like: str
    how: str
    email: str = personal()
