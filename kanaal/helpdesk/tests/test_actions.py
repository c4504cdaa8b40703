"""Asking, approving, declining, withdrawing: one class for each action."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal, WrongState
from kanaal.helpdesk import actions
from kanaal.helpdesk.kinds import KindUnknown
from kanaal.helpdesk.models import Request
from tests import world

pytestmark = pytest.mark.django_db


def ask(domain: str = "lindeboom-digitaal.at") -> Request:
    return actions.ask_request("branch_domain", values={"domain": domain}, reason="Wenen", by=world.actor(world.anna()))


class TestAskRequest:
    def test_gives_a_number_and_writes_to_the_asker(self) -> None:
        request = ask()
        assert request.state == "open"
        [mail] = world.mails_to(world.anna().email)
        assert request.number in mail.subject
        assert "lindeboom-digitaal.at" in mail.text

    def test_refuses_the_same_again_and_leads_to_the_first(self) -> None:
        first = ask()
        with pytest.raises(actions.AskedAlready) as refused:
            ask(" LINDEBOOM-digitaal.at ")
        assert refused.value.link.endswith(f"/{first.pk}/")
        assert Request.objects.count() == 1

    def test_refuses_a_kind_that_nobody_declared(self) -> None:
        with pytest.raises(KindUnknown):
            actions.ask_request("free_beer", values={}, reason="", by=world.actor(world.anna()))
        assert not Request.objects.exists()

    @pytest.mark.parametrize("who", [world.bo, world.vera, world.dirk])
    def test_refuses_whoever_is_not_the_primary_contact(self, who) -> None:
        with pytest.raises(NotAllowed) as refused:
            actions.ask_request("branch_domain", values={"domain": "x.at"}, reason="", by=world.actor(who()))
        assert refused.value.decision.reasons
        assert not Request.objects.exists()


class TestApproveRequest:
    def test_does_what_was_asked_and_tells_the_asker(self) -> None:
        request = actions.approve_request(ask(), by=world.actor(world.vera()))
        assert request.state == "approved"
        assert world.lindeboom().has_domain("lindeboom-digitaal.at")
        assert request.number in world.mails_to(world.anna().email)[-1].subject

    def test_is_whole_or_not_at_all(self) -> None:
        request = ask()
        world.lindeboom().domains.create(domain="lindeboom-digitaal.at", is_branch=True)
        with pytest.raises(Refusal, match=r"lindeboom-digitaal\.at"):
            actions.approve_request(request, by=world.actor(world.vera()))
        request.refresh_from_db()
        assert request.state == "open"
        assert not world.happened("RequestApproved")

    def test_refuses_a_second_agent(self) -> None:
        request = ask()
        actions.approve_request(request, by=world.actor(world.vera()))
        with pytest.raises(WrongState):
            actions.approve_request(request, by=world.actor(world.agent()))
        assert len(world.happened("RequestApproved")) == 1

    @pytest.mark.parametrize("who", [world.anna, world.auditor, world.carla])
    def test_refuses_whoever_is_no_agent(self, who) -> None:
        request = ask()
        with pytest.raises(NotAllowed):
            actions.approve_request(request, by=world.actor(who()))
        assert not world.lindeboom().has_domain("lindeboom-digitaal.at")


class TestDeclineRequest:
    def test_mails_the_reason_and_does_nothing(self) -> None:
        actions.decline_request(ask(), by=world.actor(world.agent()), answer="Staat niet in het register.")
        assert "Staat niet in het register" in world.mails_to(world.anna().email)[-1].text
        assert not world.lindeboom().has_domain("lindeboom-digitaal.at")

    def test_refuses_the_auditor(self) -> None:
        request = ask()
        with pytest.raises(NotAllowed):
            actions.decline_request(request, by=world.actor(world.auditor()), answer="Nee")
        request.refresh_from_db()
        assert request.state == "open"


class TestWithdrawRequest:
    def test_frees_the_place_for_asking_anew(self) -> None:
        actions.withdraw_request(ask(), by=world.actor(world.anna()))
        assert ask().state == "open"

    def test_refuses_a_colleague(self) -> None:
        request = ask()
        with pytest.raises(NotAllowed):
            actions.withdraw_request(request, by=world.actor(world.bo()))
        request.refresh_from_db()
        assert request.state == "open"
