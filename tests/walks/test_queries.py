"""Queries of a page: as recorded, at most ten, and none more when the table grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core import clock
from kanaal.partners.models import Contact
from tests import world
from tests.standing import standing
from tests.walks.pages import PAGES, make_world, reader

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).with_name("queries.json")
MOST = 10


@pytest.fixture(scope="module")
def ids(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    with standing(django_db_blocker):
        yield make_world()


def count(who: str, address: str, ids: dict[str, int]) -> int:
    """Queries of the page's second opening; reading a clock that can be moved is the demo's own."""
    browser = reader(who, "nl")
    browser.get(address.format(**ids))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(address.format(**ids))
    return sum("core_clockshift" not in q["sql"] for q in queries.captured_queries)


@pytest.mark.parametrize(("who", "address"), PAGES, ids=[f"{w}{a}" for w, a in PAGES])
def test_a_page_asks_the_database_as_often_as_recorded(who: str, address: str, ids: dict[str, int]) -> None:
    found = count(who, address, ids)
    recorded: dict[str, Any] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    key = f"{who} {address}"
    if os.environ.get("KANAAL_RECORD_QUERIES"):
        pages = {f"{w} {a}" for w, a in PAGES}
        kept = {k: n for k, n in (recorded | {key: found}).items() if k in pages}
        BASELINE.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n")
        return
    assert found <= MOST
    assert found == recorded.get(key), "changed; look why, then record it: KANAAL_RECORD_QUERIES=1 make test"


@pytest.mark.parametrize("address", ["/portal/", "/portal/contacts/", "/desk/partners/", "/desk/"])
def test_no_page_costs_more_when_there_is_more(address: str, ids: dict[str, int]) -> None:
    who = "vera" if address.startswith("/desk") else "anna"
    before = count(who, address, ids)
    partner = world.lindeboom()
    Contact.objects.bulk_create(
        Contact(partner=partner, email=f"c{n}@lindeboom-digitaal.nl", name=f"C {n}", kind="other", since=clock.today())
        for n in range(60)
    )
    for n in range(60):
        world.company(f"Firma {n}", world.ENTRY)
    assert count(who, address, ids) == before
