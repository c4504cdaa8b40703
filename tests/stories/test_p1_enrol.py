"""P1: anybody can start *Enroll now*; signing in or making an ID on the way keeps the place in the form."""

from __future__ import annotations

import re

import pytest

from kanaal.partners.models import Enrolment
from tests import world

pytestmark = pytest.mark.django_db
NEW = {"name": "Gerda Wilgenhof", "email": "gerda@wilgenhof-studio.nl", "password1": world.PASSWORD}


def test_a_visitor_begins_without_signing_in() -> None:
    world.published()
    visitor = world.browser()
    first = visitor.get("/enrol/", follow=True)
    assert first.status_code == 200
    assert first.redirect_chain[-1][0].startswith("/enrol/place/")
    answer = world.enrol_through_the_pages(visitor, "place", "authority", "company")
    assert answer.redirect_chain[-1][0] == "/enrol/contact/"
    assert "/id/new/?next=/enrol/contact/" in answer.content.decode()
    assert "/id/sign-in/?next=/enrol/contact/" in answer.content.decode()


def test_looking_alone_leaves_nothing_behind() -> None:
    world.published()
    visitor = world.browser()
    for path in ("/enrol/", "/enrol/place/", "/enrol/company/", "/enrol/terms/", "/enrol/mine/", "/enrol/which/"):
        visitor.get(path, follow=True)
    assert not Enrolment.objects.exists()


def test_making_an_id_on_the_way_keeps_the_place() -> None:
    world.published()
    visitor = world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    visitor.post("/id/new/?next=/enrol/contact/", NEW | {"next": "/enrol/contact/"})
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", world.mails_to(NEW["email"])[-1].text, re.MULTILINE)
    assert found
    answer = visitor.post("/id/address/", {"code": found[1]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/contact/"
    assert NEW["email"] in answer.content.decode()
    enrolment = Enrolment.objects.get()
    assert (enrolment.person.email, enrolment.company_name) == (NEW["email"], "Wilgenhof Studio B.V.")  # type: ignore[union-attr]
    assert enrolment.person.language == "nl"  # type: ignore[union-attr]


def test_signing_in_with_an_existing_id_keeps_the_place() -> None:
    world.gerda()
    visitor = world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    sign_in = {"login": NEW["email"], "password": world.PASSWORD, "next": "/enrol/contact/"}
    answer = visitor.post("/id/sign-in/?next=/enrol/contact/", sign_in, follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/contact/"
    assert Enrolment.objects.get().person == world.gerda()


def test_a_form_that_is_sent_from_before_the_sign_in_is_not_lost() -> None:
    """Two tabs: in one the person signs in, in the other they press NEXT on the page from before."""
    visitor = world.browser()
    world.gerda()
    world.enrol_through_the_pages(visitor, "place", "authority")
    visitor.force_login(world.gerda(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = visitor.post("/enrol/company/", world.COMPANY, follow=True)
    assert answer.status_code == 200
    enrolment = Enrolment.objects.get()
    assert (enrolment.person, enrolment.company_name) == (world.gerda(), "Wilgenhof Studio B.V.")


def test_the_contact_step_cant_be_sent_by_a_stranger() -> None:
    world.published()
    visitor = world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    visitor.post("/enrol/contact/", world.CONTACT)
    visitor.post("/enrol/terms/", {"accepted": "on"})
    enrolment = Enrolment.objects.get()
    assert enrolment.state == "draft"
    assert enrolment.answer("full_name") == ""


def test_a_browser_that_keeps_no_cookies_is_told_before_anything_is_typed() -> None:
    world.published()
    visitor = world.browser()
    first = visitor.get("/enrol/")
    visitor.cookies.clear()
    page = visitor.get(first["Location"]).content.decode()
    assert "cookies" in page
    assert not Enrolment.objects.exists()


def test_somebody_elses_draft_cant_be_guessed() -> None:
    world.published()
    visitor, other = world.browser(), world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    other.cookies["kanaal_enrolment"] = "x" * 43
    assert "Wilgenhof" not in other.get("/enrol/company/", follow=True).content.decode()
    assert other.post("/enrol/mine/withdrawal/").status_code == 302
    assert Enrolment.objects.get().state == "draft"


def test_beginning_thousands_of_times_is_stopped() -> None:
    world.published()
    answers = [world.browser().post("/enrol/place/", world.PLACE).status_code for _time in range(32)]
    assert answers[0] == 302
    assert answers[-1] == 429
    assert Enrolment.objects.count() == 30
