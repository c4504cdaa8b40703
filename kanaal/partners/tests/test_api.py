"""The same actions for machines, and the same reasons when they say no."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.partners.models import Invitation, Partner
from tests import world

pytestmark = pytest.mark.django_db


def post(browser: Client, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
    answer = browser.post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")
    return answer.status_code, answer.json()


def invitations() -> str:
    return f"partners/{world.lindeboom().pk}/invitations"


CEES = {"email": "cees@lindeboom-digitaal.nl", "kind": "other"}


def test_anna_invites_and_withdraws() -> None:
    anna = world.browser(world.anna())
    status, made = post(anna, invitations(), CEES)
    assert (status, made["state"]) == (201, "open")
    status, made = post(anna, f"invitations/{made['id']}/withdrawal")
    assert (status, made["state"]) == (200, "withdrawn")


def test_bo_gets_problem_details_with_every_condition() -> None:
    world.anna()
    status, problem = post(world.browser(world.bo()), invitations(), CEES)
    assert status == 403
    assert problem["permission"] == "partners.invite_contact"
    assert {c["condition"]: c["met"] for c in problem["conditions"]} == {
        "membership_in_force": True,
        "contact_active": True,
        "may_invite": False,
    }
    assert not Invitation.objects.exists()


def test_a_foreign_domain_names_the_field_and_the_way_out() -> None:
    status, problem = post(world.browser(world.anna()), invitations(), CEES | {"email": "c@elders.at"})
    assert (status, problem["field"]) == (409, "email")
    assert "branch_domain" in problem["remedy_link"]
    assert not Invitation.objects.exists()


def test_carla_and_strangers_get_nothing() -> None:
    assert post(world.browser(world.carla()), invitations(), CEES)[0] == 404
    assert post(world.browser(), invitations(), CEES)[0] == 401
    assert world.browser().get(f"/api/v1/{invitations()}").status_code == 401
    assert not Invitation.objects.exists()


def test_a_malformed_request_is_named() -> None:
    status, problem = post(world.browser(world.anna()), invitations(), {"kind": "other"})
    assert status == 422
    assert "email" in problem["title"]


@pytest.mark.parametrize("email", ["", "geen adres", "a b@lindeboom-digitaal.nl", "x" * 300 + "@lindeboom-digitaal.nl"])
def test_a_machine_can_write_no_address_that_a_page_refuses(email: str) -> None:
    status, _problem = post(world.browser(world.anna()), invitations(), CEES | {"email": email})
    assert status in (409, 422)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("kind", ["", "primary", "koning"])
def test_a_machine_can_invite_no_kind_that_a_page_does_not_offer(kind: str) -> None:
    status, _problem = post(world.browser(world.anna()), invitations(), CEES | {"kind": kind})
    assert status in (409, 422)
    assert not Invitation.objects.exists()


def test_a_forged_request_from_elsewhere_is_refused() -> None:
    anna = Client(enforce_csrf_checks=True)
    anna.cookies = world.browser(world.anna()).cookies
    for kind in ("text/plain", "application/json"):
        answer = anna.post(f"/api/v1/{invitations()}", json.dumps(CEES), content_type=kind)
        assert answer.status_code == 403
    assert not Invitation.objects.exists()


def test_an_ended_membership_reads_no_more_here_than_on_the_pages() -> None:
    anna = world.browser(world.anna())
    Partner.objects.update(term_ends=clock.today() - dt.timedelta(days=60))
    assert anna.get("/portal/contacts/").status_code == 403
    assert anna.get(f"/api/v1/{invitations()}").status_code == 403
