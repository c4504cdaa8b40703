"""The clock's round through the agreements for which a day has come (V7).

Only those are read: their index is walked in its order, a chunk at a time, so that memory stays flat and what is not
due costs nothing. For most a day only moves what lists show; those are saved together. Who is to be told something, or
renews by itself, is seen to in a transaction of its own. Killed in the middle, the next round goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from kanaal.core import clock
from kanaal.licensing.actions.seeing_to import see_to_agreement
from kanaal.licensing.announcing import Look, look, seen_through, told_of_many
from kanaal.licensing.columns import KEPT
from kanaal.licensing.knowing import terms_of, today_of, written_of_many
from kanaal.licensing.models import Agreement
from kanaal.licensing.reaching import readers_of_many

CHUNK = 200
BEGINS = dt.timedelta(hours=6)
"""The clock's day begins at six in the morning of the agreement's own zone: nobody is written to at night."""


@dataclass
class Round:
    """What a round did: agreements looked at, of which so many had something to be told or written down."""

    looked: int = 0
    acted: int = 0
    faults: list[Exception] = field(default_factory=list)


def go_round(moment: dt.datetime | None = None) -> Round:
    """See to every agreement whose day has come. `moment`: as if it were then; else all that today asks for."""
    done = Round()
    for zone, until in _zones(moment or clock.now()):
        for keys in _due(zone, until):
            done.looked += len(keys)
            talkative = _all_but_quiet(keys)
            readers = readers_of_many(talkative)
            for one in talkative:
                with _noted(done):
                    see_to_agreement(one, readers=readers[one.pk])
                    done.acted += 1
    if done.faults:
        raise ExceptionGroup(f"{len(done.faults)} agreements could not be seen to; all others were.", done.faults[:10])
    return done


@contextmanager
def _noted(done: Round) -> Iterator[None]:
    """One agreement that fails keeps no other from its turn; the job fails in the end, and is tried again."""
    try:
        yield
    except Exception as fault:  # noqa: BLE001 - whatever it was, the others are seen to first
        done.faults.append(fault)


def _all_but_quiet(keys: Sequence[int]) -> list[Agreement]:
    """Those that are to be seen to one by one: all of a chunk in which one fails."""
    try:
        return _move_quiet_ones(keys)
    except Exception:  # noqa: BLE001 - which one it is, each shows by itself
        return list(Agreement.objects.filter(pk__in=keys).order_by("pk"))


def _zones(moment: dt.datetime) -> list[tuple[str, dt.date]]:
    """Time zones in which there is something due, each with its date."""
    latest = moment.astimezone(dt.UTC).date() + dt.timedelta(days=1)
    rows = Agreement.objects.filter(state="live", look_on__lte=latest).order_by().values_list("zone", flat=True)
    return [(zone, clock.date_of(moment, zone)) for zone in sorted(set(rows.distinct()))]


def _due(zone: str, until: dt.date) -> Iterator[list[int]]:
    """Keys of what is due in a zone, a chunk at a time, in the order of their index; each once."""
    due = Agreement.objects.filter(state="live", look_on__lte=until, zone=zone).order_by("look_on", "pk")
    place: tuple[dt.date, int] | None = None
    while True:
        rows = due if place is None else due.filter(
            TupleGreaterThan(Tuple(F("look_on"), F("pk")), place), look_on__gte=place[0]
        )  # fmt: skip
        found = [(day, pk) for day, pk in rows.values_list("look_on", "pk")[:CHUNK] if day is not None]
        if not found:
            return
        yield [pk for _, pk in found]
        place = found[-1]


@transaction.atomic
def _move_quiet_ones(keys: Sequence[int]) -> list[Agreement]:
    """Save what a day moved where nothing is to be told; answers the others."""
    rows = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys, state="live").order_by("pk")
    agreements = [one for one in rows if one.look_on is not None and one.look_on <= today_of(one)]
    written, told = written_of_many(agreements), told_of_many(agreements)
    talkative = []
    for one in agreements:
        known, today = written[one.pk], today_of(one)
        if known is None or known.begins > today:
            continue
        found = look(one, known, terms_of(one), told[one.pk], today)
        if found.is_quiet:
            _move(one, found)
        else:
            talkative.append(one)
    return talkative


def _move(agreement: Agreement, found: Look) -> None:
    """Save what has changed; mostly two or three days."""
    before = {name: getattr(agreement, name) for name in KEPT}
    seen_through(agreement, found)
    agreement.save(update_fields=[name for name in KEPT if getattr(agreement, name) != before[name]])
