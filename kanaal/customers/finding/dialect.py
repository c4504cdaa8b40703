"""SQL of the index, one for both databases; and the few things that SQLite and PostgreSQL say differently.

A question is a template: `ask("select id from t where {known} and id > {after}", known=any_of("id", ids), after=7)`.
A slot gets a condition made here, or a value, which is always bound and never written into the SQL.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from django.db import connection

Rows = list[Any]
_END = "~"
"""Behind every letter, digit and space that a key can have."""
_LINES = 300
_EACH = "(select value from json_each(%s))"


class Part(NamedTuple):
    """A piece of SQL and the values bound in it."""

    sql: str
    values: tuple[Any, ...] = ()


NOTHING = Part("")


def ask(question: str, **slots: Any) -> Rows:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(*_filled(question, slots))
        return list(cursor.fetchall())


def tell(statement: str, **slots: Any) -> int:
    """Change rows; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(*_filled(statement, slots))
        return int(cursor.rowcount)


def any_of(column: str, values: Collection[Any]) -> Part:
    """The column is one of the values, which may be thousands: they travel as one, so that the SQL stays the same."""
    if connection.vendor == "postgresql":
        return Part(f"{column} = any(%s)", (list(values),))
    return Part(f"{column} in {_EACH}", (json.dumps(list(values)),))


def begins(column: str, text: str) -> Part:
    """The column begins with a text that is a key or a word: nothing in it is a wildcard.

    PostgreSQL's ordinary comparison follows a language; `~>=~` compares letter by letter, as our indexes there do.
    """
    if connection.vendor == "postgresql":
        return Part(f"{column} ~>=~ %s and {column} ~<~ %s", (text, text + _END))
    return Part(f"{column} >= %s and {column} < %s", (text, text + _END))


def by_letter(column: str) -> Part:
    """In the order of `begins`, which our indexes have."""
    return Part(f"{column} using ~<~" if connection.vendor == "postgresql" else column)


def put(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add some rows; those that are there already stay as they are."""
    for at in range(0, len(rows), _LINES):
        lines = rows[at : at + _LINES]
        values = Part(",".join([_marks(columns)] * len(lines)), tuple(value for line in lines for value in line))
        sql = "insert into {table} ({columns}) values {values} on conflict do nothing"
        tell(sql, table=Part(table), columns=_names(columns), values=values)


def pour(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add very many rows, the quickest way there is; those that are there already stay as they are."""
    slots = {"table": Part(table), "columns": _names(columns)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tell("create temporary table poured as select {columns} from {table} limit 0", **slots)
            copying, _values = _filled("copy poured ({columns}) from stdin", slots)
            with cursor.copy(copying) as copy:
                for row in rows:
                    copy.write_row(row)
            tell("insert into {table} ({columns}) select {columns} from poured on conflict do nothing", **slots)
            tell("drop table poured")
        else:
            sql = "insert into {table} ({columns}) values {marks} on conflict do nothing"
            adding, _values = _filled(sql, slots | {"marks": Part(_marks(columns))})
            cursor.executemany(adding, rows)


def _names(columns: Sequence[str]) -> Part:
    return Part(", ".join(columns))


def _marks(columns: Sequence[str]) -> str:
    return f"({', '.join(['%s'] * len(columns))})"


def _filled(template: str, slots: dict[str, Any]) -> tuple[str, list[Any]]:
    sql: list[str] = []
    values: list[Any] = []
    for words, slot in _pieces(template):
        sql.append(words)
        if slot is None:
            continue
        part = slots[slot] if isinstance(slots[slot], Part) else Part("%s", (slots[slot],))
        sql.append(part.sql)
        values.extend(part.values)
    return "".join(sql), values


@lru_cache(maxsize=128)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, slot) for words, slot, _spec, _conversion in Formatter().parse(template))
