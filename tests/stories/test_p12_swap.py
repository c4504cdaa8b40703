"""P12 · Changing who is the primary contact goes through the helpdesk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core import clock
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Contact
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def kind(who) -> str:
    return Contact.objects.get(person=who, active=True).kind


def bo_asks() -> Request:
    world.bo()
    world.browser(world.bo()).post("/requests/new/primary_swap/", {"reason": "Anna gaat met verlof"})
    return Request.objects.get(kind="primary_swap")


def link() -> str:
    return world.link_in(world.mails_to(world.anna().email)[-1])


def test_bo_asks_anna_authorises_by_her_link_and_the_helpdesk_makes_the_change() -> None:
    asked = bo_asks()
    assert asked.state == "awaiting"
    anna = world.browser(world.anna())
    page = anna.get(link())
    assert "Bo Hendriks" in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "awaiting"  # opening a link does nothing
    anna.post(link(), {"answer": "authorise"})
    asked.refresh_from_db()
    assert asked.state == "open"
    assert kind(world.anna()) == "primary"

    world.browser(world.vera()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert (kind(world.anna()), kind(world.bo())) == ("secondary", "primary")
    assert "Bo Hendriks" in world.mails_to(world.anna().email)[-1].subject
    assert world.browser(world.anna()).get("/portal/company/change/").status_code == 403
    assert world.browser(world.bo()).get("/portal/company/change/").status_code == 200


def test_anna_hands_it_over_and_authorises_by_asking() -> None:
    bo = Contact.objects.get(person=world.bo())
    world.browser(world.anna()).post("/requests/new/primary_swap/", {"contact": bo.pk, "reason": ""})
    asked = Request.objects.get()
    assert asked.state == "open"
    assert asked.authorisation.state == "given"
    world.browser(world.agent()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert kind(world.bo()) == "primary"


def test_the_link_does_nothing_for_carla_and_nothing_twice() -> None:
    asked = bo_asks()
    url = link()
    carla = world.browser(world.carla())
    assert carla.get(url).status_code == 403
    assert carla.post(url, {"answer": "authorise"}).status_code == 403
    assert world.browser().get(url).status_code == 302  # whoever has an ID signs in first
    asked.refresh_from_db()
    assert asked.state == "awaiting"
    anna = world.browser(world.anna())
    anna.post(url, {"answer": "authorise"})
    assert anna.get(url).status_code == 410
    assert len(world.happened("RequestAuthorised")) == 1


def test_anna_refuses_with_a_word_and_nothing_changes() -> None:
    asked = bo_asks()
    world.browser(world.anna()).post(
        f"/requests/{asked.pk}/authorisation/", {"answer": "refuse", "word": "Ik ben er gewoon nog."}
    )
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert "Ik ben er gewoon nog" in world.mails_to(world.bo().email)[-1].text
    assert kind(world.anna()) == "primary"


def test_a_link_that_came_too_late_is_explained_and_can_be_sent_again() -> None:
    asked = bo_asks()
    late = link()
    clock.forward(dt.timedelta(days=15))
    assert world.browser(world.anna()).post(late, {"answer": "authorise"}).status_code == 410
    world.browser(world.bo()).post(f"/requests/{asked.pk}/authorisation/sending/")
    assert world.browser(world.anna()).post(link(), {"answer": "authorise"}).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "open"


def test_when_anna_has_left_the_desk_decides_with_evidence_and_says_why() -> None:
    world.bo()
    bo = world.browser(world.bo())
    page = bo.post("/requests/new/primary_swap/", {"left": "on", "reason": "Anna werkt hier niet meer"})
    assert not Request.objects.exists()
    assert page.status_code == 422
    letter = SimpleUploadedFile("brief.pdf", b"%PDF-1.7 brief")
    bo.post("/requests/new/primary_swap/", {"left": "on", "reason": "Anna is weg", "evidence": letter})
    asked = Request.objects.get()
    vera = world.browser(world.vera())
    vera.post(f"/requests/{asked.pk}/approval/", {"answer": "", "without": ""})
    assert kind(world.anna()) == "primary"
    vera.post(f"/requests/{asked.pk}/approval/", {"answer": "", "without": "De brief laat het zien."})
    asked.refresh_from_db()
    assert (asked.state, asked.without) == ("approved", "De brief laat het zien.")
    assert kind(world.bo()) == "primary"


def test_a_company_without_any_primary_contact_is_repaired() -> None:
    world.bo()
    Contact.objects.filter(person=world.anna()).update(active=False, left_on=clock.today())
    asked = bo_asks()
    assert asked.state == "open"  # nobody could authorise it
    world.browser(world.vera()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert kind(world.bo()) == "primary"


def test_a_request_that_was_overtaken_is_refused_whole() -> None:
    asked = bo_asks()
    world.browser(world.anna()).post(link(), {"answer": "authorise"})
    Contact.objects.filter(person=world.bo()).update(active=False)
    answer = world.browser(world.vera()).post(f"/requests/{asked.pk}/approval/", {"answer": ""})
    assert answer.status_code == 409
    asked.refresh_from_db()
    assert asked.state == "open"
    assert kind(world.anna()) == "primary"
