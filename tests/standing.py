"""A world that is built once for a module's tests, each of which leaves it as it was.

@pytest.fixture(scope="module")
def ids(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield make_world()
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import translation

from kanaal.programme import releases


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """Whatever is written at the beginning stands until the end, and then was never there.

    Each test runs in a savepoint within. Django closes connections after each test's class; this one stays open.
    """
    with blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]  # as Django's own tests do, for what must be durable
        connection.close = lambda: None  # type: ignore[method-assign]
        try:
            with around, translation.override("en"):
                releases.forget()
                yield
                transaction.set_rollback(True)
        finally:
            del connection.close
            releases.forget()
