"""N5 · NFR agreements have names of their own, count for nothing, and renew by themselves while the level holds."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.events import record
from kanaal.levels.actions.upgrades import set_level
from kanaal.levels.events import LevelLowered
from kanaal.levels.weighing import weights_of
from kanaal.licensing.models import Agreement, Renewal
from kanaal.partners.models import Partner
from tests import world, world_nfr

pytestmark = pytest.mark.django_db


def falls(level: str) -> None:
    partner = world.lindeboom()
    before = partner.level
    set_level(partner, level)
    record(LevelLowered(before, level, []), about=partner, by=CLOCK)


def a_member_for_years() -> None:
    Partner.objects.update(term_ends=clock.today() + dt.timedelta(days=2000))


def test_it_counts_for_no_level() -> None:
    before = {key: weighed.value for key, weighed in weights_of(world.lindeboom()).items()}
    world_nfr.own_agreement()
    after = {key: weighed.value for key, weighed in weights_of(world.lindeboom()).items()}
    assert after == before


def test_it_renews_by_itself_and_nobody_asks_for_it() -> None:
    made = world_nfr.own_agreement()
    a_member_for_years()
    world.days_pass(370)
    assert Renewal.objects.get(agreement=made).quantity == 5
    made.refresh_from_db()
    assert made.licences == 5


def test_a_level_that_is_lost_ends_it_with_its_term_and_is_told_before() -> None:
    made = world_nfr.own_agreement()
    falls(world.CERTIFIED)
    made.refresh_from_db()
    assert (made.renews_itself, made.licences) == (False, 5)  # nothing is taken today
    assert world.mails_to(world.anna().email)[-1].name == "own_licences_end"
    a_member_for_years()
    world.days_pass(370)
    made.refresh_from_db()
    assert made.licences == 0
    assert not Renewal.objects.exists()
    assert made.state == "live"


def test_a_membership_that_ends_ends_it_too_and_the_mail_says_why() -> None:
    made = world_nfr.own_agreement()
    Partner.objects.update(term_ends=clock.today() - dt.timedelta(days=100))
    world.days_pass(1)
    made.refresh_from_db()
    assert not made.renews_itself
    mail = next(mail for mail in world.mails_to(world.anna().email) if mail.name == "own_licences_end")
    assert "lidmaatschap" in mail.text or "membership" in mail.text


def test_regained_before_the_day_it_goes_on() -> None:
    made = world_nfr.own_agreement()
    falls(world.CERTIFIED)
    falls(world.GOLD)
    made.refresh_from_db()
    assert made.renews_itself
    page = world.browser(world.anna()).get("/own-licences/").content.decode()
    assert made.number in page


def test_it_is_nobodys_customer() -> None:
    """It can't be moved, and has no market segment to change."""
    from kanaal.licensing.actions import moving, segmenting

    made = world_nfr.own_agreement()
    ivo = world.actor(world.agent(), "staff")
    with pytest.raises(moving.NotForSale):
        moving.move_agreement(made, to=world.maasveld(), by=ivo)
    with pytest.raises(segmenting.OwnAgreement):
        segmenting.change_segment(made, segment="edu", email="x@y.example", admin_name="", by=ivo)
    assert Agreement.objects.get().state == "live"
