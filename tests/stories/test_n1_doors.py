"""N1 · Only partners of a level that opens it, and only their primary contact, see NFR licences."""

from __future__ import annotations

import pytest

from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from tests import world, world_nfr

pytestmark = pytest.mark.django_db
URL = "/own-licences/"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def test_anna_enters_through_the_place_of_the_programme() -> None:
    anna = world.browser(world.anna())
    door = anna.get("/portal/places/nfr-licences/")
    assert (door.status_code, door["location"]) == (302, URL)
    page = anna.get(URL).content.decode()
    assert "Acrobat Pro DC" in page
    assert "CC-01" not in page  # products by their names


def test_bo_reads_that_it_is_for_the_primary_contact_and_who_that_is() -> None:
    page = world.browser(world.bo()).get(URL)
    assert page.status_code == 403
    assert "Anna Brandsma" in page.content.decode()


def test_joost_reads_which_level_opens_it() -> None:
    page = world.browser(world.joost()).get(URL)
    assert page.status_code == 403
    assert "Gold" in page.content.decode()


def test_whoever_is_no_contact_gets_nothing() -> None:
    assert world.browser().get(URL).status_code == 302
    assert world.browser(world.eva()).get(URL).status_code == 403


def test_the_desk_is_closed_to_contacts_and_the_auditor_only_reads() -> None:
    for url in ("/desk/nfr/", "/desk/nfr/partners/", "/desk/nfr/agreements/"):
        assert world.browser(world.anna()).get(url).status_code == 404
        assert world.browser(world.auditor()).get(url).status_code == 200
    refused = world.browser(world.auditor()).post("/desk/nfr/", {"product": world_nfr.SKU})
    assert refused.status_code == 403


def test_in_another_programme_the_kit_and_the_terms_are_others(monkeypatch) -> None:
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)
    level = policy(LevelsPolicy).by_rank[-1].key
    partner = world.company("Sterrenwacht Oost", level, "sterrenwacht-oost.nl", region="nordics", country="DK")
    iris = world._contact(partner, "iris@sterrenwacht-oost.nl", "Iris Poolster", "primary")
    page = world.browser(iris).get(URL)
    assert "Calibration kit" in page.content.decode()
    world.browser(iris).post(f"{URL}agreement/")
    made = world_nfr.own_agreement(iris)
    assert (made.terms, made.name, made.licences) == ("own-sky", "Sterrenwacht Oost own sky", 1)
