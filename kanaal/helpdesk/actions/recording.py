"""Recording what happened with a request: always about the thing that it is about."""

from __future__ import annotations

from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision
from kanaal.core.events import record
from kanaal.helpdesk.events import RequestFact
from kanaal.helpdesk.kinds import subject_of
from kanaal.helpdesk.models import Request


def record_request(fact: type[RequestFact], request: Request, by: Actor, receipt: Decision | None = None) -> None:
    kept = fact(request_id=request.pk, number=request.number, kind=request.kind)
    record(kept, about=subject_of(request), by=by, receipt=receipt)
