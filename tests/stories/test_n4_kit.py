"""N4 · What a level brings is the programme's: a higher one brings more, and adds it by itself."""

from __future__ import annotations

import pytest

from kanaal.core.actors import CLOCK
from kanaal.core.events import record
from kanaal.levels.actions.upgrades import set_level
from kanaal.levels.events import UpgradeApproved
from kanaal.licensing.models import Agreement
from kanaal.nfr.queries import kit_of
from tests import world, world_nfr

pytestmark = pytest.mark.django_db


def rises(level: str) -> None:
    """As an approved application does it."""
    partner = world.lindeboom()
    set_level(partner, level)
    record(UpgradeApproved(1, "UP-1", level, {}), about=partner, by=CLOCK)


def test_a_level_brings_its_own_part_and_those_below_it() -> None:
    gold = world.lindeboom()
    assert [one.product for one in kit_of(gold)] == [world_nfr.SKU, world_nfr.APPS]
    platinum = world_nfr.at_level(gold, world.PLATINUM)
    assert {one.product for one in kit_of(platinum)} == {
        world_nfr.SKU, world_nfr.APPS, world_nfr.ENTERPRISE, world_nfr.STOCK,
    }  # fmt: skip
    assert kit_of(world.kwartelveld()) == ()


def test_the_page_says_what_the_next_level_would_bring() -> None:
    above = world.browser(world.anna()).get("/own-licences/").context["above"]
    assert [str(one["level"]) for one in above] == ["Platinum"]
    assert len(above[0]["items"]) == 2


def test_risen_to_platinum_the_rest_is_added_in_the_same_moment() -> None:
    made = world_nfr.own_agreement()
    rises(world.PLATINUM)
    made.refresh_from_db()
    assert made.licences == 11
    mail = world.mails_to(world.anna().email)[-1]
    assert mail.name == "own_licences_given"
    page = world.browser(world.anna()).get("/own-licences/")
    assert sorted(one["quantity"] for one in page.context["licences"]) == [1, 5, 5]
    assert Agreement.objects.count() == 1
