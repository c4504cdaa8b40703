"""Asking the helpdesk, and deciding: on approval the system does what was asked, whole or not at all (H2)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, NotAllowed
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.helpdesk import mails, permissions
from kanaal.helpdesk.events import RequestApproved, RequestAsked, RequestDeclined, RequestFact, RequestWithdrawn
from kanaal.helpdesk.kinds import Values, decide, kind_called, kind_of, subject_of
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy


class AskedAlready(Refusal):
    def __init__(self, request: Request, by: Actor) -> None:
        mine = request.asked_by_id == by.person_id  # a colleague's request is theirs to look at
        super().__init__(
            say(_("This was asked already: %(number)s waits for the helpdesk."), number=name(request.number)),
            remedy=say(_("You need not ask again; whoever asked is told by mail.")),
            link=reverse("request", args=[request.pk]) if mine else "",
            label=say(_("Look at %(number)s"), number=name(request.number)) if mine else None,
        )


@transaction.atomic
def ask_request(kind_key: str, *, values: Values, reason: str, by: Actor) -> Request:
    """Ask for something the helpdesk can grant. Raises NotAllowed by the kind's own permission, and what it refuses."""
    kind = kind_called(kind_key)
    permissions.ask_request.check(by, None)
    asker = Person.locked(by.person_id or 0)
    subject, decision = decide(kind, by)
    if not decision.allowed:
        raise NotAllowed(decision)
    kind.check(subject, values)
    same = {"kind": kind.key, "about_kind": subject._meta.label_lower, "about_id": subject.pk, "state": "open"}
    if earlier := Request.objects.filter(**same, same_as=kind.same_as(values)).first():
        raise AskedAlready(earlier, by)

    request = Request.objects.create(
        **same,
        number=next_number("request", policy(HelpdeskPolicy).number_prefix),
        values=dict(values),
        same_as=kind.same_as(values),
        reason=reason,
        asked_by=asker,
        asked_at=clock.now(),
    )
    _record(RequestAsked, request, by)
    mails.request_received(request)
    return request


@transaction.atomic
def approve_request(request: Request, *, by: Actor, answer: str = "") -> Request:
    """Approve, and do it: the kind's effect runs in the same transaction, so that a refusal of it undoes all."""
    request = Request.locked(request.pk)
    decision = permissions.approve_request.check(by, request)

    request.step("approve")
    kind_of(request).effect(subject_of(request), request.values, by)
    _decide(request, by, answer)
    _record(RequestApproved, request, by, decision)
    mails.request_approved(request)
    return request


@transaction.atomic
def decline_request(request: Request, *, by: Actor, answer: str) -> Request:
    """Say no, with the reason that the asker will read."""
    request = Request.locked(request.pk)
    decision = permissions.decline_request.check(by, request)

    request.step("decline")
    _decide(request, by, answer)
    _record(RequestDeclined, request, by, decision)
    mails.request_declined(request)
    return request


@transaction.atomic
def withdraw_request(request: Request, *, by: Actor) -> Request:
    """The asker takes it back; nothing was done."""
    request = Request.locked(request.pk)
    permissions.withdraw_request.check(by, request)

    request.step("withdraw")
    request.decided_at = clock.now()
    request.save(update_fields=["state", "decided_at"])
    _record(RequestWithdrawn, request, by)
    return request


def _decide(request: Request, by: Actor, answer: str) -> None:
    request.decided_by_id, request.decided_at, request.answer = by.person_id, clock.now(), answer
    request.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _record(fact: type[RequestFact], request: Request, by: Actor, receipt: Decision | None = None) -> None:
    kept = fact(request_id=request.pk, number=request.number, kind=request.kind)
    record(kept, about=subject_of(request), by=by, receipt=receipt)
