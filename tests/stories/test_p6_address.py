"""P6: an address that belongs to a partnership can't enrol another one; only its owner is told."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from kanaal.core import clock
from kanaal.partners.actions import enrolment_decisions
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def test_anna_is_told_that_her_address_is_taken_and_what_to_do() -> None:
    anna = world.browser(world.anna())
    for path in ("/enrol/", "/enrol/place/", "/enrol/contact/", "/enrol/terms/"):
        answer = anna.get(path)
        assert answer.status_code == 403
        assert "anna@lindeboom-digitaal.nl" in answer.content.decode()
        assert 'action="/sign-out/"' in answer.content.decode()
    for path in ("place", "authority", "company", "contact", "terms"):
        assert anna.post(f"/enrol/{path}/", world.ANSWERS | {"accepted": "on"}).status_code == 403
    assert not Enrolment.objects.exists()


def test_an_imported_contact_who_has_no_role_yet_is_told_too() -> None:
    world.lindeboom().contacts.create(email="gerda@wilgenhof-studio.nl", name="G", kind="other", since=clock.today())
    answer = world.browser(world.gerda()).get("/enrol/")
    assert answer.status_code == 403
    assert "Lindeboom" not in answer.content.decode()


def test_a_stranger_learns_nothing_by_filling_in() -> None:
    """The address is never typed; and a company that is known already is filled in like any other."""
    world.anna()

    def walk(**answers: str) -> list[str]:
        visitor = world.browser()
        pages = [
            world.enrol_through_the_pages(visitor, key, **answers)
            for key in ("place", "authority", "company", "contact")
        ]
        return [_words(p, answers.get("legal_name", "")) for p in pages]

    known = walk(legal_name="Lindeboom Digitaal", website="lindeboom-digitaal.nl")
    unknown = walk(legal_name="Geheel Onbekend BV", website="onbekend-bedrijf.nl")
    assert known == unknown


def test_the_contacts_address_is_the_verified_one_and_not_a_typed_one() -> None:
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    gerda.post("/enrol/contact/", world.CONTACT | {"email": "anna@lindeboom-digitaal.nl"})
    world.hand_in_through_the_pages(gerda)
    assert Enrolment.objects.get().email == "gerda@wilgenhof-studio.nl"
    enrolment_decisions.approve_enrolment(Enrolment.objects.get(), by=world.actor(world.vera()))
    assert Contact.objects.get().email == "gerda@wilgenhof-studio.nl"


def test_who_became_a_contact_after_handing_in_is_not_let_in_twice() -> None:
    enrolment = world.submitted()
    world.lindeboom().contacts.create(
        person=world.gerda(), email=world.gerda().email, name="G", kind="other", since=clock.today()
    )
    answer = world.browser(world.vera()).post(f"/desk/enrolments/{enrolment.pk}/approval/")
    assert answer.status_code == 409
    assert world.gerda().email in answer.content.decode()
    assert Enrolment.objects.get().state == "submitted"
    assert Partner.objects.get() == world.lindeboom()


def test_former_contacts_are_free() -> None:
    world.lindeboom().contacts.create(
        person=world.gerda(), email=world.gerda().email, name="G", kind="other", active=False, since=clock.today()
    )
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    assert world.hand_in_through_the_pages(gerda).redirect_chain[-1][0] == "/enrol/mine/"


def test_declined_applicants_are_free_and_the_desk_knows() -> None:
    enrolment = world.submitted()
    reason = policy(DeclineReasonsPolicy).decline_reasons[0].key
    enrolment_decisions.decline_enrolment(enrolment, reason=reason, note="", by=world.actor(world.vera()))
    again = world.submitted(legal_name="Wilgenhof Twee B.V.")
    assert list(again.marks.values_list("key", "other_id")) == [("declined-before", enrolment.pk)]


def test_one_enrolment_at_a_time() -> None:
    world.submitted()
    gerda = world.browser(world.gerda())
    assert gerda.get("/enrol/place/")["Location"] == "/enrol/mine/"
    assert gerda.post("/enrol/place/", world.PLACE)["Location"] == "/enrol/mine/"
    assert Enrolment.objects.count() == 1


def _words(answer: HttpResponse, company: str) -> str:
    """A page without the secrets of its forms, the ids of its parts, and what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r"sheet-[0-9a-f]+", "sheet", text).replace(company, "")
