"""Which release of the programme is in force.

Outside of `steady()` every question is one small query, so it is right at any time: after a publication by another
process, and after a jump of the clock. Inside (a request, a job) the list of releases is read once: a page and the
action behind it are decided under one list from beginning to end, and ask the database once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from kanaal.core import clock
from kanaal.programme.models import Release


class NoRelease(LookupError):
    """No release is in force yet: nothing has been published."""


@dataclass
class _Memo:
    releases: list[Release] | None = None


_memo: ContextVar[_Memo | None] = ContextVar("releases_memo", default=None)
_pinned: ContextVar[Release | None] = ContextVar("releases_pinned", default=None)


def current() -> Release:
    """The release in force now, or the one that `under` names. Raises NoRelease when there is none."""
    return _pinned.get() or at(clock.now())


def at(moment: dt.datetime) -> Release:
    """The release that is in force at a moment. Raises NoRelease before the first."""
    memo = _memo.get()
    if memo is None:
        found = next(iter(Release.objects.raw(_in_force(), [moment])), None)
    else:
        if memo.releases is None:
            memo.releases = list(_light())
        found = next((r for r in memo.releases if r.effective_from <= moment), None)
    if found is None:
        raise NoRelease("No programme is in force. Publish one: kanaal programme publish FOLDER --from DATE")
    return found


def with_id(pk: int) -> Release:
    """A release by its id, in force or not; within `steady` it costs no question of its own."""
    memo = _memo.get()
    if memo is None:
        return _light().get(pk=pk)
    if memo.releases is None:
        memo.releases = list(_light())
    return next(release for release in memo.releases if release.pk == pk)


def exists() -> bool:
    """Is any release in force?"""
    try:
        current()
    except NoRelease:
        return False
    return True


def _light() -> QuerySet[Release]:
    """Releases without their files (which a process reads once), the latest first."""
    return Release.objects.defer("files").order_by("-effective_from", "-number")


@cache
def _in_force() -> str:
    """The question of `at`, which is asked so often that putting it together would cost more than its answer."""
    columns = ", ".join(f'"{field.column}"' for field in Release._meta.concrete_fields if field.name != "files")
    return (
        f'SELECT {columns} FROM "{Release._meta.db_table}" '  # noqa: S608 - names of our own columns
        "WHERE effective_from <= %s ORDER BY effective_from DESC, number DESC LIMIT 1"
    )


@contextmanager
def steady() -> Iterator[None]:
    """For the length of a request or a job the releases are read at most once."""
    token = _memo.set(_Memo())
    try:
        yield
    finally:
        _memo.reset(token)


def forget() -> None:
    """Something was published here: read again."""
    if (memo := _memo.get()) is not None:
        memo.releases = None


@contextmanager
def under(release: Release) -> Iterator[None]:
    """Decide as if this release were in force: for a replay, and for looking ahead."""
    token = _pinned.set(release)
    try:
        yield
    finally:
        _pinned.reset(token)
