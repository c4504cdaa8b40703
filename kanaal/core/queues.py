"""Queues: what waits for those who work here. Each module declares its own in its queues.py; the desk shows them as
one list.

    register(
        Queue(
            key="registrations", label=_("Registrations"), icon="shield-check",
            door=permissions.see_registrations, url="desk-registrations",
            waiting=lambda: Registration.objects.filter(state="submitted"),
            since="waiting_since", promised="promised_at", region="region", agent="agent",
            words=("number", "account__name", "partner__name"),
            show=lambda row: Waiting(row["account__name"], reverse("desk-registration", args=[row["number"]])),
        )
    )

A queue is a queryset and names of fields: from those of all queues the desk builds one question for the order, one for
the counts and one for the words of a page's rows, however many queues there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kanaal.core.actors import Actor
from kanaal.core.decisions import Permission
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text

MOST_WORDS = 6


@dataclass(frozen=True)
class Waiting:
    """One row as the list shows it: what it is called, where it is decided, and a line beneath."""

    title: str
    url: str
    under: str = ""


Show = Callable[[Mapping[str, str]], Waiting]
"""The words of a row by the names of their fields, and its `pk`, all as text (empty for none) → the row."""


@dataclass(frozen=True)
class Queue:
    """What waits, of one kind.

    `waiting` answers what waits, in no order. `since` is the moment since which, `promised` the one by which it was
    promised (never empty among the waiting, and indexed behind what `waiting` asks for); without one a row stands by
    `since`, and is never late. `region` (a region's key) and `agent` (the Person who has it in hand) name the fields by
    which the list is narrowed; a queue without them is left out of a list that is narrowed so. `words` names the fields
    that `show` needs, six at most. `url` names the page of the whole queue.

    `real_time`: its moments are the machine's, which no moved clock moves.
    """

    key: str
    label: str
    door: Permission[Any]
    url: str
    waiting: Callable[[], QuerySet[Any]]
    since: str
    show: Show
    promised: str = ""
    region: str = ""
    agent: str = ""
    words: tuple[str, ...] = ()
    icon: str = "inbox"
    real_time: bool = False

    def __post_init__(self) -> None:
        if len(self.words) > MOST_WORDS:
            raise ValueError(f"The queue {self.key} asks for more than {MOST_WORDS} words.")

    @property
    def sort(self) -> str:
        """The field by which its rows stand among all others."""
        return self.promised or self.since

    @property
    def shown_label(self) -> Text:
        return Text(self.label)


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
