"""The console under the invented vendor's terms: two years, first assigned first lost, no commitment, English only."""

from __future__ import annotations

import pytest

from kanaal.licensing import access
from kanaal.licensing.actions.assignments import assign_licence
from kanaal.licensing.actions.consenting import give_switch_consent
from kanaal.licensing.actions.users import UserDetails, add_licence_user
from kanaal.licensing.models import Agreement, SwitchConsent
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
SKU = "NK-SKY-S"
PAGES = (
    "", "payment/", "users/", "users/new/", "users/import/", "administrators/", "groups/", "directory/", "reseller/",
    "timeline/", f"licences/{SKU}/",
)  # fmt: skip


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> Agreement:
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)
    level = policy(LevelsPolicy).by_rank[-1].key
    partner = world.company("Sterrenwacht Oost", level, "sterrenwacht-oost.nl", region="nordics", country="DK")
    world._contact(partner, "iris@sterrenwacht-oost.nl", "Iris Poolster", "primary")
    made = licences.agreement(
        "Planetarium Vest", number="DOME-500001", partner=partner, terms="dome-years", segment="dome",
        region="nordics", country="NO",
        currency="NOK", language="en", zone="Europe/Oslo",
    )  # fmt: skip
    licences.eva(made)
    licences.add(made, 1, ago=40, ordered=1, sku=SKU)
    licences.add(made, 1, ago=13, sku=SKU)
    return made


def test_every_page_opens_and_knows_nothing_of_the_other_vendor(mine: Agreement) -> None:
    browser = world.browser(licences.eva(mine))
    for page in PAGES:
        answer = browser.get(f"/console/{page}")
        assert answer.status_code == 200, page
        assert not any(word in answer.content.decode() for word in ("Adobe", "VIP")), page


def test_who_was_given_theirs_first_is_without_as_soon_as_it_is_overdue(mine: Agreement) -> None:
    by = licences.administrator(licences.eva(mine), mine)
    for name in ("ada", "bo"):
        user = add_licence_user(mine, details=UserDetails(f"{name}@vest.example", name), by=by)
        assign_licence(user, sku=SKU, by=by)
    world.days_pass(2)
    [found] = access.access_of(mine)
    assert (found.usable, found.suspended) == (1, 1)
    assert [mine.licence_users.get(pk=one.user_id).name for one in found.without] == ["ada"]
    page = world.browser(licences.eva(mine)).get("/console/payment/").content.decode()
    assert "ada" in page


def test_no_commitment_is_offered_and_the_code_is_good_for_its_days(mine: Agreement) -> None:
    browser = world.browser(licences.eva(mine))
    assert browser.get("/console/commitment/").status_code == 404
    give_switch_consent(mine, by=licences.administrator(licences.eva(mine), mine))
    assert (SwitchConsent.objects.get().until - licences.day(0)).days == 20
