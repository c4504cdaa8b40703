"""The few things that SQLite and PostgreSQL say differently. Everything else is one SQL for both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

Rows = list[tuple[Any, ...]]
_END = "~"
"""Behind every letter, digit and space that a key can have."""


def ask(sql: str, parameters: Sequence[Any] = ()) -> Rows:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def tell(sql: str, parameters: Sequence[Any] = ()) -> int:
    """Change rows; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def any_of(column: str, values: Collection[Any]) -> tuple[str, list[Any]]:
    """The column is one of the values. PostgreSQL gets one array: a list of thousands is slow to plan."""
    if connection.vendor == "postgresql":
        return f"{column} = any(%s)", [list(values)]
    return f"{column} in ({','.join(['%s'] * len(values))})", list(values)


def begins(column: str, text: str) -> tuple[str, list[Any]]:
    """The column begins with a text that is a key or a word: nothing in it is a wildcard.

    PostgreSQL's ordinary comparison follows a language; `~>=~` compares letter by letter, as our indexes there do.
    """
    if connection.vendor == "postgresql":
        return f"{column} ~>=~ %s and {column} ~<~ %s", [text, text + _END]
    return f"{column} >= %s and {column} < %s", [text, text + _END]


def put(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, some hundreds at most; those that are there already stay."""
    lines = list(rows)
    if not lines:
        return
    one = f"({','.join(['%s'] * len(columns))})"
    for at in range(0, len(lines), 300):
        part = lines[at : at + 300]
        tell(
            f"insert into {table} ({','.join(columns)}) values {','.join([one] * len(part))} on conflict do nothing",
            [value for line in part for value in line],
        )
