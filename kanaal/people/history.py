"""Events as sentences, with the names of those who acted. For timelines and for a person's own data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import events as core_events
from kanaal.core import formats
from kanaal.core.models import Event, PersonalData
from kanaal.core.texts import Text, name, say
from kanaal.people.events import METHODS, WAYS
from kanaal.people.models import Person, StaffRole

# Fields of facts that hold a code; shown in the reader's words.
_WORDS = {
    "method": METHODS,
    "what": WAYS,
    "role": dict(StaffRole.Kind.choices),
}
# A day as facts keep it.
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class Entry:
    """One line of a timeline, as `{% timeline %}` shows it."""

    at: dt.datetime
    title: Text
    icon: str
    who: str = ""
    detail: str = ""
    tone: str = ""
    receipt_url: str = ""
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def entries(rows: Iterable[Event], *, known: Iterable[Person] = ()) -> list[Entry]:
    """Events as lines; one query for the names of those who acted, however many there are; none for people in hand.

    Their personal data come with them where the query asked for it (`select_related("personal")`); else one more.
    """
    found = list(rows.select_related("personal") if isinstance(rows, QuerySet) else rows)
    private = _private(found)
    in_hand = list(known)
    names = {one.pk: str(one) for one in in_hand if one.erased_at is None}
    asked = {one.pk for one in in_hand}
    names |= names_of(e.actor_id for e in found if e.actor_kind == "person" and e.actor_id not in asked)
    return [_entry(e, private.get(e.pk, {}), names) for e in found]


def _private(found: list[Event]) -> dict[int, dict[str, Any]]:
    known, missing = {}, []
    for event in found:
        if "personal" in event._state.fields_cache:
            beside = event._state.fields_cache["personal"]
            known[event.pk] = beside.data if beside else {}
        else:
            missing.append(event.pk)
    if missing:
        known |= {p.event_id: p.data for p in PersonalData.objects.filter(event__in=missing)}
    return known


def _entry(event: Event, private: dict[str, Any], names: dict[int, str]) -> Entry:
    title = sentence(event, private, names)
    receipt = reverse("receipt", args=[event.pk]) if event.receipt else ""
    data = {**event.data, **private}
    return Entry(event.at, title, icon_of(event), receipt_url=receipt, name=event.name, data=data)


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """What people are called, by id."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    return {p.pk: str(p) for p in Person.objects.filter(pk__in=wanted, erased_at=None)}


def sentence(event: Event, private: dict[str, Any], names: dict[int, str]) -> Text:
    """What an event says. What was erased of it is said to be erased."""
    fact = core_events.FACTS.get(event.name)
    if fact is None or not fact.says:
        return name(event.name)
    known = {**event.data, **private}
    values = {field: _shown(fact, field, known.get(field)) for field in getattr(fact, "__dataclass_fields__", {})}
    return say(fact.says, **values, who=actor_of(event, names))


def actor_of(event: Event, names: dict[int, str]) -> Text:
    if event.actor_kind == "clock":
        return say(_("Kanaal"))
    if event.actor_kind == "stranger":
        return say(_("a visitor"))
    if event.actor_kind == "client":
        return say(_("a connected system"))
    known = names.get(event.actor_id or 0)
    return name(known) if known else say(_("somebody whose ID was erased"))


def icon_of(event: Event) -> str:
    fact = core_events.FACTS.get(event.name)
    return fact.icon if fact else "circle"


def _shown(fact: type[core_events.Fact], field: str, value: Any) -> Any:
    if value is None or value == "":
        return say(_("(erased)")) if value is None else say(_("(empty)"))
    if field in fact.shows:
        return fact.shows[field](value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    if field == "language":
        return name(formats.language(str(value)))
    words = _WORDS.get(field, {}).get(str(value))
    return Text(words) if words else value
