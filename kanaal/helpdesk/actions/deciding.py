"""Deciding: on approval the system does what was asked, whole or not at all (H2)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.helpdesk import mails, permissions
from kanaal.helpdesk.actions.recording import fact
from kanaal.helpdesk.events import RequestApproved, RequestDeclined
from kanaal.helpdesk.kinds import RequestKind, is_quiet, kind_of, subject_of
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.people import tokens


class NotAuthorised(Refusal):
    """Somebody must authorise this first; where the kind allows it, an agent may say why it goes without."""

    field = "without"

    def __init__(self, *, may_go_without: bool) -> None:
        waits = _("Ask for the authorisation again, or decline the request.")
        says_why = _("Wait for it, have it sent again, or say why this can be done without.")
        super().__init__(
            say(_("This has not been authorised yet, and nothing was done.")),
            remedy=say(says_why if may_go_without else waits),
        )


@transaction.atomic
def approve_request(request: Request, *, by: Actor, answer: str = "", without: str = "") -> Request:
    """Approve, and do it: the kind's effect runs in the same transaction, so that a refusal of it undoes all.

    Everything is checked again. `without` is the agent's reason for approving what nobody has authorised.
    """
    request = Request.locked(request.pk)
    decision = permissions.approve_request.check(by, request)
    kind, waited = kind_of(request), is_unauthorised(request)
    request.step("approve")

    if waited:
        _must_go_without(kind, without)
    subject = subject_of(request)
    kind.check(subject, request.values)
    kind.effect(subject, request.values, by)

    request.without = without.strip() if waited else ""
    _decide(request, by, answer)
    record(fact(RequestApproved, request), about=subject_of(request), by=by, receipt=decision)
    mails.request_approved(request)
    return request


@transaction.atomic
def decline_request(request: Request, *, by: Actor, answer: str) -> Request:
    """Say no, with the reason that the asker will read."""
    request = Request.locked(request.pk)
    decision = permissions.decline_request.check(by, request)

    request.step("decline")
    _decide(request, by, answer)
    record(fact(RequestDeclined, request), about=subject_of(request), by=by, receipt=decision)
    mails.request_declined(request)
    return request


def is_unauthorised(request: Request) -> bool:
    """Was somebody asked to authorise it, who has not said yes?"""
    if request.state == "awaiting":
        return True
    return is_quiet(request) and Authorisation.objects.filter(request=request).exclude(state="given").exists()


def _must_go_without(kind: RequestKind, without: str) -> None:
    if not kind.may_go_without or not without.strip():
        raise NotAuthorised(may_go_without=kind.may_go_without)


def _decide(request: Request, by: Actor, answer: str) -> None:
    request.decided_by_id, request.decided_at, request.answer = by.person_id, clock.now(), answer
    request.save(update_fields=["state", "decided_by", "decided_at", "answer", "without"])
    for purpose in ("authorise_request", "object_to_request"):
        tokens.use_up(purpose, request)
