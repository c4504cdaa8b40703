"""A table beside the lines, for one batch: filled the quickest way that the database has, emptied in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Any

from django.db import connection

from kanaal.sellthrough.models import SaleLine

TABLE = SaleLine._meta.db_table
COLUMNS = tuple(one.column for one in SaleLine._meta.concrete_fields if one.column != "id")
_NAMES = ", ".join(f'"{one}"' for one in COLUMNS)
_SAID = ("sold_on", "sku", "quantity", "amount", "currency")


class Staging:
    """Within a transaction. On PostgreSQL the rows come by COPY."""

    def __enter__(self) -> Staging:
        self.postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            self._make(cursor)
        return self

    def _make(self, cursor: Any) -> None:
        if self.postgres:
            cursor.execute(f"create temporary table if not exists staged (like {TABLE}) on commit drop")
            cursor.execute("alter table staged alter column id drop not null")
        else:
            cursor.execute(f"create temporary table if not exists staged as select * from {TABLE} limit 0")  # noqa: S608
        cursor.execute("delete from staged")

    def __exit__(self, kind: type[BaseException] | None, *rest: TracebackType | BaseException | None) -> None:
        if kind is None:
            with connection.cursor() as cursor:
                cursor.execute("delete from staged")

    def load(self, rows: Iterable[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            if self.postgres:
                with cursor.copy(f"copy staged ({_NAMES}) from stdin") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(COLUMNS))
            sql = f"insert into staged ({_NAMES}) values ({marks})"  # noqa: S608
            cursor.executemany(sql, [_plain(row) for row in rows])

    def known(self) -> dict[str, tuple[Any, ...]]:
        """Identities that are in the table already: report, line, the report's number, and what the line says."""
        fields = ", ".join(f"l.{one}" for one in _SAID)
        joined = f"{TABLE} l on l.reporter = s.reporter and l.identity = s.identity"
        found = f"select l.identity, l.report_id, l.line, r.number, {fields} from staged s join {joined}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"{found} join sellthrough_salesreport r on r.id = l.report_id")
            return {row[0]: _read(row[1:]) for row in cursor.fetchall()}

    def add(self) -> int:
        """Into the table, all but those whose identity is there; answers how many."""
        rows = f"insert into {TABLE} ({_NAMES}) select {_NAMES} from staged where true"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"{rows} on conflict (reporter, identity) do nothing")
            return int(cursor.rowcount)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As Django writes it for SQLite."""
    return tuple(_kept(one) if isinstance(one, Decimal | date) else one for one in row)


def _kept(value: Decimal | date) -> str:
    return str(connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value)


def _read(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As Python has what SQLite answers as text."""
    report, line, number, on, sku, quantity, amount, currency = row
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return report, line, number, day, sku, quantity, Decimal(str(amount)).quantize(Decimal("0.01")), currency
