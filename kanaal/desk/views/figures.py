"""The programme's figures: a page for each dashboard, with its pictures, the numbers beneath, and exports (L4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from kanaal.core import formats, tables
from kanaal.core.dashboards import Block, Cell, Dashboard, dashboards_for
from kanaal.core.pages import page
from kanaal.core.spreadsheets import FORMATS, file_answer
from kanaal.desk import permissions
from kanaal.desk.forms import FiguresFilters
from kanaal.people.doors import staff_page

figures_page = staff_page(permissions.see_figures)


@figures_page
def show(request: Any, dashboard: str = "") -> HttpResponse:
    """One dashboard; without a key the first that the actor may see."""
    open_ones = dashboards_for(request.actor)
    one = _chosen(open_ones, dashboard)
    filters = FiguresFilters(request.GET, dashboard=one)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    blocks = [
        {"block": block, "table": _table(block), "exports": _exports(one, block, query)}
        for block in one.make(filters.asked)
    ]
    tabs = [
        {"label": str(other.shown_label), "url": reverse("desk-figures-of", args=[other.key]), "current": other is one}
        for other in open_ones
    ]
    status = 200 if filters.is_valid() else 422
    return page(
        request, "desk/figures.html", status, one=one, filters=filters, asked=filters.asked, blocks=blocks, tabs=tabs
    )


@figures_page
def export(request: Any, dashboard: str, block: str, format: str) -> HttpResponseBase:
    """The numbers of one block, as the page's address narrows them."""
    one = _chosen(dashboards_for(request.actor), dashboard)
    asked = FiguresFilters(request.GET, dashboard=one).asked
    found = next((made for made in one.make(asked) if made.key == block), None)
    if found is None or format not in FORMATS:
        raise Http404
    stem = f"{dashboard}-{block}-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}"
    return file_answer(stem, found.heading, found.rows, format, wide=0)


def _chosen(open_ones: Sequence[Dashboard], key: str) -> Dashboard:
    """One whose door is shut is not there, like one that does not exist."""
    found = next((one for one in open_ones if not key or one.key == key), None)
    if found is None:
        raise Http404
    return found


def _exports(one: Dashboard, block: Block, query: str) -> list[tuple[str, str]]:
    return [(kind.upper(), reverse("desk-figures-file", args=[one.key, block.key, kind]) + query) for kind in FORMATS]


def _number(value: Cell, places: int) -> SafeString:
    said = formats.fixed(Decimal(value), places) if isinstance(value, int | Decimal) else tables.NOTHING
    return SafeString(said)


def _table(block: Block) -> tables.Table:
    columns = [_column(place, label, block.rows) for place, label in enumerate(block.heading)]
    return tables.Table(caption=block.title, columns=columns, rows=block.rows)


def _column(place: int, label: str, rows: Sequence[Sequence[Cell]]) -> tables.Column:
    """Numbers stand to the right, as the reader writes them."""

    def cell(row: Sequence[Cell]) -> Cell:
        return row[place]

    values = [row[place] for row in rows]
    if place and all(value is None or isinstance(value, int | Decimal) for value in values):
        places = max((-int(value.as_tuple().exponent) for value in values if isinstance(value, Decimal)), default=0)
        return tables.part(label, lambda row: _number(cell(row), places), css="r num")
    return tables.text(label, cell, strong=place == 0)
