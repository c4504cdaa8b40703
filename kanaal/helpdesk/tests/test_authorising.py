"""Authorising, attaching, handing over: one class for each action."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core import clock
from kanaal.core.actors import CLOCK, STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.helpdesk import actions
from kanaal.helpdesk.actions.asking import EvidenceMissing
from kanaal.helpdesk.actions.authorising import AuthorisationOver
from kanaal.helpdesk.models import Authorisation, Evidence, Request
from kanaal.helpdesk.tasks import look_after_authorisations
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def ask() -> Request:
    return actions.ask_request("primary_swap", values={}, reason="", by=world.actor(world.bo()))


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("brief.pdf", b"%PDF-1.7")


class TestAuthoriseRequest:
    def test_brings_it_to_the_desk_and_tells_the_asker(self) -> None:
        asked = actions.authorise_request(ask(), by=world.actor(world.anna()))
        assert (asked.state, asked.authorisation.state) == ("open", "given")
        assert world.mails_to(world.bo().email)[-1].name == "request_authorised"

    @pytest.mark.parametrize("who", [world.bo, world.carla, world.vera])
    def test_refuses_whoever_was_not_asked(self, who) -> None:
        asked = ask()
        with pytest.raises(NotAllowed):
            actions.authorise_request(asked, by=world.actor(who()))
        asked.refresh_from_db()
        assert asked.state == "awaiting"

    def test_refuses_strangers(self) -> None:
        with pytest.raises(NotAllowed):
            actions.authorise_request(ask(), by=STRANGER)

    def test_refuses_a_second_time_and_too_late(self) -> None:
        asked, anna = ask(), world.actor(world.anna())
        actions.authorise_request(asked, by=anna)
        with pytest.raises(WrongState):
            actions.authorise_request(asked, by=anna)

    def test_refuses_when_its_days_are_over(self) -> None:
        asked = ask()
        clock.forward(dt.timedelta(days=15))
        with pytest.raises(AuthorisationOver):
            actions.authorise_request(asked, by=world.actor(world.anna()))


class TestRefuseRequest:
    def test_ends_it(self) -> None:
        asked = actions.refuse_request(ask(), by=world.actor(world.anna()), word="Nee")
        assert asked.state == "refused"

    def test_refuses_whoever_was_not_asked(self) -> None:
        with pytest.raises(NotAllowed):
            actions.refuse_request(ask(), by=world.actor(world.carla()), word="")


class TestSendAuthorisationAgain:
    def test_sends_a_new_link(self) -> None:
        actions.send_authorisation_again(ask(), by=world.actor(world.bo()))
        asked = [m for m in world.mails_to(world.anna().email) if m.name == "authorisation_asked"]
        assert len(asked) == 2

    def test_refuses_others(self) -> None:
        with pytest.raises(NotAllowed):
            actions.send_authorisation_again(ask(), by=world.actor(world.carla()))


class TestRemindAuthoriser:
    def test_recalls_once(self) -> None:
        ask()
        clock.forward(dt.timedelta(days=11))
        for _ in range(2):
            look_after_authorisations(clock.now())
        asked = [m for m in world.mails_to(world.anna().email) if m.name == "authorisation_asked"]
        assert len(asked) == 2

    def test_is_for_the_clock(self) -> None:
        with pytest.raises(NotAllowed):
            actions.remind_authoriser(ask().authorisation, by=world.actor(world.bo()))


class TestExpireAuthorisation:
    def test_tells_the_asker(self) -> None:
        asked = ask()
        clock.forward(dt.timedelta(days=15))
        look_after_authorisations(clock.now())
        assert Authorisation.objects.get(request=asked).state == "expired"
        assert world.mails_to(world.bo().email)[-1].name == "authorisation_expired"

    def test_does_nothing_before(self) -> None:
        asked = ask()
        actions.expire_authorisation(asked.authorisation, by=CLOCK)
        assert Authorisation.objects.get(request=asked).state == "waiting"


class TestAddEvidence:
    def test_keeps_it(self) -> None:
        actions.add_evidence(ask(), files=[pdf()], by=world.actor(world.bo()))
        assert Evidence.objects.get().name == "brief.pdf"

    def test_refuses_others_and_nothing(self) -> None:
        asked = ask()
        with pytest.raises(NotAllowed):
            actions.add_evidence(asked, files=[pdf()], by=world.actor(world.anna()))
        with pytest.raises(EvidenceMissing):
            actions.add_evidence(asked, files=[], by=world.actor(world.bo()))

    def test_refuses_once_it_is_decided(self) -> None:
        asked = actions.withdraw_request(ask(), by=world.actor(world.bo()))
        with pytest.raises(WrongState):
            actions.add_evidence(asked, files=[pdf()], by=world.actor(world.bo()))


class TestHandOverRequest:
    def test_hands_what_is_the_companys_to_a_colleague(self) -> None:
        anna = world.actor(world.anna())
        asked = actions.ask_request("branch_domain", values={"domain": "lindeboom.at"}, reason="", by=anna)
        actions.hand_over_request(asked, to=world.bo(), by=anna)
        assert Request.objects.get().asked_by == world.bo()

    def test_withdraws_what_was_personal(self) -> None:
        asked = actions.hand_over_request(ask(), to=world.anna(), by=world.actor(world.anna()))
        assert asked.state == "withdrawn"

    def test_refuses_strangers(self) -> None:
        with pytest.raises(NotAllowed):
            actions.hand_over_request(ask(), to=world.anna(), by=STRANGER)
