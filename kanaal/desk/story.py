"""All that happened at a partner as one timeline, narrowed to a kind and a year. What one may not see is not asked.

Four questions, however many modules take part: which events stand on the page, the events themselves, the names of
those who acted, and what the rows are called that they are about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.core.paging import Page, paged_together
from kanaal.partners.belonging import STRANDS, Kind, Strand
from kanaal.partners.models import Partner
from kanaal.people import history
from kanaal.people.history import Entry
from kanaal.people.models import Person
from kanaal.training.models import Learning
from kanaal.training.policy import course_called

SIZE = 50


@dataclass(frozen=True)
class Told(Entry):
    """A line of the timeline with the thing that it is about: its name, and where staff look at it."""

    about: str = ""
    url: str = ""


def strands_for(actor: Actor) -> list[Strand]:
    """The strands whose door is open to the actor."""
    return [one for one in STRANDS.values() if one.door.allows(actor, None)]


def story(partner: Partner, actor: Actor, params: Mapping[str, str], *, strand: str = "", year: int = 0) -> Page[Entry]:
    """One page of it, the newest first. `strand` is the key of one that is open to the actor."""
    open_ones = strands_for(actor)
    kinds = [kind for one in open_ones for kind in one.kinds.values()]
    told_elsewhere = [fact.__name__ for kind in kinds for fact in kind.of_partner_too]
    lists = []
    for kind in kinds:
        rows = _narrowed(_events(kind, partner), open_ones, strand, year)
        lists.append((rows.exclude(name__in=told_elsewhere) if kind.model is Partner else rows, "at"))
    if not lists:
        return Page([])
    found = paged_together(lists, params, falling=True, size=SIZE)
    entries = _entries([pk for _place, pk in found.rows], kinds)
    return Page(entries, found.next_query, found.previous_query)


def _events(kind: Kind, partner: Partner) -> QuerySet[Event]:
    rows = Event.objects.filter(about_kind=kind.label, about_id__in=kind.rows(partner.pk).order_by().values("pk"))
    return rows.exclude(name__in=[fact.__name__ for fact in kind.without]) if kind.without else rows


def _narrowed(rows: QuerySet[Event], open_ones: Sequence[Strand], strand: str, year: int) -> QuerySet[Event]:
    """Without the facts of modules whose door is shut, whatever row they are about."""
    if strand:
        rows = rows.filter(name__in=next((one.facts() for one in open_ones if one.key == strand), []))
    elif shut := [name for one in STRANDS.values() if one not in open_ones for name in one.facts()]:
        rows = rows.exclude(name__in=shut)
    if year:
        starts, ends = (dt.datetime(number, 1, 1, tzinfo=dt.UTC) for number in (year, year + 1))
        rows = rows.filter(at__gte=starts, at__lt=ends)
    return rows


def _entries(ids: Sequence[int], kinds: Sequence[Kind]) -> list[Entry]:
    place = {pk: number for number, pk in enumerate(ids)}
    found = Event.objects.filter(pk__in=ids).select_related("personal")
    events = sorted(found, key=lambda one: place[one.pk])
    called, people = _names(events, kinds)
    lines = history.entries(events, known=people)
    return [_told(line, called.get((e.about_kind, e.about_id))) for line, e in zip(lines, events, strict=True)]


def _told(line: Entry, about: tuple[str, str] | None) -> Entry:
    if about is None:
        return line
    return Told(**{**vars(line), "about": about[0], "url": about[1]})


def _names(
    events: Sequence[Event], kinds: Sequence[Kind]
) -> tuple[dict[tuple[str, int], tuple[str, str]], list[Person]]:
    """Kind and id of a row → what it is called, and its address; and those who acted. One question for all."""
    acted = {event.actor_id for event in events if event.actor_kind == "person"}
    parts = [
        _named(
            Person, acted, -1, Case(When(erased_at=None, then=_OWN_NAME), default=Value(""), output_field=TextField())
        )
    ]
    for place, kind in enumerate(kinds):
        ids = {event.about_id for event in events if event.about_kind == kind.label}
        if ids and kind.model is not Partner:  # the page is the partner's own
            parts.append(_named(kind.model, ids, place, F(kind.name)))
    called, people = {}, []
    for place, pk, name in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        if place < 0:
            people.append(Person(pk=pk, name=name, erased_at=None if name else _LONG_AGO))
        else:
            label, url = kinds[place].label, kinds[place].url
            says = _IN_WORDS[label](name) if name and label in _IN_WORDS else name
            called[label, pk] = (says or "", url(pk, name) if url and name else "")
    return called, people


def _course(key: str) -> str:
    found = course_called(key)
    return str(found.name) if found else key


_IN_WORDS: dict[str, Callable[[str], str]] = {Learning._meta.label_lower: _course}
"""Rows that are called by a key of the programme: what a reader calls that."""
_OWN_NAME = Coalesce(NullIf(F("name"), Value("")), F("email"), output_field=TextField())
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When somebody's ID was erased matters to nobody here."""


def _named(model: type[Model], ids: Iterable[int | None], place: int, name: Any) -> QuerySet[Any, Any]:
    rows = model._default_manager.filter(pk__in=[pk for pk in ids if pk]).order_by()
    named: QuerySet[Any, Any] = rows.annotate(a_place=Value(place), a_name=Cast(name, TextField()))
    return named.values_list("a_place", "pk", "a_name")


def years_of(partner: Partner, today: dt.date) -> list[int]:
    """The years of which something may be told, the latest first."""
    first = min(partner.member_since, partner.joined_at.date()).year
    return list(range(today.year, first - 1, -1))
