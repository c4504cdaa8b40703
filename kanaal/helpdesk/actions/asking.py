"""Asking the helpdesk, with what proves it; taking it back; handing it to a colleague (H2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import name, say
from kanaal.helpdesk import mails, permissions
from kanaal.helpdesk.actions import evidence
from kanaal.helpdesk.actions.authorising import ask_for_authorisation
from kanaal.helpdesk.actions.objecting import Masquerade, note_masquerade, offer_objection
from kanaal.helpdesk.actions.recording import fact
from kanaal.helpdesk.events import EvidenceAdded, RequestAsked, RequestHandedOver, RequestWithdrawn
from kanaal.helpdesk.kinds import Values, decide, kind_called, kind_of, subject_of
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.helpdesk.promises import promised_answer
from kanaal.people import tokens
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


class EvidenceMissing(Refusal):
    field = "evidence"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("The helpdesk can't decide this without something that proves it.")),
            remedy=say(_("Attach what is asked for below: a PDF or a picture.")),
        )


def ask_request(
    kind_key: str, *, values: Values, reason: str, by: Actor, files: Sequence[UploadedFile[Any]] = ()
) -> Request:
    """Ask for something the helpdesk can grant. Raises NotAllowed by the kind's own permission, and what it refuses.

    Where somebody must authorise it, they are asked by mail and it reaches the desk when they have (state `awaiting`).
    """
    try:
        return _ask(kind_key, values=values, reason=reason, by=by, files=files)
    except Masquerade as refused:
        note_masquerade(refused.about, noted=refused.noted, by=by)
        raise


@transaction.atomic
def _ask(kind_key: str, *, values: Values, reason: str, by: Actor, files: Sequence[UploadedFile[Any]]) -> Request:
    kind = kind_called(kind_key)
    permissions.ask_request.check(by, None)
    asker = Person.locked(by.person_id or 0)
    subject, decision = decide(kind, by)
    if not decision.allowed:
        raise NotAllowed(decision)
    values = kind.completes(subject, values, by)
    kind.check(subject, values)
    if not files and kind.evidence and kind.evidence.needed(subject, values):
        raise EvidenceMissing
    same = {"kind": kind.key, "about_kind": subject._meta.label_lower, "about_id": subject.pk}
    if earlier := Request.objects.filter(**same, state__in=Request.OPEN, same_as=kind.same_as(values)).first():
        raise AskedAlready(earlier, by)

    now = clock.now()
    request = Request.objects.create(
        **same,
        state="open",
        number=next_number("request", policy(HelpdeskPolicy).number_prefix),
        values=dict(values),
        same_as=kind.same_as(values),
        reason=reason,
        asked_by=asker,
        asked_at=now,
        promised_at=promised_answer(now, kind.region(subject)),
    )
    evidence.keep_all(request, files, asker)
    record(fact(RequestAsked, request), about=subject_of(request), by=by)
    if not kind.quiet:  # of a quiet one whoever must authorise is asked by the worker: no time tells of it either
        ask_for_authorisation(request, by)
    offer_objection(request)
    mails.request_received(request)
    return request


@transaction.atomic
def add_evidence(request: Request, *, files: Sequence[UploadedFile[Any]], by: Actor) -> Request:
    """Attach more to a request that is not decided yet."""
    request = Request.locked(request.pk)
    permissions.add_evidence.check(by, request)
    _must_be_open(request)
    if not files:
        raise EvidenceMissing

    evidence.keep_all(request, files, Person.objects.get(pk=by.person_id or 0))
    record(fact(EvidenceAdded, request), about=subject_of(request), by=by)
    return request


@transaction.atomic
def withdraw_request(request: Request, *, by: Actor) -> Request:
    """The asker takes it back; nothing was done."""
    request = Request.locked(request.pk)
    permissions.withdraw_request.check(by, request)

    return _taken_back(request, by)


@transaction.atomic
def hand_over_request(request: Request, *, to: Person, by: Actor) -> Request:
    """The asker has left: what they asked for their company goes on in a colleague's name, and is never lost (P11).

    What they asked for themselves alone (`personal` of the kind) is withdrawn. The caller has checked who may.
    """
    request = Request.locked(request.pk)
    permissions.hand_over_request.check(by, request)
    _must_be_open(request)

    if kind_of(request).personal:
        return _taken_back(request, by)
    request.asked_by = to
    request.save(update_fields=["asked_by"])
    handed = RequestHandedOver(request_id=request.pk, number=request.number, kind=request.kind, to_id=to.pk)
    record(handed, about=subject_of(request), by=by)
    return request


def _must_be_open(request: Request) -> None:
    if request.state not in Request.OPEN:
        raise WrongState(
            say(_("This is already %(state)s, so it can't be done any more."), state=request.state_label),
            remedy=say(_("Ask anew, if it is still needed.")),
        )


def _taken_back(request: Request, by: Actor) -> Request:
    request.step("withdraw")
    request.decided_at = clock.now()
    request.save(update_fields=["state", "decided_at"])
    for purpose in ("authorise_request", "object_to_request"):
        tokens.withdraw(purpose, request)
    record(fact(RequestWithdrawn, request), about=subject_of(request), by=by)
    return request
