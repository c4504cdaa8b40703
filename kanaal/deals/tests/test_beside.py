from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.customers.rules import Company
from kanaal.deals.actions import availability, beside
from kanaal.deals.models import AvailabilityCheck, DeskAbsence, NamedAccount
from kanaal.deals.waiting import delegates_on
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db


def staff(who: Any = None) -> Any:
    return world.actor(who or world.agent(), "staff")


def week(**changed: Any) -> dict[str, Any]:
    return {"starts": clock.today(), "ends": clock.today() + dt.timedelta(days=7), **changed}


class TestNameDelegate:
    def test_from_the_first_day_until_the_last(self) -> None:
        ivo, vera = world.agent(), world.vera()
        beside.name_delegate(ivo, delegate=vera, by=staff(), **week())
        for day, instead in ((-1, False), (0, True), (7, True), (8, False)):
            found = delegates_on(clock.today() + dt.timedelta(days=day), [ivo.pk])
            assert (found.get(ivo.pk) == vera) is instead

    def test_one_for_oneself_and_a_manager_for_all(self) -> None:
        ivo, vera = world.agent(), world.vera()
        with pytest.raises(NotAllowed):
            beside.name_delegate(vera, delegate=ivo, by=staff(), **week())
        beside.name_delegate(ivo, delegate=vera, by=staff(vera), **week())

    def test_the_delegate_must_be_there_and_able(self) -> None:
        ivo, vera = world.agent(), world.vera()
        for other in (world.auditor(), world.bo(), ivo):
            with pytest.raises(beside.NoDelegate):
                beside.name_delegate(ivo, delegate=other, by=staff(), **week())
        beside.name_delegate(vera, delegate=ivo, by=staff(vera), **week())
        with pytest.raises(beside.NoDelegate):
            beside.name_delegate(ivo, delegate=vera, by=staff(), **week())

    def test_days_in_their_order(self) -> None:
        with pytest.raises(beside.EndsBeforeItStarts):
            beside.name_delegate(
                world.agent(), delegate=world.vera(), by=staff(), **week(ends=clock.today() - dt.timedelta(days=1))
            )


class TestEndDelegation:
    def test_what_has_not_begun_goes_and_what_has_ends(self) -> None:
        ivo, vera = world.agent(), world.vera()
        one = beside.name_delegate(ivo, delegate=vera, by=staff(), **week())
        clock.forward(dt.timedelta(days=2))
        beside.end_delegation(one, by=staff())
        assert DeskAbsence.objects.get().ends == clock.today() - dt.timedelta(days=1)
        other = beside.name_delegate(ivo, delegate=vera, by=staff(), **week())
        beside.end_delegation(other, by=staff())
        assert DeskAbsence.objects.count() == 1


class TestMarkNamedAccount:
    def test_its_deals_go_to_the_desk(self) -> None:
        beside.mark_named_account(world_sales.customer(), word="Landelijk contract", by=staff())
        one = world_deals.handed_in()
        assert (one.state, one.outcome["rule"]) == ("submitted", "named-account")
        with pytest.raises(beside.NamedAlready):
            beside.mark_named_account(world_sales.customer(), word="Nog eens", by=staff())


class TestUnmarkNamedAccount:
    def test_its_deals_are_judged_like_all_others(self) -> None:
        named = beside.mark_named_account(world_sales.customer(), word="Landelijk contract", by=staff())
        beside.unmark_named_account(named, by=staff())
        assert NamedAccount.objects.count() == 0
        assert world_deals.handed_in().state == "approved"


QUESTION = availability.Question(Company(("Omroep Waterrijk",), "NL", "Hilversum"), frozenset({"acrobat"}), "new-users")


def ask() -> str:
    carla = world_sales.seated(world.carla())
    return availability.ask_availability(world.maasveld(), QUESTION, by=world.actor(carla)).answer


class TestCheckAvailability:
    def test_it_asks_the_database_the_same_whatever_the_answer(self) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from kanaal.customers.finding import index_account

        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                ask()
            return len(found)

        index_account(world_sales.customer())
        ask()
        free = queries()
        world_deals.handed_in(world.bo())
        assert ask() == "not_free"
        assert queries() == free

    def test_a_thin_registration_takes_nothing(self) -> None:
        world_deals.handed_in(world.bo(), answers={"done": "Volgt later."})
        assert ask() == "free"

    def test_the_same_question_has_the_same_digest(self) -> None:
        ask()
        ask()
        assert len(set(AvailabilityCheck.objects.values_list("digest", flat=True))) == 1

    def test_after_a_day_one_may_ask_again(self) -> None:
        for _time in range(20):
            ask()
        with pytest.raises(availability.AskedEnough):
            ask()
        clock.forward(dt.timedelta(hours=24, minutes=1))
        assert ask() == "free"


class TestTellOfGuessing:
    def test_once_a_day(self) -> None:
        world.vera()
        carla = world.actor(world_sales.seated(world.carla()))
        for _time in range(3):
            availability.tell_of_guessing(world.maasveld(), by=carla)
        assert len(world.happened("AvailabilitySpent")) == 1
        assert len(world.mails_to(world.vera().email)) == 1
