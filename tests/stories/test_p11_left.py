"""P11 · A contact who has left: edit, untick active; access ends at once, what they owned is a colleague's."""

from __future__ import annotations

import pytest

from kanaal.helpdesk.models import Request
from kanaal.partners.models import Contact
from kanaal.partners.queries import address_belongs_to_a_partner
from tests import world

pytestmark = pytest.mark.django_db


def contact(who) -> Contact:
    return Contact.objects.get(person=who)


def edit(by, who, **values):
    mine = contact(who)
    data = {"job_title": "Ontwerper", "kind": mine.kind, **values}
    return world.browser(by).post(f"/portal/contacts/{mine.pk}/", data)


def test_anna_unticks_bo_who_is_out_at_the_next_click() -> None:
    bo = world.browser(world.bo())
    assert bo.get("/portal/").status_code == 200
    answer = edit(world.anna(), world.bo(), heir=str(contact(world.anna()).pk))
    assert answer.status_code == 302
    assert not contact(world.bo()).active
    closed = bo.get("/portal/")
    assert closed.status_code in (302, 403)
    again = world.browser(world.bo()).get("/portal/")
    assert again.status_code == 403
    assert "Lindeboom" in again.content.decode()  # says where the access was, and since when it is over
    assert world.mails_to(world.bo().email)[-1].name == "contact_deactivated"
    assert world.mails_to(world.anna().email)[-1].name == "contact_handed_over"
    [event] = world.happened("ContactDeactivated")
    assert event.data["handed_to_id"] == contact(world.anna()).pk


def test_the_address_is_free_for_another_company() -> None:
    edit(world.anna(), world.bo(), heir=str(contact(world.anna()).pk))
    assert not address_belongs_to_a_partner(world.bo().pk, world.bo().email)


def test_the_primary_contact_is_not_taken_away_before_a_swap() -> None:
    world.bo()
    answer = edit(world.anna(), world.anna(), heir=str(contact(world.bo()).pk))
    assert answer.status_code == 422
    assert "/requests/new/primary_swap/" in answer.content.decode()
    assert contact(world.anna()).active


def test_bo_and_carla_take_nobody_away() -> None:
    world.bo()
    assert edit(world.bo(), world.bo(), heir=str(contact(world.anna()).pk)).status_code == 403
    assert edit(world.carla(), world.bo(), heir="").status_code == 404
    assert contact(world.bo()).active


def test_twice_is_explained() -> None:
    heir = str(contact(world.anna()).pk)
    edit(world.anna(), world.bo(), heir=heir)
    assert edit(world.anna(), world.bo(), heir=heir).status_code == 409
    assert len(world.happened("ContactDeactivated")) == 1


def test_what_bo_asked_for_himself_ends_with_his_leaving() -> None:
    world.browser(world.bo()).post("/requests/new/primary_swap/", {"reason": ""})
    edit(world.anna(), world.bo(), heir=str(contact(world.anna()).pk))
    assert Request.objects.get().state == "withdrawn"


def test_a_title_and_a_kind_are_changed() -> None:
    edit(world.anna(), world.bo(), kind="secondary", active="on")
    mine = contact(world.bo())
    assert (mine.kind, mine.job_title) == ("secondary", "Ontwerper")
