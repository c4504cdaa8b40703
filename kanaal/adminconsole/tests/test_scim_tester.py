"""The independent checker (scim2-tester) finds nothing that departs from RFC 7643 and RFC 7644, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from scim2_tester import Status, check_server

from kanaal.adminconsole.tests import scim

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_independent_checker_finds_nothing(live_server: Any) -> None:
    with scim.client(scim.token(), live_server.url) as client:
        results = check_server(client)
    bad = [f"{r.resource_type} {r.title}: {r.status} {r.reason}" for r in results if r.status not in FINE]
    assert not bad, "\n".join(bad)
    assert sum(r.status is Status.SUCCESS for r in results) > 60


FINE = {Status.SUCCESS, Status.SKIPPED, Status.COMPLIANT, Status.ACCEPTABLE}
