"""Mails about requests: received, done, declined. Each leads to the request's page."""

from __future__ import annotations

from typing import Any

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.helpdesk.kinds import Authoriser, kind_of, sum_up
from kanaal.helpdesk.models import Authorisation, Request


def request_received(request: Request) -> Mail:
    return _post("request_received", request)


def request_approved(request: Request) -> Mail:
    return _post("request_approved", request)


def request_declined(request: Request) -> Mail:
    return _post("request_declined", request)


def request_authorised(request: Request) -> Mail:
    """To the asker: the other said yes; now the helpdesk decides."""
    return _post("request_authorised", request)


def request_refused(request: Request) -> Mail:
    """To the asker: the other said no, in their own words."""
    return _post("request_refused", request, word=request.authorisation.word)


def authorisation_expired(request: Request) -> Mail:
    """To the asker: nobody answered; it can be sent again."""
    return _post("authorisation_expired", request)


def authorisation_asked(authorisation: Authorisation, secret: str) -> Mail:
    """To whoever must authorise: what is asked, by whom, why it is they, and until when they can answer."""
    request = authorisation.request
    return outbox.post(
        "authorisation_asked",
        to=authorisation.email,
        language=authorisation.language,
        person_id=authorisation.person_id,
        context={
            "name": str(authorisation),
            "asker": str(request.asked_by),
            "asked": sum_up(request),
            "reason": request.reason,
            "why": authorisation.reason,
            "until": authorisation.until,
            "authorise_url": absolute("authorise-by-link", secret),
        },
    )


def objection_offered(request: Request, who: Authoriser, secret: str) -> Mail:
    """To whoever is said to have left: what was asked, and how to stop it if they have not (K1)."""
    return outbox.post(
        "objection_offered",
        to=who.email,
        language=who.language,
        person_id=who.person_id,
        context={
            "name": who.name,
            "asker": str(request.asked_by),
            "asked": sum_up(request),
            "why": who.why,
            "number": request.number,
            "object_url": absolute("object-by-link", secret),
        },
    )


def request_objected(request: Request, word: str) -> Mail:
    """To the asker: whoever was said to have left has answered."""
    return _post("request_objected", request, word=word)


def _post(name: str, request: Request, **more: Any) -> Mail:
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
            "promised": request.promised_at,
            "request_url": absolute("request", request.pk),
            "kind": kind_of(request).key,
            "awaits": str(request.authorisation) if request.state == "awaiting" else "",
            **more,
        },
    )
