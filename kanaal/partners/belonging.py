"""What belongs to a partner: each module says in its timeline.py which rows of its own are part of a partner's story.

    strand("deals", _("Registrations"), permissions.see_registrations).takes(
        Registration, lambda partner: Registration.objects.filter(partner=partner)
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
from kanaal.core.events import FACTS
from kanaal.core.registry import lists
from kanaal.core.texts import Text

Rows = Callable[[int], QuerySet[Any]]
"""The id of a partner → the rows that belong to it."""


@dataclass(frozen=True)
class Strand:
    """What one module tells of a partner, and who of the staff may read it. `key` is the module's label.

    `kinds`: the kinds of rows that it brings, by their label. Their events are left out, too, where the door is shut.
    """

    key: str
    label: str
    door: Permission[Any]
    kinds: dict[str, Rows] = field(default_factory=dict)

    def takes(self, model: type[Model], rows: Rows) -> Strand:
        """Events about rows of this model belong to a partner; a model is named once."""
        label = model._meta.label_lower
        if any(label in one.kinds for one in STRANDS.values()):
            raise ValueError(f"{label} belongs to a partner's timeline already.")
        self.kinds[label] = rows
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
