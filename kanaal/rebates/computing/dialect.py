"""What SQLite and PostgreSQL say differently, of sums and days. Amounts are whole cents while they are counted with.

Integers are exact on both; a product that might not fit into one goes through `share`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from kanaal.customers.finding.dialect import Part

SUBUNITS = 100
"""Amounts have two decimals in the database; in a currency without any, its unit is a hundred of these."""


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def barrier() -> Part:
    """Behind a subquery: what it computes is computed once for each row, not wherever it is named."""
    return Part(" offset 0" if on_postgresql() else "")


def cents(column: str) -> str:
    return f"cast(round({column} * 100) as bigint)"


def money(expression: str) -> str:
    """Cents as an amount of the database."""
    return f"({expression}) * 0.01" if on_postgresql() else f"({expression}) / 100.0"


def portion(amount: str, hundredths: str) -> str:
    """A percentage (in hundredths of a percent) of cents, not negative: half a unit goes up, as `rules.rates.part`.

    Ten billions of money times a hundred percent stay far below what an integer of the database holds.
    """
    return f"({{unit}} * (({amount} * {hundredths} + 5000 * {{unit}}) / (10000 * {{unit}})))"


def share(amount: str, of: str, whole: str) -> str:
    """`of` parts of `whole` of cents, none negative: half a unit goes up, as `rules.bounds.share`."""
    units = f"({amount} / {{unit}})"
    if on_postgresql():
        exact = f"div(2 * cast({units} as numeric) * ({of}) + ({whole}), 2 * ({whole}))"
        return f"({{unit}} * cast({exact} as bigint))"
    return f"({{unit}} * rebate_share({units}, {of}, {whole}))"


def whole_share(amount: int, of: int, whole: int) -> int:
    """What SQLite asks for, whose integers would be too short for the product."""
    return (2 * amount * of + whole) // (2 * whole)


def prepare() -> None:
    """SQLite learns `rebate_share`; called before anything that uses `share`."""
    if not on_postgresql():
        connection.ensure_connection()
        connection.connection.create_function("rebate_share", 3, whole_share, deterministic=True)


def days_between(earlier: str, later: str) -> str:
    """Whole or broken days from one day or moment to another."""
    if on_postgresql():
        return f"(extract(epoch from (cast({later} as timestamp) - cast({earlier} as timestamp))) / 86400)"
    return f"(julianday({later}) - julianday({earlier}))"


def day_of(moment: str, zone: str) -> Part:
    """The date of a moment where a zone's clocks are."""
    if on_postgresql():
        return Part(f"cast({moment} at time zone %s as date)", (zone,))
    return Part(f"django_datetime_cast_date({moment}, %s, 'UTC')", (zone,))


def month_of(day: str) -> str:
    """2026-07"""
    return f"substr(cast({day} as varchar), 1, 7)"


def plain_key(column: str) -> str:
    """A number of the house as order numbers are compared."""
    return f"replace(upper({column}), '-', '')"


def stamp(moment: dt.datetime) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
