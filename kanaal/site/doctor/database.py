"""The database: does it answer, has it its tables, is there what nobody can do without?"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kanaal.people.models import StaffRole
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.site.doctor.findings import Finding, bad, ok, warn


def reachable() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        says = str(fault).strip().splitlines()[0]
        yield bad("database", f"It does not answer: {says}", "Is it running? Is DATABASE_URL right?")
    else:
        yield ok("database", f"{connection.vendor} answers.")


def tables() -> Iterator[Finding]:
    """Migrations, and the cache's table, without which limits can't be counted."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield bad("tables", f"{len(missing)} change(s) of the tables have not been made.", "kanaal migrate")
        return
    yield ok("tables", "They are up to date.")
    try:
        cache.get("doctor")
    except DatabaseError:
        yield bad("cache", "Its table is missing.", "kanaal createcachetable")
    else:
        yield ok("cache", "It answers.")


def contents() -> Iterator[Finding]:
    """A programme in force, and somebody who runs it."""
    if releases.exists():
        yield ok("programme", f"In force: {releases.current()}.")
    elif Release.objects.exists():
        first = Release.objects.order_by("effective_from").first()
        yield warn(
            "programme",
            f"The first release begins on {first and first.effective_from:%Y-%m-%d}.",
            "Wait, or publish one.",
        )
    else:
        yield bad("programme", "Nothing is published.", "kanaal programme publish programmes/adobe --from now")
    if StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True, person__is_active=True).exists():
        yield ok("staff", "There is a programme manager.")
    else:
        yield bad("staff", "There is no programme manager.", "kanaal staff add you@example.com --role manager")
