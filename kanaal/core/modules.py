"""A module of the house: a Django app whose declarations are found by the names of its files."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

# Files in which a module declares something to a lower floor. They are imported once, at start, in this order.
DECLARATIONS = (
    "policy",
    "events",
    "permissions",
    "facts",
    "roles",
    "requests",
    "places",
    "panels",
    "reactions",
    "tasks",
    "importers",
    "queues",
    "dashboards",
    "timeline",
    "api",
)


class Module(AppConfig):
    """The base of every room. `floor` is its number in the house, as `docs/house.md` draws it."""

    default_auto_field = "django.db.models.BigAutoField"
    floor: int = -1

    def ready(self) -> None:
        for name in DECLARATIONS:
            path = f"{self.name}.{name}"
            if find_spec(path) is None:
                continue
            module = import_module(path)
            if name == "permissions":
                from kanaal.core.decisions import name_permissions  # noqa: PLC0415 - this file is read before the apps

                name_permissions(self.label, module)
