"""Queues: what waits for those who work here. Each module declares its own in its queues.py; the desk shows them as
one list.

    register(
        Queue(
            key="registrations", label=_("Registrations"), one=_("Registration"), icon="shield-check",
            door=permissions.see_registrations, url="desk-registrations",
            waiting=lambda: Registration.objects.filter(state="submitted"),
            since="waiting_since", promised="promised_at", region="region", agent="agent",
            related=("partner", "account", "agent"), show=_shown,
        )
    )

A queue is a queryset and the names of its fields: from those of all queues the desk builds one question for the order
and one for the counts; the rows of a page are fetched with one question for each queue that has some on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kanaal.core.actors import Actor
from kanaal.core.decisions import Permission
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text


@dataclass(frozen=True)
class Waiting:
    """One row as the list shows it. `agent` is who has it in hand; `promised` by when it was promised, if it was."""

    title: str
    url: str
    since: dt.datetime | None
    under: str = ""
    promised: dt.datetime | None = None
    agent: str = ""


@dataclass(frozen=True)
class Queue:
    """What waits, of one kind.

    `waiting` answers what waits, in no order. `promised` names the moment by which it was promised (never empty among
    the waiting, and indexed behind what `waiting` asks for); without one, a row stands by `since`, and is never late.
    `region` and `agent` name the fields by which the list is narrowed (`agent`: to a Person); a queue without them is
    left out of a list that is narrowed so. `url` names the page of the whole queue.
    """

    key: str
    label: str
    one: str
    door: Permission[Any]
    url: str
    waiting: Callable[[], QuerySet[Any]]
    show: Callable[[Any], Waiting]
    since: str
    promised: str = ""
    region: str = ""
    agent: str = ""
    related: tuple[str, ...] = ()
    icon: str = "inbox"

    @property
    def sort(self) -> str:
        """The field by which its rows stand among all others."""
        return self.promised or self.since

    @property
    def shown_label(self) -> Text:
        return Text(self.label)

    def fetch(self, ids: Iterable[int]) -> dict[int, Waiting]:
        """Rows by their ids, ready to be shown; one question."""
        rows = self.waiting().model._default_manager.filter(pk__in=list(ids)).select_related(*self.related)
        return {row.pk: self.show(row) for row in rows}


QUEUES: dict[str, Queue] = {}


def register(queue: Queue) -> Queue:
    """Called at import of a module's queues.py; a key can be registered once."""
    if queue.key in QUEUES:
        raise ValueError(f"The queue {queue.key} is registered twice.")
    QUEUES[queue.key] = queue
    return queue


def queues_for(actor: Actor) -> list[Queue]:
    """The queues whose door is open to the actor. The others are not asked at all."""
    return [one for one in QUEUES.values() if one.door.allows(actor, None)]


@lists("Queues of the desk")
def _queues() -> Iterable[str]:
    return (f"{one.key}: {one.door.name}, by {one.sort}, {where(one.show)}" for one in QUEUES.values())
