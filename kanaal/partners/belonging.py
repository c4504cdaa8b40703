"""What belongs to a partner: each module says in its timeline.py which rows of its own are part of a partner's story.

    strand("deals", _("Registrations"), permissions.see_registrations).takes(
        Registration,
        lambda partner: Registration.objects.filter(partner=partner),
        url=lambda pk, number: reverse("desk-registration", args=[number]),
    )

All events about such rows stand on the partner's one timeline. A strand is what the timeline can be narrowed to: the
facts of the module of that name, whatever row they are about (a request about a company is told by the helpdesk).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from kanaal.core.decisions import Permission
from kanaal.core.events import FACTS, Fact
from kanaal.core.registry import lists
from kanaal.core.texts import Text

Rows = Callable[[int], QuerySet[Any]]
"""The id of a partner → the rows that belong to it."""


@dataclass(frozen=True)
class Kind:
    """Rows of one model that belong to a partner. `name` is the field by which people call one (a path may lead there),
    `url` where staff look at it: by its id and that name; nothing, where they look at it nowhere.

    `without`: facts about such a row that are not the partner's affair (which users its customer added, say).
    `of_partner_too`: facts that are recorded about the partner, besides; they are told of the row alone.
    """

    model: type[Model]
    rows: Rows
    name: str = "number"
    url: Callable[[int, str], str] | None = None
    without: tuple[type[Fact], ...] = ()
    of_partner_too: tuple[type[Fact], ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Strand:
    """What one module tells of a partner, and who of the staff may read it. `key` is the module's label.

    Where the door is shut, neither its facts are told nor any about the rows of its `kinds`.
    """

    key: str
    label: str
    door: Permission[Any]
    kinds: dict[str, Kind] = field(default_factory=dict)

    def takes(
        self,
        model: type[Model],
        rows: Rows,
        *,
        name: str = "number",
        url: Callable[[int, str], str] | None = None,
        without: Iterable[type[Fact]] = (),
        of_partner_too: Iterable[type[Fact]] = (),
    ) -> Strand:
        """Events about rows of this model belong to a partner; a model is named once."""
        kind = Kind(model, rows, name, url, tuple(without), tuple(of_partner_too))
        if any(kind.label in one.kinds for one in STRANDS.values()):
            raise ValueError(f"{kind.label} belongs to a partner's timeline already.")
        self.kinds[kind.label] = kind
        return self

    @property
    def shown_label(self) -> Text:
        return Text(self.label)

    def facts(self) -> list[str]:
        """The names of the facts that the module tells."""
        return [name for name, fact in FACTS.items() if fact.__module__.startswith(f"kanaal.{self.key}.")]


STRANDS: dict[str, Strand] = {}


def strand(key: str, label: str, door: Permission[Any]) -> Strand:
    """Called at import of a module's timeline.py, with the module's own label as key; a key is registered once."""
    if key in STRANDS:
        raise ValueError(f"The strand {key} is registered twice.")
    STRANDS[key] = Strand(key, label, door)
    return STRANDS[key]


@lists("Strands of a partner's timeline")
def _strands() -> Iterable[str]:
    return (f"{one.key}: {one.door.name}, {', '.join(one.kinds)}".removesuffix(", ") for one in STRANDS.values())
