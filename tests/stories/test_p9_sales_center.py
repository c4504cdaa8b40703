"""P9: whose level opens the Sales Center finds its link; everybody else reads why not, and what would change it."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy, MembershipPolicy
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
PLACE = "/portal/places/sales-center/"


def test_anna_of_a_gold_partner_finds_the_link_and_the_room_says_that_it_is_not_open_yet() -> None:
    anna = world.browser(world.anna())
    home = anna.get("/portal/").content.decode()
    assert f'href="{PLACE}"' in home
    room = anna.get(PLACE)
    assert room.status_code == 200
    assert "Sales Center" in room.content.decode()


def test_fatma_reads_which_level_opens_it_and_what_that_level_needs() -> None:
    fatma = world.browser(world.fatma())
    refused = fatma.get(PLACE)
    page = refused.content.decode()
    lowest = policy(LevelsPolicy).opening("sales-center")[0]
    assert refused.status_code == 403
    assert lowest.name.in_("nl") in page
    assert f"#level-{lowest.key}" in page
    assert PLACE in fatma.get("/portal/").content.decode()  # greyed, but there: behind it is the reason


def test_bo_has_the_level_but_no_seat_and_reads_who_gives_one() -> None:
    refused = world.browser(world.bo()).get(PLACE)
    assert refused.status_code == 403
    assert "Anna Brandsma" in refused.content.decode()


def test_every_reason_is_told_at_once() -> None:
    fatma = world.browser(world.fatma())
    window = policy(MembershipPolicy).window_after_days
    Partner.objects.update(term_ends=clock.today() - dt.timedelta(days=window + 1))
    answer = fatma.get(PLACE, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert {c["condition"] for c in answer.json()["conditions"] if not c["met"]} >= {"membership_in_force"}


def test_a_place_that_the_programme_does_not_have_is_not_there() -> None:
    assert world.browser(world.anna()).get("/portal/places/bar/").status_code == 404


def test_strangers_are_asked_to_sign_in() -> None:
    answer = world.browser().get(PLACE)
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]
