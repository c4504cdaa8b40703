"""Whoever is said to have left can stop a request; what masqueraded is kept, though the request left nothing."""

from __future__ import annotations

import pytest

from kanaal.core.actors import STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.helpdesk.actions import Masquerade, ask_request, note_masquerade, object_to_request
from kanaal.helpdesk.events import MasqueradeRefused
from kanaal.helpdesk.models import Request
from kanaal.people import tokens
from tests import world
from tests.threads import kinds, together
from tests.world_contracts import ADMIN, contract

pytestmark = pytest.mark.django_db
COLLEAGUE = "ans.bakker@sluiswerk.example"


def asked(**more: object) -> Request:
    values = {
        "number": contract().number, "email": "noor@sluiswerk.example", "name": "Noor Dekker", "left": True,
        "authoriser_email": COLLEAGUE, "authoriser_name": "",
    }  # fmt: skip
    return ask_request(
        "contract_administrator", values=values | more, reason="", by=world.actor(world.anna(), "contact")
    )  # fmt: skip


def secret() -> str:
    mail = next(mail for mail in world.mails_to(ADMIN) if mail.name == "objection_offered")
    return world.link_in(mail).rstrip("/").rpartition("/")[2]


class TestObjectToRequest:
    def test_it_is_over_and_its_asker_reads_why(self) -> None:
        request = asked()
        object_to_request(request, secret=secret(), word="Ik ben er nog.", by=STRANGER)
        request.refresh_from_db()
        assert request.state == "refused"
        assert world.mails_to(world.anna().email)[-1].name == "request_objected"
        with pytest.raises((tokens.LinkUsed, WrongState)):
            object_to_request(request, secret=secret(), by=world.actor(world.person(ADMIN, "Wim")))

    def test_not_with_a_link_that_was_passed_on_to_somebody_with_an_id(self) -> None:
        request = asked()
        with pytest.raises(NotAllowed):
            object_to_request(request, secret=secret(), by=world.actor(world.carla()))
        with pytest.raises(tokens.LinkUnknown):
            object_to_request(request, secret="x" * 40, by=world.actor(world.carla()))

    @pytest.mark.django_db(transaction=True)
    def test_twice_at_once_is_once(self) -> None:
        request, wim = asked(), world.person(ADMIN, "Wim")
        link, by = secret(), world.actor(wim)

        def stop() -> object:
            return object_to_request(request, secret=link, by=by)

        assert len(kinds(together(stop, stop))) == 1
        assert len(world.happened("RequestObjected")) == 1


class TestNoteMasquerade:
    def test_the_request_leaves_nothing_and_the_domain_stays_known(self) -> None:
        with pytest.raises(Masquerade):
            asked(authoriser_email="ans@sluisverk.example")
        assert not Request.objects.exists()
        assert [event.data["domain"] for event in world.happened("MasqueradeRefused")] == ["sluisverk.example"]

    def test_nobody_without_an_id_notes_anything(self) -> None:
        noted = MasqueradeRefused("x", "a.example", "b.example", "signs")
        with pytest.raises(NotAllowed):
            note_masquerade(contract(), noted=noted, by=STRANGER)
