"""How fast the helpdesk answers and solves what it is asked, and what askers think of it (H1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.cases import permissions
from kanaal.cases.models import Case
from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, by_month, hours, month_name, register, share


def cases(asked: Asked) -> list[Block]:
    """By the month in which they were asked."""
    took = ExpressionWrapper(F("answered_at") - F("asked_at"), output_field=DurationField())
    rows = Case.objects.exclude(state="merged")
    months = by_month(
        rows.filter(region=asked.region) if asked.region else rows,
        "asked_at",
        asked,
        many=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=Q(answered_at__lte=F("answer_by"))),
        solved=Count("pk", filter=Q(solved_at__isnull=False)),
        solved_in_time=Count("pk", filter=Q(solved_at__lte=F("solve_by"))),
        took=Avg(took),
        rating=Avg("rating"),
    )
    cells = [_row(month_name(month), row) for month, row in months.items()]
    heading = [
        _("Month"), _("Asked"), _("Answered in time, per cent"), _("Hours to the answer, on average"),
        _("Solved in time, per cent"), _("Rating, of five"),
    ]  # fmt: skip
    asked_picture = Picture("line", _("Cases, by month"), [(row[0], row[1]) for row in cells], _("Month"))
    return [Block("by-month", _("Answer times"), heading, cells, asked_picture)]


def _row(month: str, found: dict[str, Any]) -> list[Cell]:
    nothing = dict.fromkeys(("many", "answered", "in_time", "solved", "solved_in_time"), 0)
    row: dict[str, Any] = {**nothing, "took": None, "rating": None, **found}
    rating = Decimal(row["rating"]).quantize(Decimal("0.1")) if row["rating"] is not None else None
    return [
        month, row["many"], share(row["in_time"], row["answered"]), hours(row["took"]),
        share(row["solved_in_time"], row["solved"]), rating,
    ]  # fmt: skip


register(
    Dashboard(
        key="cases",
        order=75,
        label=gettext_noop("Cases"),
        icon="message-square",
        door=permissions.see_cases,
        make=cases,
    )
)
