"""The house as it stands: everything that modules have registered, in one printout.

The printout is committed (`docs/house-printout.txt`) and compared in a test, so that a change of what is public (a
permission's conditions, a fact's name, an address) is seen in its review.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from kanaal.core import decisions, events, pages
from kanaal.core.importing import IMPORTERS
from kanaal.core.jobs import SCHEDULES
from kanaal.core.jobs.declare import OPTIONS
from kanaal.core.modules import Module
from kanaal.helpdesk import kinds
from kanaal.people import erasure, held, roles
from kanaal.programme.sections import SECTIONS


def printout() -> str:
    """All parts, each under its heading; the same for the same code."""
    parts = [(title, sorted(lines)) for title, lines in _parts()]
    return "\n".join(f"{title} ({len(lines)})\n" + "".join(f"  {line}\n" for line in lines) for title, lines in parts)


def _parts() -> Iterator[tuple[str, list[str]]]:
    yield "Modules, by floor", [f"{m.floor:>2} {m.label}" for m in apps.get_app_configs() if isinstance(m, Module)]
    yield "Sections of the programme", [f"{s.name}: {s.cls.__module__}.{s.cls.__name__}" for s in SECTIONS.values()]
    yield "Permissions and their conditions", [_permission(p) for p in decisions.ALL.values()]
    yield "Facts", [_fact(f) for f in events.FACTS.values() if f.__module__.startswith("kanaal.")]
    yield "Reactions", [f"{f.__name__} → {_path(r)}" for f, rs in events.REACTIONS.items() for r in rs]
    yield "Role kinds", [f"{k.key}: {k.label}, begins at {k.home}" for k in roles.KINDS.values()]
    yield "Navigation", [f"{kind}: {_path(ask)}" for kind, asks in pages.PLACES.items() for ask in asks]
    yield "Support menu", [f"{kind}: {_path(ask)}" for kind, asks in pages.SUPPORT.items() for ask in asks]
    yield "Kinds of requests", [f"{k.key}: {k.label} ({k.may_ask.name})" for k in kinds.KINDS.values()]
    yield "Importers", [f"{i.name}: {i.says}" for i in IMPORTERS.values()]
    yield "Schedules", [_schedule(s) for s in SCHEDULES.values() if not s.name.startswith("tests.")]
    yield "Tasks", [f"{path}: {o.max_attempts} attempts" for path, o in OPTIONS.items() if path.startswith("kanaal.")]
    yield "What stands in the way of an erasure", [_path(o) for o in erasure.OBJECTIONS if _ours(o)]
    yield "What an erasure empties", [_path(e) for e in erasure.ERASERS if _ours(e)]
    yield "What is shown of a person", [_path(s) for s in held.SECTIONS if _ours(s)]
    yield "Addresses", sorted(set(_addresses(get_resolver().url_patterns)))


def _permission(permission: decisions.Permission[Any]) -> str:
    kind = "door" if isinstance(permission, decisions.DoorPermission) else "may"
    return f"{permission.name} ({kind}): {', '.join(c.key for c in permission.conditions)}"


def _fact(fact: type[events.Fact]) -> str:
    return f"{fact.__name__}({', '.join(getattr(fact, '__dataclass_fields__', {}))}) of {fact.__module__}"


def _schedule(schedule: Any) -> str:
    when = f"daily at {schedule.at:%H:%M}" if schedule.at else f"every {schedule.seconds} s"
    return f"{schedule.name}: {when}, by the {schedule.by}'s clock, catches up {schedule.catch_up}"


def _ours(what: Any) -> bool:
    return str(what.__module__).startswith("kanaal.")


def _path(what: Any) -> str:
    return f"{what.__module__}.{what.__name__}".removeprefix("kanaal.")


def _addresses(patterns: list[Any], before: str = "") -> Iterator[str]:
    for entry in patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns, here)
        elif isinstance(entry, URLPattern) and entry.name and not here.startswith("demo/"):
            yield f"/{here} = {entry.name}"
