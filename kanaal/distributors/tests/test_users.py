"""Who acts for a distributor: invited, accepted, left."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.distributors.actions import users
from kanaal.distributors.actions.users import (
    accept_distributor_user,
    dismiss_distributor_user,
    invite_distributor_user,
    send_distributor_user_again,
    withdraw_distributor_user,
)
from kanaal.distributors.models import DistributorUser
from kanaal.partners.actions.acceptance import InvitationOver, MeantForAnother
from kanaal.people import roles, tokens
from tests import world
from tests.world_licences import dirk, distributor
from tests.world_orders import greta

pytestmark = pytest.mark.django_db
HIS = "henk@distri-noord.example"


def vera() -> Actor:
    return world.actor(world.vera())


def invited() -> DistributorUser:
    return invite_distributor_user(distributor(), email=HIS, full_name="Henk", by=vera())


def henk() -> Actor:
    return world.actor(world.person(HIS, "Henk de Wit"))


def secret() -> str:
    return world.link_in(world.mails_to(HIS)[-1]).rstrip("/").rsplit("/", 1)[-1]


class TestInviteDistributorUser:
    def test_a_mail_with_a_link_and_no_access_yet(self) -> None:
        user = invited()
        assert (user.state, user.person) == ("invited", None)
        assert tokens.look_up(users.PURPOSE, secret()).about_id == user.pk

    def test_not_twice(self) -> None:
        invited()
        with pytest.raises(users.InvitedAlready):
            invited()
        dirk()
        with pytest.raises(users.ActsAlready):
            invite_distributor_user(distributor(), email="Dirk@distri-noord.example", full_name="", by=vera())

    def test_by_the_desk_or_a_colleague(self) -> None:
        for somebody in (world.actor(greta(), "distributor"), world.actor(world.anna())):
            with pytest.raises(NotAllowed):
                invite_distributor_user(distributor(), email=HIS, full_name="", by=somebody)
        made = invite_distributor_user(distributor(), email=HIS, full_name="", by=world.actor(dirk(), "distributor"))
        assert made.state == "invited"


class TestSendDistributorUserAgain:
    def test_a_new_link_and_new_days(self) -> None:
        user = invited()
        old = secret()
        clock.forward(dt.timedelta(days=30))
        send_distributor_user_again(user, by=vera())
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up(users.PURPOSE, old)
        user.refresh_from_db()
        assert user.until >= clock.today()


class TestWithdrawDistributorUser:
    def test_the_link_stops_working(self) -> None:
        user = invited()
        withdraw_distributor_user(user, by=vera())
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up(users.PURPOSE, secret())
        with pytest.raises(WrongState):
            accept_distributor_user(user, person=world.person(HIS, "Henk"), full_name="Henk", by=henk())


class TestAcceptDistributorUser:
    def test_they_act_for_it(self) -> None:
        user = invited()
        accept_distributor_user(user, person=world.person(HIS, "Henk"), full_name="Henk de Wit", by=henk())
        mine = roles.roles_of(world.person(HIS, "Henk").pk)
        assert [(role.kind, role.label) for role in mine] == [("distributor", "Distri Noord")]
        with pytest.raises(tokens.LinkUsed):
            tokens.look_up(users.PURPOSE, secret())

    def test_with_the_invited_address(self) -> None:
        user = invited()
        with pytest.raises(MeantForAnother):
            accept_distributor_user(user, person=world.bo(), full_name="Bo", by=world.actor(world.bo()))
        user.refresh_from_db()
        assert user.state == "invited"

    def test_in_time(self) -> None:
        user = invited()
        clock.forward(dt.timedelta(days=30))
        with pytest.raises(InvitationOver):
            accept_distributor_user(user, person=world.person(HIS, "Henk"), full_name="Henk", by=henk())


class TestDismissDistributorUser:
    def test_access_ends_at_once(self) -> None:
        person = dirk()
        user = DistributorUser.objects.get(person=person)
        dismiss_distributor_user(user, by=vera())
        assert roles.roles_of(person.pk) == []
        assert world.mails_to(person.email)[-1].name == "distributor_user_left"

    def test_somebody_stays(self) -> None:
        person = dirk()
        user = DistributorUser.objects.get(person=person)
        with pytest.raises(users.LastOne):
            dismiss_distributor_user(user, by=world.actor(person, "distributor"))
        user.refresh_from_db()
        assert user.state == "active"

    def test_not_by_another_distributor(self) -> None:
        user = DistributorUser.objects.get(person=dirk())
        with pytest.raises(NotAllowed):
            dismiss_distributor_user(user, by=world.actor(greta(), "distributor"))
