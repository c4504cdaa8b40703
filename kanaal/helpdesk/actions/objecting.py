"""Whoever is said to have left can say that they have not; and what masqueraded is kept for the desk (K1)."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk import mails, permissions
from kanaal.helpdesk.actions.recording import fact
from kanaal.helpdesk.events import MasqueradeRefused, RequestObjected
from kanaal.helpdesk.kinds import kind_of, subject_of
from kanaal.helpdesk.models import Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.people import tokens
from kanaal.programme.policies import policy

PURPOSE = "object_to_request"


class Masquerade(Refusal):
    """An address that looks like a company's and is not. `noted` is kept about the thing that was asked about."""

    status = 422

    def __init__(self, about: models.Model, noted: MasqueradeRefused, remedy: Text, field: str = "email") -> None:
        super().__init__(
            say(
                _("%(domain)s looks like %(like)s, and is another domain. Nobody is asked there; the desk is told."),
                domain=name(noted.domain),
                like=name(noted.like),
            ),
            remedy=remedy,
        )
        self.about, self.noted = about, noted
        self.__dict__["field"] = field


def offer_objection(request: Request) -> None:
    """Part of asking: whoever the request says has left is told, with a link that stops it."""
    who = kind_of(request).objector(subject_of(request), request.values)
    if who is None or who.person_id == request.asked_by_id:
        return
    until = clock.now() + dt.timedelta(days=policy(HelpdeskPolicy).authorisation_days)
    secret = tokens.issue(PURPOSE, request, audience=who.email, until=until)
    mails.objection_offered(request, who, secret)


@transaction.atomic
def object_to_request(request: Request, *, secret: str, word: str = "", by: Actor) -> Request:
    """Stop a request that says one has left. It is over; nothing was done, and its asker is told."""
    request = Request.locked(request.pk)
    token = tokens.look_up(PURPOSE, secret)
    decision = permissions.object_to_request.check(by, token.audience)

    request.step("object")
    request.decided_at = clock.now()
    request.save(update_fields=["state", "decided_at"])
    tokens.use(PURPOSE, secret)
    tokens.withdraw("authorise_request", request)
    record(fact(RequestObjected, request), about=subject_of(request), by=by, receipt=decision)
    mails.request_objected(request, word.strip())
    return request


@transaction.atomic
def note_masquerade(about: models.Model, *, noted: MasqueradeRefused, by: Actor) -> None:
    """Keep what was refused, in a transaction of its own: the request that was asked left nothing behind."""
    permissions.note_masquerade.check(by, about)
    record(noted, about=about, by=by, person_id=by.person_id)
