"""What everything stands on: the database, its tables, the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kanaal.site.doctor.findings import Finding, bad, check, ok, warn

OLDEST_POSTGRES = 140_000
"""As PostgreSQL counts: 14.0."""
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes free on the disk."""


@check("database", database=False)
def database() -> Iterator[Finding]:
    where = settings.DATABASES["default"]["NAME"]
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        says = f"It can't be reached: {' '.join(str(fault).split()).rstrip('.?')}."
        yield bad("database", says, "See that it runs, and that DATABASE_URL names it (empty: SQLite in KANAAL_VAR).")
        return
    if connection.vendor == "postgresql":
        yield from _postgres(where)
    else:
        yield ok("database", f"SQLite at {where}.")
    yield from _migrations()


def _postgres(where: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        version = int(cursor.fetchone()[0])
    if version < OLDEST_POSTGRES:
        yield bad("database", f"PostgreSQL {version // 10_000} is too old.", "Kanaal needs PostgreSQL 14 or newer.")
    else:
        yield ok("database", f"PostgreSQL {version // 10_000}, database {where}.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        names = ", ".join(f"{m.app_label}.{m.name}" for m, _back in left[:5])
        says = (
            f"Its tables are older than the program; {len(left)} steps are missing ({names}{', …' * (len(left) > 5)})."
        )
        yield bad("database", says, "Bring it up to date: kanaal migrate.")


@check("cache")
def cache_table() -> Iterator[Finding]:
    """Limits on tries and one-time codes are counted there."""
    if settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names():
        yield ok("cache", "The table of limits and codes is there.")
    else:
        yield bad("cache", "The table of limits and codes is missing; nobody can sign in.", "kanaal createcachetable")


@check("disk", database=False)
def disk() -> Iterator[Finding]:
    for folder in dict.fromkeys((Path(settings.VAR), Path(settings.KANAAL_KEYS))):
        if not folder.is_dir():
            continue
        if not os.access(folder, os.W_OK):
            yield bad(
                "disk", f"{folder} can't be written to.", f"Give it to the service's user: chown -R USER {folder}"
            )
    free = shutil.disk_usage(settings.VAR).free
    says = f"{free / 1e9:.1f} GB are free at {settings.VAR}."
    if free < LITTLE:
        make = bad if free < TOO_LITTLE else warn
        yield make("disk", says, "Clear something away, or move KANAAL_VAR to a larger disk.")
    else:
        yield ok("disk", says)
