"""Where a person is signed in: one row for each browser."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession

from kanaal.core.texts import Text
from kanaal.people.models import Person
from kanaal.people.visitors import shown_browser


@dataclass(frozen=True)
class OpenSession:
    id: int
    browser: Text
    address: str
    since: dt.datetime
    here: bool


def sessions_of(person: Person, here: str | None) -> list[OpenSession]:
    """A person's open sessions, newest first; `here` is the key of the one that asks. Ended ones are cleared away."""
    rows = sorted(UserSession.objects.purge_and_list(person), key=lambda row: row.created_at, reverse=True)
    return [_shown(row, here) for row in rows]


def _shown(row: Any, here: str | None) -> OpenSession:
    return OpenSession(row.pk, shown_browser(row.user_agent), row.ip, row.created_at, row.session_key == here)
