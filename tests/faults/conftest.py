"""Installations for tests that start and kill real processes: one is set up, all others begin as copies of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.faults.installation import Installation, copy_of, database_of_its_own

Copies = Callable[[str, Path], AbstractContextManager[Installation]]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One with all its tables and nothing in them, which nobody uses: making the tables takes long."""
    with database_of_its_own(f"kanaal_fresh_{os.getpid()}") as url:
        made = Installation(tmp_path_factory.mktemp("fresh"), url)
        made.run("migrate", "--verbosity", "0")
        made.run("createcachetable")
        yield made


@pytest.fixture(scope="session")
def copies(fresh: Installation) -> Copies:
    """`with copies("import", folder) as place:` is an installation of one's own."""
    return partial(copy_of, fresh)
