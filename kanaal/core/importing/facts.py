"""Many facts at once. One fact at a time is `core.events.record`; ten thousand in a batch would take minutes so."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import REACTIONS, Fact, _divide
from kanaal.core.models import Event


def record_all(facts: Sequence[tuple[Fact, models.Model]], *, by: Actor, release_id: int | None = None) -> list[Event]:
    """Keep facts, each with what it is about, in the transaction of the changes they tell of; reactions follow.

    Raises ValueError for a fact with personal fields: those lie in rows of their own, one `record` for each.
    """
    now = clock.now()
    events = [_event(fact, about, by, release_id) for fact, about in facts]
    for event in events:
        event.at = now
    Event.objects.bulk_create(events)
    for (fact, _about), event in zip(facts, events, strict=True):
        for reaction in REACTIONS[type(fact)]:
            reaction(fact, event)
    return events


def _event(fact: Fact, about: models.Model, by: Actor, release_id: int | None) -> Event:
    plain, private = _divide(fact)
    if private:
        raise ValueError(f"{type(fact).__name__} says something of a person: record it by itself.")
    return Event(
        name=type(fact).__name__,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        data=plain,
        release_id=release_id,
        actor_kind=by.kind,
        actor_id=by.person_id,
        actor_role=by.role.key if by.role else "",
    )
