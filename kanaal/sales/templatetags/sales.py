"""Pictures of a pipeline: drawn here, with the numbers beneath; no script, no style of their own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django import template
from django.utils.translation import get_language

from kanaal.core import formats
from kanaal.core.templatetags.ui import _round_up, _short
from kanaal.sales.forecast import Forecast

register = template.Library()
GAP = 0.28
"""Of a month's width, what is left free beside its column."""


@register.inclusion_tag("sales/stacked.html")
def pipeline_picture(forecast: Forecast, caption: object) -> dict[str, Any]:
    """A column for each month, divided by stage: the further along, the stronger its colour."""
    keys = [(one.key, one.label) for one in forecast.stages]
    sums = [sum(stages.values(), start=Decimal(0)) for _month, stages in forecast.months]
    top, width = _round_up(float(max(sums, default=Decimal(0)))), 100 / max(1, len(sums))
    return {
        "columns": [_column(n, stages, keys, top, width) for n, (_month, stages) in enumerate(forecast.months)],
        "labels": [_month_words(month) for month, _stages in forecast.months],
        "ticks": [_short(top), _short(top / 2), _short(0)],
        "legend": [{"label": label, "strength": _strength(n, len(keys))} for n, (_key, label) in enumerate(keys)],
        "rows": _rows(forecast, keys, sums),
        "caption": caption,
    }


def _column(
    n: int, stages: dict[str, Decimal], keys: Sequence[tuple[str, str]], top: float, width: float
) -> list[dict[str, str]]:
    """The pieces of one month from the ground up, in a box of 100 × 100."""
    pieces, base = [], 100.0
    for place, (key, _label) in enumerate(keys):
        height = 100 * float(stages.get(key, 0)) / top
        if height > 0:
            base -= height
            pieces.append(
                {
                    "x": f"{n * width + width * GAP / 2:.2f}",
                    "y": f"{base:.2f}",
                    "width": f"{width * (1 - GAP):.2f}",
                    "height": f"{height:.2f}",
                    "strength": _strength(place, len(keys)),
                }
            )
    return pieces


def _strength(place: int, count: int) -> str:
    return f"{0.25 + 0.75 * (place + 1) / max(1, count):.2f}"


def _rows(forecast: Forecast, keys: Sequence[tuple[str, str]], sums: Sequence[Decimal]) -> list[dict[str, Any]]:
    currency = forecast.currency
    return [
        {
            "month": _month_words(month, long=True),
            "parts": [(label, formats.money(stages[key], currency)) for key, label in keys if key in stages],
            "sum": formats.money(total, currency),
        }
        for (month, stages), total in zip(forecast.months, sums, strict=True)
    ]


def _month_words(month: Any, *, long: bool = False) -> str:
    locale = formats.locale_of(get_language() or "en")
    return str(format_date(month, "MMMM y" if long else "MMM", locale=locale))


month_words = _month_words
