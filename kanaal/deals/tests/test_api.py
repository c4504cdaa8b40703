from __future__ import annotations

from typing import Any

import pytest

from kanaal.deals.models import Registration
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db


def post(who: Any, number: str, **given: Any) -> Any:
    url = f"/api/v1/opportunities/{number}/registration"
    return world.browser(who).post(url, given, content_type="application/json")


class TestApi:
    def test_a_deal_is_registered_and_decided_in_the_answer(self) -> None:
        deal = world_sales.opportunity()
        answer = post(world.bo(), deal.number, answers=world_deals.ANSWERS)
        assert answer.status_code == 201, answer.content
        found = answer.json()
        assert (found["state"], found["opportunity"], found["decided_how"]) == ("approved", deal.number, "rule")
        assert all(rule["met"] for rule in found["rules"])
        assert found["receipt"].startswith("-----BEGIN KANAAL RECEIPT-----")
        again = world.browser(world.bo()).get(f"/api/v1/registrations/{found['number']}")
        assert again.json() == found

    def test_what_is_missing_is_a_problem_and_the_draft_is_kept(self) -> None:
        deal = world_sales.opportunity()
        answer = post(world.bo(), deal.number, answers={"found": "Gebeld."})
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:kanaal:refusal:not-complete"
        assert Registration.objects.get().state == "draft"

    def test_somebody_elses_is_not_there(self) -> None:
        one = world_deals.handed_in()
        carla = world_sales.seated(world.carla())
        assert post(carla, one.opportunity.number).status_code == 404
        assert world.browser(carla).get(f"/api/v1/registrations/{one.number}").status_code == 404
