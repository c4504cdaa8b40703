"""P2: five steps, each with NEXT; a half-filled enrolment is kept; from step 1 on all is in the preferred language."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.partners.models import Enrolment
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.partners.tasks import remind_of_drafts
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def gerda() -> Client:
    return world.browser(world.gerda())


def test_every_step_leads_to_the_next_and_the_terms_stand_at_the_end() -> None:
    client = gerda()
    for key, follower in (
        ("place", "authority"),
        ("authority", "company"),
        ("company", "contact"),
        ("contact", "terms"),
    ):
        answer = client.post(f"/enrol/{key}/", world.ANSWERS)
        assert answer["Location"] == f"/enrol/{follower}/"
    page = client.get("/enrol/terms/").content.decode()
    assert page.index('class="prose"') < page.index('name="accepted"')


def test_a_later_step_leads_to_the_first_that_is_not_complete() -> None:
    client = gerda()
    assert client.get("/enrol/terms/", follow=True).redirect_chain[-1][0] == "/enrol/place/"
    world.enrol_through_the_pages(client, "place")
    answer = client.get("/enrol/terms/", follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/authority/"
    assert list(answer.context["messages"])
    assert client.post("/enrol/terms/", {"accepted": "on"}, follow=True).redirect_chain[-1][0] == "/enrol/authority/"
    assert Enrolment.objects.get().state == "draft"


def test_faults_are_said_at_their_field_and_what_was_typed_is_kept() -> None:
    client = gerda()
    world.enrol_through_the_pages(client, "place", "authority")
    wrong = world.COMPANY | {"postal_code": "12", "vat_number": "NL12", "website": "nix"}
    answer = client.post("/enrol/company/", wrong)
    assert answer.status_code == 422
    assert set(answer.context["shown"].errors) == {"postal_code", "vat_number", "website"}
    page = client.get("/enrol/company/").content.decode()  # tomorrow, or on another device
    assert 'value="NL12"' in page
    assert 'value="nix"' in page
    assert client.get("/enrol/", follow=True).redirect_chain[-1][0] == "/enrol/company/"


def test_it_is_taken_up_on_another_day_and_another_device() -> None:
    world.enrol_through_the_pages(gerda(), "place", "authority", "company")
    clock.forward(dt.timedelta(days=3))
    answer = gerda().get("/enrol/", follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/contact/"
    assert 'value="Wilgenhof Studio B.V."' in gerda().get("/enrol/company/").content.decode()


def test_a_draft_in_the_browser_survives_signing_out() -> None:
    visitor = world.browser()
    world.anna()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    visitor.force_login(world.anna(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert visitor.get("/enrol/contact/").status_code == 403  # Anna's address belongs to a partner (P6)
    visitor.post("/sign-out/", {"next": "/enrol/"})
    assert visitor.get("/enrol/company/").status_code == 200
    assert Enrolment.objects.get().company_name == "Wilgenhof Studio B.V."


def test_from_the_first_step_on_everything_is_in_the_preferred_language() -> None:
    world.published()
    visitor = world.browser()
    visitor.cookies["kanaal_language"] = "en"
    assert 'lang="en"' in visitor.get("/enrol/place/").content.decode()
    answer = visitor.post("/enrol/place/", world.PLACE, follow=True)
    assert 'lang="nl"' in answer.content.decode()
    assert str(policy(EnrolmentPolicy).authority_statement.in_("nl")) in answer.content.decode()
    assert 'lang="nl"' in visitor.get("/id/new/").content.decode()


def test_only_complete_languages_are_offered() -> None:
    client = gerda()
    page = client.get("/enrol/place/")
    assert [code for code, _name in page.context["shown"].fields["language"].choices] == ["nl", "en"]
    for code in ("de", "xx", ""):
        assert client.post("/enrol/place/", world.PLACE | {"language": code}).status_code == 422
    assert Enrolment.objects.get().language == ""


def test_a_country_must_lie_in_the_region() -> None:
    answer = gerda().post("/enrol/place/", world.PLACE | {"country": "JP"})
    assert answer.status_code == 422
    assert "Japan" in answer.content.decode()


def test_a_step_that_is_done_can_be_visited_again_and_another_country_asks_anew() -> None:
    client = gerda()
    world.enrol_through_the_pages(client)
    client.post("/enrol/place/", {"region": "americas", "country": "US", "language": "en"})
    answer = client.get("/enrol/terms/", follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/company/"
    assert 'value="Wilgenhof Studio B.V."' in answer.content.decode()
    assert "country_area" in answer.context["shown"].fields


def test_who_is_sure_of_a_vat_number_that_does_not_fit_says_so() -> None:
    client = gerda()
    world.enrol_through_the_pages(client, "place", "authority")
    doubtful = world.COMPANY | {"vat_number": "NL123456780B90"}
    answer = client.post("/enrol/company/", doubtful)
    assert answer.status_code == 422
    assert "vat_sure" in answer.context["shown"].fields
    assert client.post("/enrol/company/", doubtful | {"vat_sure": "on"}).status_code == 302


def test_two_tabs_fill_in_two_steps_and_neither_undoes_the_other() -> None:
    one, other = gerda(), gerda()
    world.enrol_through_the_pages(one)
    one.post("/enrol/company/", world.COMPANY | {"city": "Soest"})
    other.post("/enrol/contact/", {"full_name": "G. Wilgenhof"})
    answers = Enrolment.objects.get().answers
    assert (answers["city"], answers["full_name"]) == ("Soest", "G. Wilgenhof")


def test_of_two_drafts_the_person_says_which_goes_on_and_none_is_lost() -> None:
    world.draft(legal_name="Oude Wilg B.V.")
    visitor = world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    visitor.force_login(world.gerda(), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = visitor.get("/enrol/contact/", follow=True)
    assert page.redirect_chain[-1][0] == "/enrol/which/"
    assert "Oude Wilg B.V." in page.content.decode()
    assert "Wilgenhof Studio B.V." in page.content.decode()
    visitor.post("/enrol/which/", {"keep": "browser"}, follow=True)
    kept = Enrolment.objects.get(state="draft")
    assert (kept.person, kept.company_name) == (world.gerda(), "Wilgenhof Studio B.V.")
    assert Enrolment.objects.get(state="withdrawn").answer("legal_name") == "Oude Wilg B.V."


def test_keeping_the_older_draft_puts_the_browsers_away() -> None:
    world.draft(legal_name="Oude Wilg B.V.")
    visitor = world.browser()
    world.enrol_through_the_pages(visitor, "place", "authority", "company")
    visitor.force_login(world.gerda(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = visitor.post("/enrol/which/", {"keep": "mine"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/terms/"
    assert Enrolment.objects.get(state="draft").company_name == "Oude Wilg B.V."
    assert Enrolment.objects.get(state="withdrawn").company_name == "Wilgenhof Studio B.V."


def test_submitting_twice_hands_in_once() -> None:
    client = gerda()
    world.enrol_through_the_pages(client)
    world.hand_in_through_the_pages(client)
    again = client.post("/enrol/terms/", {"accepted": "on", "shown": ""}, follow=True)
    assert again.redirect_chain[-1][0] == "/enrol/mine/"
    assert len(world.happened("EnrolmentSubmitted")) == 1
    assert len(world.mails_to(world.gerda().email)) == 1


def test_without_the_box_at_the_end_nothing_is_handed_in() -> None:
    client = gerda()
    world.enrol_through_the_pages(client)
    answer = client.post("/enrol/terms/", {})
    assert answer.status_code == 422
    assert "accepted" in answer.context["form"].errors
    assert Enrolment.objects.get().state == "draft"


def test_after_handing_in_every_step_leads_to_how_it_is_getting_on() -> None:
    client = gerda()
    world.enrol_through_the_pages(client)
    world.hand_in_through_the_pages(client)
    for key in ("place", "authority", "company", "contact", "terms"):
        for answer in (client.get(f"/enrol/{key}/"), client.post(f"/enrol/{key}/", {"legal_name": "Other"})):
            assert answer["Location"] == "/enrol/mine/"
    assert Enrolment.objects.get().company_name == "Wilgenhof Studio B.V."


def test_forged_values_change_nothing_else() -> None:
    client = gerda()
    world.enrol_through_the_pages(client, "place")
    forged = {"authority": "on", "state": "approved", "person": "1", "partner": "1", "release_id": "9", "country": "JP"}
    client.post("/enrol/authority/", forged)
    kept = Enrolment.objects.get()
    assert (kept.state, kept.partner, kept.release_id, kept.answers["country"]) == ("draft", None, None, "NL")
    assert set(kept.answers) == {"region", "country", "language", "authority"}


def test_an_unknown_step_does_not_exist() -> None:
    assert gerda().get("/enrol/nothing/").status_code == 404


def test_a_reminder_leads_back_to_where_one_stopped() -> None:
    client = gerda()
    world.enrol_through_the_pages(client, "place", "authority")
    clock.forward(dt.timedelta(days=policy(EnrolmentPolicy).draft_reminder_days[0]))
    remind_of_drafts(clock.now())
    link = world.link_in(world.mails_to(world.gerda().email)[-1])
    assert client.get(link, follow=True).redirect_chain[-1][0] == "/enrol/company/"
