"""Signing oneself out in other browsers."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.people import permissions
from kanaal.people.events import SessionsEnded
from kanaal.people.models import Person


class SessionOver(Refusal):
    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("That browser is signed out already.")),
            remedy=say(_("Load the page again to see where you are signed in.")),
        )


@transaction.atomic
def end_sessions(person: Person, *, keep: str | None = None, only: int | None = None, by: Actor) -> int:
    """Sign out one browser (`only`, a session's id) or all but the one with the key `keep`; answers how many."""
    person = Person.locked(person.pk)
    permissions.end_sessions.check(by, person)

    rows = UserSession.objects.filter(user=person).exclude(session_key=keep or "")
    ending = list(rows.filter(pk=only) if only is not None else rows)
    if only is not None and not ending:
        raise SessionOver

    for row in ending:
        row.end()
    if ending:
        record(SessionsEnded(count=len(ending)), about=person, by=by, person_id=person.pk)
    return len(ending)
