"""What each room of the house adds to the walks: a file for each, found by being there.

`PAGES`: (who of the cast, address). `make_world()`: something on those pages; answers ids that addresses need.
`PUBLIC`: names of addresses that are meant for everybody. `NAMES`: words in small letters that nobody translates.
Each may be missing.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def rooms() -> list[ModuleType]:
    """The files of this folder, in the order of their names."""
    return [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
