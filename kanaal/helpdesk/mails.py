"""Mails about requests: received, done, declined. Each leads to the request's page."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.helpdesk.kinds import kind_of, sum_up
from kanaal.helpdesk.models import Request


def request_received(request: Request) -> Mail:
    return _post("request_received", request)


def request_approved(request: Request) -> Mail:
    return _post("request_approved", request)


def request_declined(request: Request) -> Mail:
    return _post("request_declined", request)


def _post(name: str, request: Request) -> Mail:
    person = request.asked_by
    return outbox.post(
        name,
        to=person.email,
        language=person.language,
        person_id=person.pk,
        context={
            "name": str(person),
            "number": request.number,
            "asked": sum_up(request),
            "answer": request.answer,
            "request_url": absolute("request", request.pk),
            "kind": kind_of(request).key,
        },
    )
