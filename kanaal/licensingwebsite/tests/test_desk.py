"""What the desk's one list and its figures show of serial numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.dashboards import Asked
from kanaal.licensingwebsite import dashboards, queues
from tests import world, world_lws

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def test_a_pool_that_runs_out_and_an_order_that_waits_stand_in_the_desks_list() -> None:
    world_lws.load()
    order = world_lws.served((world_lws.ELEMENTS, 3))
    page = world.browser(world.agent()).get("/desk/").content.decode()
    assert order.number in page
    assert "Gemeente Waterrijk" in page
    assert [vars(one)["free"] for one in queues._low()] == [3]
    world_lws.load(world_lws.PRO, *world_lws.numbers(20, first=50))
    assert not queues._low().exists()


def test_figures_count_what_was_given_month_by_month_and_what_is_left() -> None:
    world_lws.load()
    world_lws.served()
    world_lws.served((world_lws.ELEMENTS, 3))
    today = clock.now().date()
    pools, given = dashboards.figures(Asked(today - dt.timedelta(days=40), today))
    numbers = {row[1]: row[2:] for row in pools.rows}
    assert numbers[world_lws.PRO] == (2, 0, 1)
    assert numbers[world_lws.ELEMENTS] == (0, 3, 0)
    assert pools.rows[0][1] == world_lws.ELEMENTS  # what is short comes first
    assert sum(row[1] for row in given.rows) == 1  # type: ignore[misc]


def test_the_figures_have_a_page_and_a_file() -> None:
    world_lws.served()
    vera = world.browser(world.vera())
    assert "Acrobat" in vera.get("/desk/figures/order-serials/").content.decode()
    file = b"".join(vera.get("/desk/figures/order-serials/pools.csv")).decode()
    assert world_lws.PRO in file
