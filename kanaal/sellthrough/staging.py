"""A table beside the lines, for one batch: filled the quickest way that the database has, emptied in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from kanaal.sellthrough.models import SaleLine

TABLE = SaleLine._meta.db_table
COLUMNS = tuple(one.column for one in SaleLine._meta.concrete_fields if one.column != "id")
_NAMES = ", ".join(f'"{one}"' for one in COLUMNS)
_SAID = ("sold_on", "sku", "quantity", "amount", "currency")


class Staging:
    """Within a transaction, with a name of its own there. On PostgreSQL the rows come by COPY."""

    def __init__(self, name: str) -> None:
        self.table, self.postgres = f"staged_{name}", connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            # It may be there already: of an earlier batch of the same transaction, or of the same connection.
            gone = "on commit drop" if self.postgres else ""
            rows = f"as select {_NAMES} from {TABLE} limit 0"  # noqa: S608
            cursor.execute(f"create temporary table if not exists {self.table} {gone} {rows}")
            cursor.execute(f"delete from {self.table}")  # noqa: S608

    def load(self, rows: Iterable[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            if self.postgres:
                with cursor.copy(f"copy {self.table} ({_NAMES}) from stdin") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(COLUMNS))
            sql = f"insert into {self.table} ({_NAMES}) values ({marks})"  # noqa: S608
            cursor.executemany(sql, [_plain(row) for row in rows])

    def add(self) -> int:
        """Into the table, all but those whose identity is there; answers how many."""
        rows = f"insert into {TABLE} ({_NAMES}) select {_NAMES} from {self.table} where true"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"{rows} on conflict (reporter, identity) do nothing")
            return int(cursor.rowcount)

    def known(self) -> dict[str, tuple[Any, ...]]:
        """Identities that are in the table: report, line, the report's number, and what the line says.

        Each is looked up by itself: PostgreSQL, which knows nothing of the staged rows, would read the whole table.
        """
        fields = ", ".join(f"l.{one}" for one in ("identity", "report_id", "line", *_SAID))
        same = f"select {fields} from {TABLE} l where l.reporter = s.reporter and l.identity = s.identity"  # noqa: S608
        if self.postgres:
            found = f"select f.* from {self.table} s cross join lateral ({same} limit 1) f"  # noqa: S608
        else:
            on = "l.reporter = s.reporter and l.identity = s.identity"
            found = f"select {fields} from {self.table} s join {TABLE} l on {on}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(found)
            return {row[0]: _read(row[1:]) for row in cursor.fetchall()}


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As Django writes it for SQLite."""
    return tuple(_kept(one) if isinstance(one, Decimal | date) else one for one in row)


def _kept(value: Decimal | date) -> str:
    return str(connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value)


def _read(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As Python has what SQLite answers as text."""
    report, line, on, sku, quantity, amount, currency = row
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return report, line, day, sku, quantity, Decimal(str(amount)).quantize(Decimal("0.01")), currency
