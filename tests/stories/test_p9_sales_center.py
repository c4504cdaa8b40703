"""P9: whose level opens the Sales Center finds its link; everybody else reads why not, and what would change it."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy, MembershipPolicy
from kanaal.programme.policies import policy
from kanaal.sales.actions.keeping import note_registration
from kanaal.sales.models import Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db
PLACE = "/portal/places/sales-center/"


def test_anna_of_a_gold_partner_finds_the_link_under_its_tab_and_comes_in() -> None:
    anna = world.browser(world.anna())
    home = anna.get("/portal/").content.decode()
    assert 'href="/sales/"' in home
    assert anna.get(PLACE).headers["Location"] == "/sales/"
    room = anna.get("/sales/")
    assert room.status_code == 200
    assert "Sales Center" in room.content.decode()
    assert "/sales/profile/" in room.content.decode()


def test_a_platinum_partner_comes_in_and_certified_and_registered_ones_do_not() -> None:
    assert world.browser(world.joost()).get("/sales/").status_code == 403
    assert world.browser(world.fatma()).get("/sales/").status_code == 403
    Partner.objects.update(level=world.PLATINUM)
    assert world.browser(world.joost()).get("/sales/").status_code == 200


def test_inside_there_is_what_is_to_be_done_now() -> None:
    late, soon = world_sales.opportunity(name="Late deal"), world_sales.opportunity(name="Ending deal")
    Opportunity.objects.filter(pk=late.pk).update(close_on=clock.today() - dt.timedelta(days=2))
    note_registration(soon, "approved", clock.today() + dt.timedelta(days=6))
    page = world.browser(world.bo()).get("/sales/").content.decode()
    assert "Late deal" in page
    assert "Ending deal" in page
    assert "?only=soon" in page


def test_somebody_who_views_as_bo_looks_and_changes_nothing() -> None:
    one = world_sales.opportunity()
    vera = world.browser(world.vera())
    vera.post(f"/staff/view-as/{world.bo().pk}/", {"reason": "telefoon"})
    vera.post(f"/sales/opportunities/{one.number}/stage/", {"stage": "propose"})
    one.refresh_from_db()
    assert one.stage == "identify"


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
