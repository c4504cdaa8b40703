"""Facts in the past tense: the audit trail, the timeline on pages, and what webhooks will send.

`record` writes one row in the transaction of the change and calls the reactions that higher modules declared.
Personal data lie beside the event, erasable (L5); the event holds a salted digest of them, so the seal still
verifies after an erasure.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django.db import models

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision
from kanaal.core.models import Event, PersonalData

E = TypeVar("E", bound="Fact")
Reaction = Callable[[Any, Event], None]

FACTS: dict[str, type[Fact]] = {}
REACTIONS: dict[type[Fact], list[Reaction]] = defaultdict(list)


def personal(default: Any = "") -> Any:
    """A field of a fact that says something of a person: kept beside the event and erasable."""
    return dataclasses.field(default=default, metadata={"personal": True})


@dataclasses.dataclass(frozen=True)
class Fact:
    """Base of all facts. The class name is public (webhooks carry it); `says` is its line on a timeline.

    `says` is a catalogue message; besides the fact's own fields it may use `%(who)s`, the actor.
    """

    says: ClassVar[str] = ""
    icon: ClassVar[str] = "circle"
    shows: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    """Fields that hold a code of the programme, and what makes words of it: a level's key and its name."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = FACTS.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"Two facts are called {cls.__name__}: {known.__module__} and {cls.__module__}")
        FACTS[cls.__name__] = cls


def record(
    fact: Fact,
    *,
    about: models.Model,
    by: Actor,
    person_id: int | None = None,
    receipt: Decision | None = None,
    release_id: int | None = None,
) -> Event:
    """Keep a fact, in the transaction of the change it tells of.

    `about` is the thing whose timeline shows it; `person_id` the person whom its personal data concern;
    `receipt` the decision as it was taken; `release_id` the programme's release that was applied.
    """
    plain, private = _divide(fact)
    salt = secrets.token_hex(16) if private else ""
    event = _event(fact, plain, about, by)
    event.digest = digest_of(salt, private) if private else ""
    event.receipt = receipt.to_data() if receipt else None
    event.release_id, event.person_id = release_id, person_id
    event.save(force_insert=True)
    if private:
        PersonalData.objects.create(event=event, person_id=person_id, salt=salt, data=private)
    _react(fact, event)
    return event


def record_all(facts: Sequence[tuple[Fact, models.Model]], *, by: Actor, release_id: int | None = None) -> list[Event]:
    """Keep many facts at once, each with what it is about; ten thousand one by one would take minutes.

    Raises ValueError for a fact with personal fields: those lie in rows of their own, one `record` for each.
    """
    events = []
    for fact, about in facts:
        plain, private = _divide(fact)
        if private:
            raise ValueError(f"{type(fact).__name__} says something of a person: record it by itself.")
        event = _event(fact, plain, about, by)
        event.release_id = release_id
        events.append(event)
    Event.objects.bulk_create(events)
    for (fact, _about), event in zip(facts, events, strict=True):
        _react(fact, event)
    return events


def _event(fact: Fact, plain: dict[str, Any], about: models.Model, by: Actor) -> Event:
    return Event(
        name=type(fact).__name__,
        at=clock.now(),
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        data=plain,
        actor_kind=by.kind,
        actor_id=by.person_id,
        actor_role=by.role.key if by.role else "",
    )


def _react(fact: Fact, event: Event) -> None:
    for reaction in REACTIONS[type(fact)]:
        reaction(fact, event)


def on(fact: type[E]) -> Callable[[Callable[[E, Event], None]], Callable[[E, Event], None]]:
    """`@on(ContactLeft)` in a module's reactions.py: called in the same transaction, with the fact and its event."""

    def register(reaction: Callable[[E, Event], None]) -> Callable[[E, Event], None]:
        REACTIONS[fact].append(reaction)
        return reaction

    return register


def digest_of(salt: str, private: dict[str, Any]) -> str:
    """What the event keeps of the personal data: enough to prove them, too little to read them."""
    text = salt + json.dumps(private, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _divide(fact: Fact) -> tuple[dict[str, Any], dict[str, Any]]:
    plain: dict[str, Any] = {}
    private: dict[str, Any] = {}
    for f in dataclasses.fields(fact):
        value = getattr(fact, f.name)
        kept = value if isinstance(value, str | int | float | bool | list | dict) or value is None else str(value)
        (private if f.metadata.get("personal") else plain)[f.name] = kept
    return plain, private
