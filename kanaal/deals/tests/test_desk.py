from __future__ import annotations

import pytest

from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.deals.actions import desk
from kanaal.deals.models import Registration
from kanaal.programme.reasons import ReasonUnknown
from tests import world, world_deals

pytestmark = pytest.mark.django_db


def ivo() -> Actor:
    return world.actor(world.agent(), "staff")


class TestTakeRegistration:
    def test_the_agent_has_it(self) -> None:
        one = desk.take_registration(world_deals.with_the_desk(), by=ivo())
        assert one.agent == world.agent()
        assert world.happened("RegistrationTaken")

    def test_the_auditor_takes_nothing(self) -> None:
        with pytest.raises(NotAllowed):
            desk.take_registration(world_deals.with_the_desk(), by=world.actor(world.auditor(), "staff"))


class TestAskAboutRegistration:
    def test_the_clock_stops_and_the_place_is_kept(self) -> None:
        one = world_deals.with_the_desk()
        place = one.complete_at
        one = desk.ask_about_registration(one, fields=["done", "nonsense"], question=" Wie? ", by=ivo())
        assert (one.state, one.asked_fields, one.question) == ("asked", ["done"], "Wie?")
        assert one.complete_at == place
        assert one.place_until < one.question_until  # type: ignore[operator]
        assert one.answered_in is not None

    def test_something_must_be_asked(self) -> None:
        one = world_deals.with_the_desk()
        with pytest.raises(desk.NothingAsked):
            desk.ask_about_registration(one, fields=[], question="Wie?", by=ivo())
        assert Registration.objects.get().state == "submitted"


class TestApproveRegistration:
    def test_it_is_protected_from_now_on_with_a_receipt(self) -> None:
        one = desk.approve_registration(world_deals.with_the_desk(), by=ivo())
        assert (one.state, one.decided_how, one.decided_by) == ("approved", "desk", world.agent())
        assert [r.decision for r in one.receipts.order_by("pk")] == ["in review", "approved"]
        event = world.happened("RegistrationApproved")[-1]
        assert event.receipt is not None
        assert event.receipt["permission"] == "deals.approve_registration"

    def test_only_the_desk(self) -> None:
        one = world_deals.with_the_desk()
        for who, kind in ((world.bo(), "contact"), (world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                desk.approve_registration(one, by=world.actor(who, kind))

    def test_twice_is_once(self) -> None:
        one = desk.approve_registration(world_deals.with_the_desk(), by=ivo())
        with pytest.raises(NotAllowed):
            desk.approve_registration(one, by=ivo())


class TestDeclineRegistration:
    def test_with_a_reason_of_the_library(self) -> None:
        one = world_deals.with_the_desk()
        with pytest.raises(ReasonUnknown):
            desk.decline_registration(one, reason="because", by=ivo())
        one = desk.decline_registration(one, reason="evidence", note=" Te mager. ", by=ivo())
        assert (one.state, one.decline_reason, one.decline_note) == ("declined", "evidence", "Te mager.")
        assert one.opportunity.registration == "declined"


class TestReverseRegistration:
    def test_it_is_in_review_again_in_its_place_with_a_new_promise(self) -> None:
        one = desk.decline_registration(world_deals.with_the_desk(), reason="evidence", by=ivo())
        place = one.complete_at
        with pytest.raises(desk.WordNeeded):
            desk.reverse_registration(one, word="  ", by=ivo())
        one = desk.reverse_registration(one, word="Toch wel.", by=ivo())
        assert (one.state, one.complete_at) == ("submitted", place)
        assert one.promised_at is not None
        assert "Toch wel." in world.mails_to(world.bo().email)[-1].text

    def test_not_when_the_deal_was_registered_anew(self) -> None:
        one = desk.decline_registration(world_deals.with_the_desk(), reason="evidence", by=ivo())
        world_deals.draft(one.opportunity)
        with pytest.raises(desk.AnotherUnderWay):
            desk.reverse_registration(one, word="Toch.", by=ivo())
