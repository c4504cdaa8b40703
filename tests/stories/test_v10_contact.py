"""V10: the primary contact of the Reseller Console changes who looks after a customer."""

from __future__ import annotations

import pytest

from kanaal.licensing.models import Agreement
from kanaal.partners.models import Contact
from kanaal.people.models import Person
from tests import world, world_licences

pytestmark = pytest.mark.django_db


def id_of(who) -> int:
    return Contact.objects.get(person=who).pk


def the_contact(made: Agreement) -> Person | None:
    assert made.contact is not None
    return made.contact.person


def page_of(made) -> str:
    return f"/reselling/customers/{made.number}/contact/"


def test_anna_hands_a_customer_to_bo_and_both_sides_are_told():
    made = world_licences.agreement()
    world_licences.eva(made)
    bo = world.bo()
    anna = world.browser(world.anna())
    assert "Bo Hendriks" in anna.get(page_of(made)).content.decode()
    anna.post(page_of(made), {"contact": id_of(bo)})
    made.refresh_from_db()
    assert the_contact(made) == bo
    assert world.mails_to(bo.email)[-1].name == "agreement_contact_changed"
    assert "Bo Hendriks" in world.mails_to(world.eva().email)[-1].text


def test_bo_uses_the_console_and_can_not_take_a_customer_herself():
    made, bo = world_licences.agreement(), world.bo()
    world.browser(world.anna()).post("/reselling/people/", {"contact": id_of(bo)})
    refused = world.browser(bo).post(page_of(made), {"contact": id_of(bo)})
    assert refused.status_code == 403
    assert "Anna Brandsma" in refused.content.decode()
    made.refresh_from_db()
    assert the_contact(made) == world.anna()


def test_carla_knows_nothing_of_it():
    made = world_licences.agreement()
    carla = world.browser(world.carla())
    assert carla.get(page_of(made)).status_code == 404
    assert carla.post(page_of(made), {"contact": id_of(world.carla())}).status_code == 404
    made.refresh_from_db()
    assert the_contact(made) == world.anna()


def test_nobody_of_another_company_can_be_chosen():
    made = world_licences.agreement()
    page = world.browser(world.anna()).post(page_of(made), {"contact": id_of(world.carla())})
    assert page.context["form"].errors["contact"]
    made.refresh_from_db()
    assert the_contact(made) == world.anna()


def test_when_bo_leaves_her_customers_fall_to_anna():
    bo, anna = world.bo(), world.anna()
    made = world_licences.agreement(contact=Contact.objects.get(person=bo))
    left = {"kind": "other", "job_title": "", "heir": id_of(anna)}
    world.browser(anna).post(f"/portal/contacts/{id_of(bo)}/", left)
    made.refresh_from_db()
    assert the_contact(made) == anna
