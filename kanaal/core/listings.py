"""What core itself keeps a register of, as chapters of `kanaal house`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from kanaal.core.api import api
from kanaal.core.decisions import ALL, DoorPermission
from kanaal.core.events import FACTS, REACTIONS
from kanaal.core.importing import IMPORTERS
from kanaal.core.jobs import SCHEDULES
from kanaal.core.jobs.declare import options_of
from kanaal.core.jobs.schedules import DAY, Every
from kanaal.core.modules import DECLARATIONS, Module
from kanaal.core.pages import PLACES, SUPPORT
from kanaal.core.registry import LISTS, lists, where

VERBS = ("get", "post", "put", "patch", "delete")


def print_out() -> str:
    """All chapters as text: the same for the same program, whatever the database, the language and the day."""
    return "\n\n".join(_chapter(title, sorted(LISTS[title]())) for title in sorted(LISTS))


def _chapter(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title} ({len(lines)})", *(f"  {line}" for line in lines)])


def _modules() -> list[Module]:
    return [config for config in apps.get_app_configs() if isinstance(config, Module)]


@lists("Modules by floor")
def _floors() -> Iterable[str]:
    for module in _modules():
        files = [name for name in DECLARATIONS if find_spec(f"{module.name}.{name}")]
        yield f"{module.floor:>2}  {module.label:<10}  {' '.join(files)}".rstrip()


@lists("Permissions and their conditions")
def _permissions() -> Iterable[str]:
    for name, one in ALL.items():
        kind = "door" if isinstance(one, DoorPermission) else "permission"
        yield f"{name} ({kind}): {', '.join(c.key for c in one.conditions) or 'whoever comes'}"


@lists("Facts (* is personal and erasable)")
def _facts() -> Iterable[str]:
    for name, fact in FACTS.items():
        fields = (f"{f.name}*" if f.metadata.get("personal") else f.name for f in dataclasses.fields(fact))
        yield f"{name} [{fact.__module__.removeprefix('kanaal.')}]: {', '.join(fields)}".removesuffix(": ")


@lists("Reactions to facts")
def _reactions() -> Iterable[str]:
    return (f"{fact.__name__} → {where(reaction)}" for fact, them in REACTIONS.items() for reaction in them)


@lists("Places: role kinds that have navigation")
def _places() -> Iterable[str]:
    for menu, them in (("navigation", PLACES), ("support menu", SUPPORT)):
        yield from (f"{kind}: {menu} of {where(ask)}" for kind, asked in them.items() for ask in asked)


@lists("Tasks")
def _tasks() -> Iterable[str]:
    for task in _found_tasks():
        options = options_of(task)
        once = ", one at a time for the same work" if options.unique else ""
        wait = f"at most {options.backoff_cap} s between two"
        yield f"{task.module_path.removeprefix('kanaal.')}: {options.max_attempts} attempts, {wait}{once}"


def _found_tasks() -> Iterator[Any]:
    """Tasks stand in a module's tasks.py; the engine has one of its own."""
    names = ["kanaal.core.jobs.ticks", *(f"{module.name}.tasks" for module in _modules())]
    for name in names:
        if find_spec(name):
            found = vars(import_module(name)).values()
            yield from (v for v in found if getattr(v, "module_path", "").rpartition(".")[0] == name)


@lists("Schedules")
def _schedules() -> Iterable[str]:
    for one in SCHEDULES.values():
        missed = "every missed tick" if one.catch_up == "each" else "the last missed tick"
        yield f"{one.name}: {_often(one)}, by the {one.by}'s clock, catching up {missed}"


def _often(one: Every) -> str:
    if one.at is not None:
        return f"daily at {one.at:%H:%M}"
    unit, length = next((u, n) for u, n in (("d", DAY), ("h", 3600), ("min", 60), ("s", 1)) if one.seconds % n == 0)
    return f"every {one.seconds // length} {unit}"


@lists("Importers")
def _importers() -> Iterable[str]:
    for one in IMPORTERS.values():
        columns = ", ".join(f"{c.key}!" if c.required else c.key for c in one.columns)
        switches = "".join(f" --{switch.name}" for switch in one.switches)
        yield f"{one.name}{switches}: {columns}"


@lists("API operations")
def _operations() -> Iterable[str]:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    for path, verbs in paths.items():
        for verb in VERBS:
            if verb in verbs:
                yield f"{path} {verb.upper()}: {verbs[verb]['operationId']}"


@lists("URL names")
def _urls() -> Iterable[str]:
    return (f"{name}: /{route} → {view}" for route, name, view in _walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str, space: str) -> Iterator[tuple[str, str, str]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, route, inner)
        else:
            view = "the API" if space == "api:" else where(getattr(one.callback, "view_class", one.callback))
            yield route, f"{space}{one.name or '–'}", view
