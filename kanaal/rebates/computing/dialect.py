"""The SQL of rebates: one for both databases, with a few words of its own for what they say differently.

    $cents(column)          an amount of the database as whole cents; integers are exact on both
    $money(expression)      cents as an amount of the database
    $portion(cents; points) a percentage, in hundredths of a percent, of cents that aren't negative; half a unit goes up
    $share(cents; of; all)  `of` parts of `all`, none negative; half a unit goes up
    $days(earlier; later)   days, whole or broken, from one day or moment to another
    $month(day)             2026-07
    $key(column)            a number of the house as order numbers are compared

`$portion` is `rules.rates.part`, `$share` is `rules.bounds.share`; tests hold them to each other. Slots in braces are
filled in as `customers.finding.dialect` does it: a value is always bound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection

from kanaal.customers.finding.dialect import Part

SUBUNITS = 100
"""Amounts have two decimals in the database; in a currency without any, its unit is a hundred of these."""


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def spoken(sql: str) -> str:
    """The SQL as the database in use speaks it; slots are left as they are."""
    return _spoken(sql, on_postgresql())


@lru_cache(maxsize=64)
def _spoken(sql: str, on_postgresql: bool) -> str:
    words = _POSTGRESQL if on_postgresql else _SQLITE
    while (at := sql.rfind("$")) >= 0:  # the innermost first: nothing within it has words of ours any more
        opens = sql.index("(", at)
        closes = _closing(sql, opens)
        inside = [one.strip() for one in sql[opens + 1 : closes].split(";")]
        sql = sql[:at] + words[sql[at + 1 : opens]](*inside) + sql[closes + 1 :]
    return sql


def _closing(sql: str, opens: int) -> int:
    depth = 0
    for place in range(opens, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[place], 0)
        if not depth:
            return place
    raise ValueError(f"A bracket is not closed: {sql[opens:][:60]}")


Word = Callable[..., str]
_BOTH: dict[str, Word] = {
    "cents": "cast(round(({}) * 100) as bigint)".format,
    "portion": lambda amount, points: (
        f"({{unit}} * ((({amount}) * ({points}) + 5000 * {{unit}}) / (10000 * {{unit}})))"
    ),
    "month": "substr(cast({} as varchar), 1, 7)".format,
    "key": "replace(upper({}), '-', '')".format,
}
_SQLITE: dict[str, Word] = _BOTH | {
    "money": "(({}) / 100.0)".format,
    "share": lambda amount, of, whole: f"({{unit}} * rebate_share(({amount}) / {{unit}}, {of}, {whole}))",
    "days": "(julianday({1}) - julianday({0}))".format,
}
_POSTGRESQL: dict[str, Word] = _BOTH | {
    "money": "(({}) * 0.01)".format,
    # The product may be longer than an integer is.
    "share": lambda amount, of, whole: (
        f"({{unit}} * cast(div(2 * cast(({amount}) / {{unit}} as numeric) * ({of}) + ({whole}), 2 * ({whole})) "
        "as bigint))"
    ),
    "days": "(extract(epoch from (cast({1} as timestamp) - cast({0} as timestamp))) / 86400)".format,
}


def whole_share(amount: int, of: int, whole: int) -> int:
    """What SQLite asks for as `rebate_share`: its own integers would be too short for the product."""
    return (2 * amount * of + whole) // (2 * whole)


def prepare() -> None:
    """SQLite learns `rebate_share`; PostgreSQL may use some more memory for sorting, until the transaction ends."""
    if on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("set local work_mem = '128MB'")
    else:
        connection.ensure_connection()
        connection.connection.create_function("rebate_share", 3, whole_share, deterministic=True)


def learn(table: str) -> None:
    """What was just written by the million is planned with as what it is, not as what it was; PostgreSQL's affair."""
    if on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(f"analyze {connection.ops.quote_name(table)}")


def barrier() -> Part:
    """Behind a subquery: what it computes is computed once for each row, not wherever it is named."""
    return Part(" offset 0" if on_postgresql() else "")


def day_of(moment: str, zone: str) -> Part:
    """The date of a moment where a zone's clocks are."""
    if on_postgresql():
        return Part(f"cast({moment} at time zone %s as date)", (zone,))
    return Part(f"django_datetime_cast_date({moment}, %s, 'UTC')", (zone,))


def stamp(moment: dt.datetime) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
