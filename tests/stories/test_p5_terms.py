"""P5: which terms were accepted, by whom, when and from where, is kept for good and can be shown as it was."""

from __future__ import annotations

import pytest

from kanaal.partners.models import Enrolment
from kanaal.people.models import TermsAcceptance
from kanaal.programme.models import Release
from tests import world

pytestmark = pytest.mark.django_db


def gerda_hands_in() -> None:
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    page = gerda.get("/enrol/terms/")
    sent = {"accepted": "on", "shown": page.context["form"].data["shown"]}
    gerda.post("/enrol/terms/", sent, headers={"user-agent": "Firefox/140"}, REMOTE_ADDR="198.51.100.7")


def test_who_accepted_what_when_and_from_where_is_kept() -> None:
    release = world.published()
    gerda_hands_in()
    kept = TermsAcceptance.objects.get()
    assert (kept.person, kept.terms, kept.language, kept.version) == (
        world.gerda(), "registration", "nl", str(release.number),
    )  # fmt: skip
    assert (kept.address, kept.browser) == ("198.51.100.7", "Firefox/140")
    assert (kept.for_kind, kept.for_id) == ("partners.enrolment", Enrolment.objects.get().pk)


def test_the_terms_are_shown_as_they_were_although_the_programme_has_new_ones() -> None:
    gerda_hands_in()
    _new_terms("# Nieuwe voorwaarden\n\nAlles is anders.")
    mine = world.browser(world.gerda()).get("/enrol/mine/terms/").content.decode()
    desk = world.browser(world.vera()).get(f"/desk/enrolments/{Enrolment.objects.get().pk}/terms/").content.decode()
    for page in (mine, desk):
        assert "Alles is anders." not in page
        assert 'class="prose" lang="nl"' in page


def test_who_read_older_terms_is_asked_to_read_the_new_ones() -> None:
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    read = gerda.get("/enrol/terms/").context["form"].data["shown"]
    _new_terms("# Nieuwe voorwaarden\n\nAlles is anders.")
    answer = gerda.post("/enrol/terms/", {"accepted": "on", "shown": read})
    assert answer.status_code == 422
    assert "Alles is anders." in answer.content.decode()
    assert not TermsAcceptance.objects.exists()
    assert Enrolment.objects.get().state == "draft"
    assert world.hand_in_through_the_pages(gerda).redirect_chain[-1][0] == "/enrol/mine/"


def test_nobody_else_sees_what_gerda_accepted() -> None:
    gerda_hands_in()
    for who in (world.anna(), world.dirk()):
        assert world.browser(who).get("/enrol/mine/terms/").status_code == 404
    assert world.browser().get("/enrol/mine/terms/").status_code == 302


def _new_terms(text: str) -> Release:
    return world.published_with_file("terms/registration.nl.md", text)
