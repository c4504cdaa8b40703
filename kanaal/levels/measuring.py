"""What a level's needs are measured by (P14). A module that keeps such a fact registers it here, in its facts.py.

A fact answers for many partners in one go, since a new release is weighed against all of them; and for one partner it
opens into the data behind the number, each with a lasting key, so that a partner can contest just that one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kanaal.core.registry import lists
from kanaal.core.texts import Text
from kanaal.partners.models import Partner

T = TypeVar("T")
Params = Mapping[str, str | int]
"""The parameters of a need, as the pack writes them: `{ certificate = "code-of-conduct" }`."""


class Batch(Collection[int]):
    """The ids of the partners that are weighed, with their rows; `kept` is for what several facts ask for alike."""

    def __init__(self, partners: Sequence[Partner]) -> None:
        self.partners = partners
        self.ids = [partner.pk for partner in partners]
        self.kept: dict[str, Any] = {}

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, pk: object) -> bool:
        return pk in self.ids


def partners_of(ids: Collection[int]) -> Sequence[Partner]:
    """The rows behind the ids; no question where they are in hand."""
    return ids.partners if isinstance(ids, Batch) else list(Partner.objects.filter(pk__in=ids))


def kept(ids: Collection[int], name: str, ask: Callable[[Collection[int]], T]) -> T:
    """What `ask` answers for these partners, asked once for a batch."""
    if not isinstance(ids, Batch):
        return ask(ids)
    if name not in ids.kept:
        ids.kept[name] = ask(ids)
    found: T = ids.kept[name]
    return found


@dataclass(frozen=True)
class Datum:
    """One thing behind a number: a certificate, a sale. `key` names it lastingly; it counts from `on` until `until`."""

    key: str
    says: Text
    on: dt.date | None = None
    until: dt.date | None = None
    link: str = ""


@dataclass(frozen=True)
class Closing:
    """What a partner can do to meet a need, and the page on which it is done."""

    says: Text
    link: str = ""
    label: Text | None = None


@dataclass(frozen=True)
class Measure:
    """A fact of the house by which needs are measured, called `module.name` in the pack.

    `label` is a catalogue message that names what is counted (*certificates that count*). `values(ids, params, day)`
    answers how much each of these partners has on a day, in a number of queries that does not grow with them; who is
    missing in the answer has none. `data` opens one partner's number; `closes` tells how more of it is got.
    A need without `at_least` is met by 1.
    """

    key: str
    label: str
    values: Callable[[Collection[int], Params, dt.date], Mapping[int, int]]
    data: Callable[[Partner, Params, dt.date], Sequence[Datum]]
    closes: Callable[[Partner, Params], Closing | None] = field(default=lambda partner, params: None)


MEASURES: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    """Called at import of a module's facts.py; a key can be registered once."""
    if measure.key in MEASURES:
        raise ValueError(f"The fact {measure.key} is registered twice.")
    MEASURES[measure.key] = measure
    return measure


CHANGED: list[Callable[[int], None]] = []


def changed(partner_id: int) -> None:
    """Say, in the transaction of the change, that a fact of a partner is another one now: levels are weighed again."""
    for tell in CHANGED:
        tell(partner_id)


@lists("Facts that levels are measured by")
def _measures() -> Iterable[str]:
    return (f"{m.key}: {m.label}" for m in MEASURES.values())
