"""Fixtures for all tests: a clock that starts at the present, an empty cache, and no language left over."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.utils import timezone, translation

# What takes long is measured in benchmarks; on a busy machine a deadline would only fail at random.
hypothesis.settings.register_profile("kanaal", deadline=None)
hypothesis.settings.load_profile("kanaal")


@pytest.fixture(scope="session", autouse=True)
def _emptied_is_emptied() -> None:
    """After each test that commits, Django empties the tables and makes its own rows of permissions and content types
    anew: a second for each such test, for rows that nothing here asks for.
    """
    from django.core.management.commands import flush  # noqa: PLC0415 - settings are read only once the tests begin

    vars(flush)["emit_post_migrate_signal"] = lambda *_args, **_options: None


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """What a process keeps between requests must not travel from one test to the next."""
    from kanaal.core import clock  # noqa: PLC0415 - settings are read only once the tests begin

    clock._set(0)
    translation.activate("en")
    yield
    clock._set(0)
    translation.deactivate()


@pytest.fixture(autouse=True)
def _another_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """KANAAL_TEST_TIME=23:30 runs the tests as if begun at that time (UTC), when Amsterdam has tomorrow's date."""
    if at := os.environ.get("KANAAL_TEST_TIME"):
        machine = timezone.now
        begun = machine()
        ahead = dt.datetime.combine(begun.date(), dt.time.fromisoformat(at), begun.tzinfo) - begun
        monkeypatch.setattr(timezone, "now", lambda: machine() + ahead)


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Limits are counted in the cache, which is a table: emptied by the rollback, but for tests that commit."""
    if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()
