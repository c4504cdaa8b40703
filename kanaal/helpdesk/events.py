"""What has happened with a request. Recorded about the thing the request is about, so that its timeline shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class RequestAsked(Fact):
    says = _("%(who)s asked the helpdesk for something (%(number)s)")
    icon = "life-buoy"
    request_id: int
    number: str
    kind: str


@dataclass(frozen=True)
class RequestApproved(Fact):
    says = _("The helpdesk approved request %(number)s, and it was done")
    icon = "check"
    request_id: int
    number: str
    kind: str


@dataclass(frozen=True)
class RequestDeclined(Fact):
    says = _("The helpdesk declined request %(number)s")
    icon = "circle-x"
    request_id: int
    number: str
    kind: str


@dataclass(frozen=True)
class RequestWithdrawn(Fact):
    says = _("%(who)s withdrew request %(number)s")
    icon = "circle-x"
    request_id: int
    number: str
    kind: str
