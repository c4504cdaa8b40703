"""P7: signed in, but not with the address that is registered for the contact: told what is wrong and what to do."""

from __future__ import annotations

import pytest

from kanaal.people import roles
from tests import world

pytestmark = pytest.mark.django_db


def test_anna_at_her_private_address_reads_what_is_wrong() -> None:
    world.anna()
    private = world.browser(world.person("anna.brandsma@gmail.com", "Anna Brandsma"))
    refused = private.get("/portal/")
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "anna.brandsma@gmail.com" in page
    assert "/invitations/lost/" in page
    assert "anna@lindeboom-digitaal.nl" not in page  # nor does she learn who is registered


def test_her_first_page_says_the_same_and_shows_the_way_to_enrol() -> None:
    private = world.browser(world.person("anna.brandsma@gmail.com", "Anna Brandsma"))
    page = private.get("/home/", follow=True).content.decode()
    assert "anna.brandsma@gmail.com" in page
    assert "/enrol/" in page


def test_somebody_with_two_roles_is_told_to_switch() -> None:
    both = world.staff("anna@lindeboom-digitaal.nl", "Anna Brandsma", "agent")
    world.anna()
    browser = world.browser(both)
    role = next(r for r in roles.roles_of(both.pk) if r.kind == "staff")
    browser.post("/role/", {"role": role.key})
    refused = browser.get("/portal/", headers={"accept": "application/json"})
    assert refused.status_code == 403
    assert any("role" in c["says"] or "rol" in c["says"] for c in refused.json()["conditions"] if not c["met"])


def test_an_id_whose_main_address_is_another_one_now_reads_that_and_gets_nothing() -> None:
    bo = world.browser(world.bo())
    type(world.bo()).objects.filter(pk=world.bo().pk).update(email="bo@elsewhere.example")
    refused = bo.get("/portal/")
    assert refused.status_code == 403
    assert "/id/addresses/" in refused.content.decode()


def test_a_contact_who_left_is_no_contact_any_more() -> None:
    bo = world.browser(world.bo())
    assert bo.get("/portal/").status_code == 200
    world.lindeboom().contacts.filter(person=world.bo()).update(active=False)
    assert bo.get("/portal/").status_code == 403
