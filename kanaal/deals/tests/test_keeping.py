from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.deals.actions import desk, keeping, registering
from kanaal.deals.models import Registration, RegistrationFamily
from kanaal.programme import releases
from kanaal.programme.replay import replay_kept
from tests import world, world_deals

pytestmark = pytest.mark.django_db


def staff() -> Any:
    return world.actor(world.agent(), "staff")


def asked() -> Registration:
    return desk.ask_about_registration(world_deals.with_the_desk(), fields=["done"], question="Wie?", by=staff())


def days(number: int) -> None:
    clock.forward(dt.timedelta(days=number))


def published_with(**values: str) -> None:
    """The programme with other values in its `[deal_registration]`."""
    import re

    text = world._pack("adobe").files["deals.toml"]
    for name, value in values.items():
        text, changed = re.subn(rf"(?m)^{name} = [^\n#]*", f"{name} = {value} ", text)
        assert changed
    world.published()
    world.published_with_file("deals.toml", text)


class TestExtendRegistration:
    def test_the_desk_extends_whenever_it_likes_with_a_receipt(self) -> None:
        one = world_deals.handed_in()
        for _time in range(3):
            one = keeping.extend_registration(one, word="Bestuur beslist later.", by=staff())
        assert one.protected_until == clock.today() + dt.timedelta(days=360)
        assert one.receipts.filter(decision="extended").count() == 3
        one.opportunity.refresh_from_db()
        assert one.opportunity.protected_until == one.protected_until

    def test_what_is_over_is_not_extended(self) -> None:
        one = world_deals.handed_in()
        days(91)
        with pytest.raises(NotAllowed):
            keeping.extend_registration(one, by=staff())


class TestExpireRegistration:
    def test_only_when_it_is_over_and_by_the_clock(self) -> None:
        one = world_deals.handed_in()
        days(90)
        keeping.expire_registration(one)
        assert Registration.objects.get().state == "approved", "the last day counts"
        days(1)
        with pytest.raises(NotAllowed):
            keeping.expire_registration(one, by=world.actor(world.bo()))
        keeping.expire_registration(one)
        keeping.expire_registration(one)
        assert Registration.objects.get().state == "expired"
        assert not RegistrationFamily.objects.exclude(claim="").exists()
        assert len(world.happened("RegistrationExpired")) == 1


class TestLosePlace:
    def test_once_and_only_after_the_days(self) -> None:
        one = asked()
        keeping.lose_place(one)
        assert Registration.objects.get().complete_at is not None
        days(6)
        keeping.lose_place(one)
        keeping.lose_place(one)
        assert Registration.objects.get().complete_at is None
        assert len(world.happened("RegistrationPlaceLost")) == 1


class TestRemindOfProtection:
    def test_of_each_end_once(self) -> None:
        one = world_deals.handed_in()
        keeping.remind_of_protection(one, 14)
        assert not world.happened("RegistrationReminded")
        days(80)
        keeping.remind_of_protection(one, 14)
        keeping.remind_of_protection(one, 14)
        assert [e.data["days"] for e in world.happened("RegistrationReminded")] == [10]


class TestEscalateRegistration:
    def test_not_before_its_time(self) -> None:
        one = world_deals.with_the_desk()
        keeping.escalate_registration(one)
        assert not world.happened("RegistrationEscalated")
        days(4)
        keeping.escalate_registration(one)
        keeping.escalate_registration(one)
        assert len(world.happened("RegistrationEscalated")) == 1


class TestDeemApprovedRegistration:
    def test_off_in_the_shipped_pack(self) -> None:
        one = world_deals.with_the_desk()
        days(4)
        keeping.deem_approved_registration(one)
        assert Registration.objects.get().state == "submitted"

    def test_where_the_programme_says_so_silence_is_a_yes(self) -> None:
        published_with(deemed_approved="true")
        one = world_deals.with_the_desk()
        keeping.deem_approved_registration(one)
        assert Registration.objects.get().state == "submitted", "the promise isn't over yet"
        days(4)
        keeping.deem_approved_registration(one)
        one.refresh_from_db()
        assert (one.state, one.decided_how) == ("approved", "deemed")

    def test_never_against_a_rival(self) -> None:
        published_with(deemed_approved="true")
        first = world_deals.handed_in(world.carla())
        second = world_deals.handed_in(world.bo())
        desk.reverse_registration(second, word="Kijken.", by=staff())
        days(4)
        keeping.deem_approved_registration(second)
        second.refresh_from_db()
        assert (first.state, second.state) == ("approved", "submitted")


class TestCloseRegistration:
    def test_what_is_over_already_stays_as_it_is(self) -> None:
        one = world_deals.handed_in(deal_type="renewal")
        keeping.close_registration(one, by=world.actor(world.bo()))
        assert Registration.objects.get().state == "declined"

    def test_a_live_one_protects_nothing_any_more(self) -> None:
        one = world_deals.handed_in()
        keeping.close_registration(one, by=world.actor(world.bo()))
        assert Registration.objects.get().state == "closed"
        assert not RegistrationFamily.objects.exclude(claim="").exists()


class TestReconsiderRegistration:
    def test_what_would_be_declined_again_stays_and_nobody_is_told(self) -> None:
        world_deals.handed_in(world.bo())
        second = world_deals.handed_in(world.carla())
        told = len(world.mails_to(world.carla().email))
        keeping.reconsider_registration(second)
        second.refresh_from_db()
        assert second.state == "declined"
        assert len(world.mails_to(world.carla().email)) == told

    def test_what_the_desk_declined_is_the_desks(self) -> None:
        one = desk.decline_registration(world_deals.with_the_desk(), reason="evidence", by=staff())
        keeping.reconsider_registration(one)
        assert Registration.objects.get().state == "declined"

    def test_two_that_lost_come_in_their_order(self) -> None:
        first = world_deals.handed_in(world.bo())
        world.company("Derde Partner", world.GOLD, "derde.example")
        third = world._contact(world.company("Derde Partner", world.GOLD), "t@derde.example", "Tess Derde", "primary")
        second, last = world_deals.handed_in(world.carla()), world_deals.handed_in(third)
        registering.withdraw_registration(first, by=world.actor(world.bo()))
        drain()
        second.refresh_from_db()
        last.refresh_from_db()
        assert (second.state, last.state) == ("approved", "declined")


class TestReplay:
    def test_every_decision_can_be_taken_again_under_its_release(self) -> None:
        world_deals.handed_in(world.bo())
        world_deals.handed_in(world.carla())
        desk.approve_registration(world_deals.with_the_desk(need="compliance"), by=staff())
        desk.decline_registration(world_deals.with_the_desk(need="project"), reason="evidence", by=staff())
        published_with(protection_days="30")
        text = world._pack("adobe").files["deals.toml"].replace("EUR = 2500", "EUR = 90000")
        world.published_with_file("deals.toml", text)
        releases.forget()
        events = [*world.happened("RegistrationApproved"), *world.happened("RegistrationDeclined")]
        found = list(replay_kept(events))
        assert len(found) == 4
        assert all(one.same for _event, one in found), [one.kept.to_data() for _e, one in found if not one.same]
