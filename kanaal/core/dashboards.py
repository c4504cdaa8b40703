"""Dashboards: figures as pictures with the numbers beneath. Each module declares its own in its dashboards.py.

    register(Dashboard(key="pipeline", label=_("Pipeline"), icon="…", door=permissions.see_…, make=pipeline))

    def pipeline(asked: Asked) -> list[Block]:
        rows = …  # one or two questions, grouped by the database
        return [Block("stages", gettext("By stage"), [gettext("Stage"), gettext("Value")], rows, Picture("bars", …))]

The desk shows each on a page of its own, and exports each block as CSV and XLSX.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import TruncMonth

from kanaal.core.actors import Actor
from kanaal.core.decisions import Permission
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text

Cell = str | int | Decimal | None
Point = tuple[Any, ...]
"""Label and value of a picture, and if the value is not to be shown as it is, what it says: `(label, value, text)`."""


@dataclass(frozen=True)
class Asked:
    """What the figures are asked of: days (both included), and a region by its key (none: all)."""

    since: dt.date
    until: dt.date
    region: str = ""

    @property
    def starts(self) -> dt.datetime:
        """The first moment of the first day, in universal time, in which all figures count."""
        return dt.datetime.combine(self.since, dt.time(), dt.UTC)

    @property
    def ends(self) -> dt.datetime:
        """The first moment that is past the last day."""
        return dt.datetime.combine(self.until + dt.timedelta(days=1), dt.time(), dt.UTC)

    def months(self) -> list[dt.date]:
        """The first day of each month that is touched, the oldest first."""
        first, last = self.since.year * 12 + self.since.month - 1, self.until.year * 12 + self.until.month - 1
        return [dt.date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


@dataclass(frozen=True)
class Picture:
    """`bars`: amounts side by side. `line`: amounts over time. `caption` says what is drawn, `heading` what of."""

    kind: Literal["bars", "line"]
    caption: str
    points: Sequence[Point]
    heading: str = ""


@dataclass(frozen=True)
class Block:
    """A picture and its numbers. Numbers (`int`, `Decimal`) are shown as the reader writes them, exported as numbers.

    `key` names its export; `note` says in a sentence what is counted.
    """

    key: str
    title: str
    heading: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    picture: Picture | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", [_row_in_cents(row) for row in self.rows])


def _row_in_cents(row: Sequence[Cell]) -> Sequence[Cell]:
    made = [_in_cents(cell) for cell in row]
    return row if all(one is other for one, other in zip(row, made, strict=True)) else made


def _in_cents(cell: Cell) -> Cell:
    """SQLite adds decimals as floats, with digits behind the cents that mean nothing."""
    if not isinstance(cell, Decimal) or int(cell.as_tuple().exponent) >= -2:
        return cell
    return cell.quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Dashboard:
    """Figures of one subject. `ahead`: its range lies before us by default (renewals) rather than behind.

    `ranged` and `regional`: whether it can be narrowed to days, to a region. `order`: its place among all of them.
    """

    key: str
    label: str
    door: Permission[Any]
    make: Callable[[Asked], list[Block]]
    icon: str = "chart-column"
    ranged: bool = True
    regional: bool = True
    ahead: bool = False
    order: int = 50

    @property
    def shown_label(self) -> Text:
        return Text(self.label)


DASHBOARDS: dict[str, Dashboard] = {}


def register(dashboard: Dashboard) -> Dashboard:
    """Called at import of a module's dashboards.py; a key can be registered once."""
    if dashboard.key in DASHBOARDS:
        raise ValueError(f"The dashboard {dashboard.key} is registered twice.")
    DASHBOARDS[dashboard.key] = dashboard
    return dashboard


def dashboards_for(actor: Actor) -> list[Dashboard]:
    """The dashboards whose door is open to the actor, in their order."""
    return [one for one in sorted(DASHBOARDS.values(), key=lambda one: one.order) if one.door.allows(actor, None)]


@lists("Dashboards of the desk")
def _dashboards() -> Iterable[str]:
    return (f"{one.key}: {one.door.name}, {where(one.make)}" for one in DASHBOARDS.values())


# --- what most dashboards do


def by_month(rows: QuerySet[Any], field: str, asked: Asked, **sums: Any) -> dict[dt.date, dict[str, Any]]:
    """The rows of the asked days, grouped by the month of a field; sums as `annotate` takes them. One question.

    Every month of the range is there; one without rows has an empty mapping.
    """
    moments = isinstance(rows.model._meta.get_field(field), DateTimeField)
    since, until = (asked.starts, asked.ends) if moments else (asked.since, asked.until + dt.timedelta(days=1))
    found = rows.filter(**{f"{field}__gte": since, f"{field}__lt": until}).order_by()
    grouped = found.annotate(in_month=TruncMonth(field, tzinfo=dt.UTC) if moments else TruncMonth(field))
    months: dict[dt.date, dict[str, Any]] = {month: {} for month in asked.months()}
    for row in grouped.values("in_month").annotate(**sums):
        when = row["in_month"]
        months[when.date() if isinstance(when, dt.datetime) else when] = row
    return months


def month_name(month: dt.date) -> str:
    return f"{month:%m/%Y}"


def share(part: int, of: int) -> Decimal | None:
    """Per cent, with one decimal; None of nothing."""
    return (Decimal(100) * part / of).quantize(Decimal("0.1")) if of else None


def hours(seconds: float | dt.timedelta | None) -> Decimal | None:
    if seconds is None:
        return None
    length = seconds.total_seconds() if isinstance(seconds, dt.timedelta) else float(seconds)
    return Decimal(length / 3600).quantize(Decimal("0.1"))
