"""Lists walked page by page, both ways: every row once, whatever stands equal, whichever way each field goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core import clock
from kanaal.core.models import Event, NumberSeries
from kanaal.core.paging import Page, paged, paged_together

ORDERS = [("next", "pk"), ("-next", "-pk"), ("next", "-pk"), ("-next", "pk"), ("pk",)]


def _page(params: dict[str, str], by: Sequence[str]) -> Page[NumberSeries]:
    return paged(NumberSeries.objects.filter(name__startswith="row"), params, by=by, size=4)


def _params(query: str) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(query.lstrip("?")).items()}


@pytest.fixture
def rows(db: None) -> None:
    NumberSeries.objects.bulk_create(NumberSeries(name=f"row{n:02}", next=n // 5 + 1) for n in range(18))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("by", ORDERS)
def test_every_row_stands_on_one_page_forwards_and_back(by: Sequence[str]) -> None:
    wanted = [r.pk for r in NumberSeries.objects.filter(name__startswith="row").order_by(*by)]
    pages = [_page({}, by)]
    while pages[-1].next_query:
        pages.append(_page(_params(pages[-1].next_query), by))
    assert [r.pk for page in pages for r in page.rows] == wanted
    for before, after in pairwise(pages):
        assert [r.pk for r in _page(_params(after.previous_query), by).rows] == [r.pk for r in before.rows]


@pytest.mark.usefixtures("rows")
def test_fields_that_go_one_way_are_compared_as_one() -> None:
    """`a > x or (a = x and b > y)` makes PostgreSQL walk all that came before it on a deep page."""
    first = _page({}, ("next", "pk"))
    with CaptureQueriesContext(connection) as asked:
        _page(_params(first.next_query), ("next", "pk"))
    one = " OR " not in asked[0]["sql"]
    assert one == (connection.vendor == "postgresql")  # Django writes it out for SQLite, whose index takes the bound
    assert '"next" >= ' in asked[0]["sql"]


def _both(params: dict[str, str], *, falling: bool) -> Page[tuple[int, int]]:
    """Two lists, in each of which several rows have the same key."""
    lists = [(Event.objects.filter(name=name), "about_id") for name in ("first", "second")]
    return paged_together(lists, params, falling=falling, size=4)


@pytest.mark.django_db
@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize(("some", "others"), [(11, 8), (0, 6), (5, 0), (0, 0)])
def test_two_lists_are_walked_as_one_both_ways(falling: bool, some: int, others: int) -> None:
    for name, many in (("first", some), ("second", others)):
        Event.objects.bulk_create(
            Event(name=name, at=clock.now(), about_kind="x", about_id=n // 3, actor_kind="clock") for n in range(many)
        )
    made = Event.objects.filter(name__in=("first", "second")).values_list("about_id", "name", "pk")
    wanted = sorted(((key, int(name == "second"), pk) for key, name, pk in made), reverse=falling)
    pages = [_both({"kept": "1"}, falling=falling)]
    while pages[-1].next_query:
        assert "kept=1" in pages[-1].next_query
        pages.append(_both(_params(pages[-1].next_query), falling=falling))
        assert len(pages) < 10
    assert [row for page in pages for row in page.rows] == [(place, pk) for _key, place, pk in wanted]
    for before, after in pairwise(pages):
        assert _both(_params(after.previous_query), falling=falling).rows == before.rows


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["", "x", "WzEsMiwzXQ", "WyJhIiwiYiIsImMiXQ", "WzEsIDIsIG51bGxd", "W1tdLDEsMV0"])
def test_a_place_that_somebody_made_up_begins_anew(after: str) -> None:
    assert _both({"after": after}, falling=False).rows == []
