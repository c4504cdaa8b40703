"""H4: wherever somebody is told no, the same article is one step away."""

from __future__ import annotations

import pytest

from tests import world

pytestmark = pytest.mark.django_db


def test_the_page_of_a_place_that_is_closed_links_to_its_answer() -> None:
    text = world.browser(world.fatma()).get("/portal/places/sales-center/").content.decode()
    assert 'href="/help/sales-place-missing/"' in text
    world.anna()
    assert 'href="/help/no-seat/"' in world.browser(world.bo()).get("/portal/places/sales-center/").content.decode()


def test_a_greyed_button_links_to_the_same_answer_as_the_page_behind_it() -> None:
    world.anna()
    bo = world.browser(world.bo())
    listed, page = bo.get("/portal/contacts/"), bo.get("/portal/contacts/invite/")
    assert page.status_code == 403
    assert 'href="/help/invite-colleague/"' in listed.content.decode()
    assert 'href="/help/invite-colleague/"' in page.content.decode()


def test_a_machine_gets_the_address_of_the_answer() -> None:
    world.anna()
    problem = world.browser(world.bo()).get("/portal/contacts/invite/", headers={"accept": "application/json"}).json()
    assert problem["answer"] == "/help/invite-colleague/"


def test_the_answer_says_what_the_refusal_said() -> None:
    fatma = world.browser(world.fatma())
    closed = fatma.get("/portal/places/sales-center/").content.decode()
    answer = fatma.get("/help/sales-place-missing/").content.decode()
    says = 'class="finding-says"'
    assert [p.split("</p>")[0] for p in closed.split(says)[1:]] == [p.split("</p>")[0] for p in answer.split(says)[1:]]


def test_somebody_who_is_nobodys_contact_is_led_to_the_answer() -> None:
    world.published()
    text = world.browser(world.dirk()).get("/portal/").content.decode()
    assert 'href="/help/cannot-sign-in/"' in text


def test_a_refusal_in_a_form_links_to_its_answer_and_nothing_happened() -> None:
    values = {"email": "x@elders.at", "kind": "secondary", "language": "en"}
    answer = world.browser(world.anna()).post("/portal/contacts/invite/", values)
    assert answer.status_code == 422
    assert 'href="/help/branch-domain/"' in answer.content.decode()
    assert not world.happened("ContactInvited")
