"""The desk's one list: what waits in all queues that somebody may see, merged by what was promised.

Three questions, however many queues there are and however long they are: how much waits in each, which rows stand on
the page, and what they are called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import CharField, DateTimeField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.paging import Page, paged_together
from kanaal.core.queues import MOST_WORDS, Queue, Waiting, queues_for
from kanaal.desk.queries import Figure, counted_together

SIZE = 50


@dataclass(frozen=True)
class Chosen:
    """How the list is narrowed: one queue, one region, what is late, what somebody has in hand."""

    queue: str = ""
    region: str = ""
    late: bool = False
    mine: bool = False


@dataclass(frozen=True)
class Row:
    """One row of the list. `since` and `promised` are moments of the business's clock."""

    queue: Queue
    waiting: Waiting
    since: dt.datetime | None
    promised: dt.datetime | None
    region: str
    agent: str


@dataclass(frozen=True)
class Counted:
    """How much waits in a queue, and how much of it is past its promise."""

    queue: Queue
    waiting: Figure
    late: Figure


@dataclass(frozen=True)
class WorkList:
    counts: Sequence[Counted]
    page: Page[Row]
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def waiting(self) -> Figure:
        return _sum(one.waiting for one in self.counts)

    @property
    def late(self) -> Figure:
        return _sum(one.late for one in self.counts)


def work_list(actor: Actor, chosen: Chosen, params: Mapping[str, str]) -> WorkList:
    """The page of the list that `params` (the address's own) say. The counts leave out the choice of a queue."""
    fitting = [one for one in queues_for(actor) if _fits(one, chosen)]
    counts = _counts(fitting, chosen, actor)
    shown = [one for one in fitting if not chosen.queue or one.key == chosen.queue]
    return WorkList(counts, _page(shown, chosen, actor, params), chosen)


def waiting_in(actor: Actor) -> Figure:
    """How much waits in all, for the navigation; one question."""
    lists = [one.waiting().order_by(one.sort, "pk") for one in queues_for(actor)]
    return _sum(counted_together(*lists))


def _fits(queue: Queue, chosen: Chosen) -> bool:
    """Can the queue be narrowed so? One that has no promise is never late; one without agents is nobody's."""
    unknown = (chosen.region and not queue.region, chosen.late and not queue.promised, chosen.mine and not queue.agent)
    return not any(unknown)


def _narrowed(queue: Queue, chosen: Chosen, actor: Actor) -> QuerySet[Any]:
    rows = queue.waiting()
    if chosen.region:
        rows = rows.filter(**{queue.region: chosen.region})
    if chosen.late:
        rows = rows.filter(**{f"{queue.promised}__lt": clock.now()})
    if chosen.mine:
        rows = rows.filter(**{queue.agent: actor.person_id})
    return rows


# --- counting


def _counts(queues: Sequence[Queue], chosen: Chosen, actor: Actor) -> list[Counted]:
    waiting = [_narrowed(one, chosen, actor).order_by(one.sort, "pk") for one in queues]
    promised = [one for one in queues if one.promised]
    late = [
        _narrowed(one, chosen, actor).filter(**{f"{one.promised}__lt": clock.now()}).order_by(one.sort, "pk")
        for one in promised
    ]
    figures = counted_together(*waiting, *late)
    over = dict(zip((one.key for one in promised), figures[len(queues) :], strict=True))
    return [Counted(one, figure, over.get(one.key, Figure(0))) for one, figure in zip(queues, figures, strict=False)]


def _sum(figures: Iterable[Figure]) -> Figure:
    return reduce(lambda one, other: Figure(one.number + other.number), figures, Figure(0))


# --- one page


def _page(queues: Sequence[Queue], chosen: Chosen, actor: Actor, params: Mapping[str, str]) -> Page[Row]:
    if not queues:
        return Page([])
    lists = [(_narrowed(one, chosen, actor), one.sort) for one in queues]
    found = paged_together(lists, params, size=SIZE)
    return Page(_rows(queues, found.rows), found.next_query, found.previous_query)


def _rows(queues: Sequence[Queue], keys: Sequence[tuple[int, int]]) -> list[Row]:
    """The rows of these keys (place of the queue, id), in their order; those gone meanwhile are left out."""
    parts = []
    for place, queue in enumerate(queues):
        ids = [pk for where, pk in keys if where == place]
        if ids:
            parts.append(_words(queue, place, ids))
    if not parts:
        return []
    values = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    ahead = clock.now() - clock.machine_now()
    known = {(value[0], value[1]): _row(queues[value[0]], value, ahead) for value in values}
    return [known[key] for key in keys if key in known]


def _words(queue: Queue, place: int, ids: Sequence[int]) -> QuerySet[Any, Any]:
    """All that is shown of some rows of a queue, as columns that are alike for every queue."""
    person = queue.agent
    agent: Any = Value("")
    if person:
        agent = Coalesce(NullIf(F(f"{person}__name"), Value("")), F(f"{person}__email"), output_field=TextField())
    columns = {
        "a_place": Value(place),
        "a_since": Cast(F(queue.since), DateTimeField()),
        "a_promised": Cast(F(queue.promised) if queue.promised else Value(None), DateTimeField()),
        "a_region": Cast(F(queue.region) if queue.region else Value(""), CharField()),
        "a_agent": Cast(agent, TextField()),
    }
    for number in range(MOST_WORDS):
        word = F(queue.words[number]) if number < len(queue.words) else Value("")
        columns[f"a_word_{number}"] = Cast(word, TextField())
    rows: QuerySet[Any, Any] = queue.waiting().order_by().filter(pk__in=ids).annotate(**columns)
    names = [name for name in columns if name != "a_place"]
    return rows.values_list("a_place", "pk", *names)


def _row(queue: Queue, value: Sequence[Any], ahead: dt.timedelta) -> Row:
    pk, since, promised, region, agent, *words = value[1:]
    known = {name: word or "" for name, word in zip(queue.words, words, strict=False)}
    if queue.real_time and since is not None:
        since = since + ahead
    return Row(queue, queue.show({**known, "pk": str(pk)}), since, promised, region or "", agent or "")
