"""The clock's round through the agreements, killed in the middle: nothing is told twice, nothing is left untold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.conftest import Copies
from tests.faults.installation import Installation

MANY = 40
WORLD = f"""
from tests import world, world_licences
from kanaal.licensing.models import Agreement
for n in range({MANY}):
    made = world_licences.agreement(f"Klant {{n}}")
    if n == 0:
        world_licences.eva(made)
    world_licences.add(made, 4, ago=22)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, copies: Copies) -> Iterator[Installation]:
    with copies("nightly", tmp_path_factory.mktemp("installation")) as made:
        made.shell(WORLD)
        made.run("worker", "--drain")  # the schedules are seen for the first time
        yield made


def notices(place: Installation) -> int:
    return int(place.query("select count(*) from licensing_notice")[0][0])


def test_a_worker_killed_in_the_round_leaves_nothing_untold_and_tells_nothing_twice(place: Installation) -> None:
    place.run("clock", "forward", "3d")
    with place.worker() as first:
        place.wait_for(lambda: notices(place) >= 3)
        first.kill()
        first.wait()
    assert notices(place) < MANY, "it was killed too late to show anything"
    with place.worker(), place.worker():
        place.wait_for(lambda: notices(place) == MANY)
    place.run("worker", "--drain")
    assert notices(place) == MANY
    told = place.query("select agreement_id, count(*) from licensing_notice group by agreement_id")
    assert {count for _, count in told} == {1}
    mails = place.query("select count(*), count(distinct mail_id) from licensing_noticeto where email <> ''")
    sent = place.query("select count(*) from core_mail where name = 'happenings_announced'")
    assert mails[0] == (MANY, MANY)
    assert sent == [(MANY,)]
    behind = "select count(*) from licensing_agreement where looked_on is null or look_on <= looked_on"
    assert place.query(behind) == [(0,)]
