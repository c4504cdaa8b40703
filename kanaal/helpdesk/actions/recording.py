"""The facts about a request all say the same of it: which one, and of what kind."""

from __future__ import annotations

from kanaal.helpdesk.events import RequestFact
from kanaal.helpdesk.models import Request


def fact(made: type[RequestFact], request: Request) -> RequestFact:
    return made(request_id=request.pk, number=request.number, kind=request.kind)
