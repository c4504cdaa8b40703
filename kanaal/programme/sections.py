"""The sections of a pack: each module says, as a frozen dataclass, which rules it reads.

A module declares its section in its `policy.py`. The house knows no section by name; a pack is checked against all
that are registered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter

from kanaal.core.registry import lists

C = TypeVar("C", bound=type[Any])


@dataclass(frozen=True)
class Section:
    """A table of the pack and the class that reads it. `listed`: it is written `[[name]]`, a list of tables."""

    name: str
    cls: type[Any]
    optional: bool
    listed: bool

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.cls)

    def wrapped(self, raw: Any) -> Any:
        """The section as its class has it: a list becomes the class's only field."""
        return {self.name: raw} if self.listed else raw

    def place(self, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Where in the document a place within the class is."""
        return loc or (self.name,) if self.listed else (self.name, *loc)


SECTIONS: dict[str, Section] = {}
FILES: list[str] = []
"""Patterns (`price-books/*.csv`) of files that a module reads besides TOML and texts; see `reads_files`."""
FILE_CHECKS: dict[str, Callable[[Any, Any], Iterable[Any]]] = {}
"""What looks for faults in such files, by its name: `check(document, reading)`."""


def section(name: str, *, optional: bool = False) -> Callable[[C], C]:
    """Register a frozen dataclass as the section `name` of the pack.

    A class with one field only, called like the section, is written as a list of tables: `[[levels]]`. An `optional`
    section may be missing from a pack; `Pack.has(cls)` tells. Raises TypeError for a class that isn't frozen, and
    for a name that another class holds.
    """

    def register(cls: C) -> C:
        parameters = getattr(cls, "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            raise TypeError(f"{cls.__name__} must be a frozen dataclass: a release never changes.")
        known = SECTIONS.get(name)
        if known is not None and known.cls.__module__ != cls.__module__:
            raise TypeError(f"Two classes read the section {name}: {known.cls.__module__} and {cls.__module__}.")
        fields = [f.name for f in dataclasses.fields(cls)]
        # Nothing is guessed (no "12" for 12), and what no field reads is a fault: it is most often a typing error.
        cls.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
        SECTIONS[name] = Section(name, cls, optional, listed=fields == [name])
        return cls

    return register


def section_of(cls: type[Any]) -> Section:
    """The section that a class reads. Raises KeyError when the class isn't registered."""
    for known in SECTIONS.values():
        if known.cls is cls:
            return known
    raise KeyError(f"{cls.__name__} is no section of the pack; declare it with @section in the module's policy.py.")


def reads_files(*patterns: str, check: Callable[[Any, Any], Iterable[Any]] | None = None) -> None:
    """Say that a module reads these files of a pack, so that they aren't refused as unknown.

    `check(document, reading)` answers the faults (`faults.Fault`) in them, and in what the pack says of them.
    """
    FILES.extend(p for p in patterns if p not in FILES)
    if check is not None:
        FILE_CHECKS[f"{check.__module__}.{check.__qualname__}"] = check


@lists("Sections of a pack")
def _sections() -> Iterable[str]:
    for one in SECTIONS.values():
        fields = ", ".join(f.name for f in dataclasses.fields(one.cls))
        kind = "list of tables" if one.listed else "table"
        yield f"{one.name} ({kind}{', may be missing' if one.optional else ''}): {one.cls.__name__}: {fields}"


@lists("Further files of a pack")
def _files() -> Iterable[str]:
    return FILES
