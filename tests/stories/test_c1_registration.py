"""C1: from Support to the registration instructions, to one's region's link, and in with the same ID."""

from __future__ import annotations

import pytest

from kanaal.training.models import Learner
from tests import world

pytestmark = pytest.mark.django_db


def test_fatma_registers_with_the_id_that_she_has() -> None:
    fatma = world.browser(world.fatma())
    home = fatma.get("/portal/").content.decode()
    assert 'href="/training/registration/"' in home  # in the Support menu

    instructions = fatma.get("/training/registration/").content.decode()
    own, other = (instructions.index(f"/training/registration/{region}/") for region in ("emea", "americas"))
    assert own < other  # her own region's link comes first

    page = fatma.get("/training/registration/emea/")
    assert "fatma@zonnehof-media.nl" in page.content.decode()
    assert 'type="password"' not in page.content.decode()
    assert not Learner.objects.exists()  # opening the link does nothing

    inside = fatma.post("/training/registration/emea/", follow=True)
    assert inside.redirect_chain == [("/training/", 302)]
    assert "Business Partner Code of Conduct" in inside.content.decode()
    learner = Learner.objects.get()
    assert (learner.person, learner.region) == (world.fatma(), "emea")


def test_registering_twice_is_once_and_another_region_moves_her() -> None:
    fatma = world.browser(world.fatma())
    for region in ("emea", "emea", "japan"):
        fatma.post(f"/training/registration/{region}/")
    assert Learner.objects.get().region == "japan"
    assert len(world.happened("LearnerRegistered")) == 2


def test_a_region_that_is_none_registers_nobody() -> None:
    assert world.browser(world.fatma()).post("/training/registration/atlantis/").status_code == 404
    assert not Learner.objects.exists()


def test_a_stranger_signs_in_first_and_comes_back_to_the_link() -> None:
    world.published()
    answer = world.browser().get("/training/registration/emea/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/id/sign-in/?next=/training/registration/emea/"


def test_somebody_without_a_partner_reads_why_not_and_is_not_registered() -> None:
    world.published()
    dirk = world.browser(world.dirk())
    answer = dirk.post("/training/registration/emea/")
    assert answer.status_code == 403
    assert "dirk@distri-noord.example" in answer.content.decode()
    assert not Learner.objects.exists()
