"""No surprise: the proof of the coming days, who is listed, what mends it; and the audit of what came."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.models import Mail
from kanaal.core.refusals import Refusal
from kanaal.licensing import nightly
from kanaal.licensing.actions.asking import ask_for_addressee
from kanaal.licensing.foresight import prove, surprises
from kanaal.licensing.models import Foresight, Notice, Unreached
from kanaal.licensing.reaching import readers_of
from kanaal.people.models import Person
from tests import world, world_licences

pytestmark = pytest.mark.django_db


def listed() -> set[tuple[str, str, bool]]:
    return {(one.role, one.why, one.alone) for one in Unreached.objects.all()}


def test_all_that_comes_is_announced_to_somebody_who_can_be_reached() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    world.vera()
    world_licences.add(made, 4, ago=10)
    proof = prove()
    assert (proof.agreements, proof.happenings, proof.unreached) == (1, 2, 0)
    assert proof.announcements == 4, "two before each"
    kept = Foresight.objects.get()
    assert (kept.happenings, kept.announcements, kept.unreached) == (2, 4, 0)
    prove()
    assert Foresight.objects.count() == 1


def test_who_can_not_be_reached_is_listed_with_the_reason_until_it_is_mended() -> None:
    made = world_licences.agreement()
    world_licences.add(made, 4, ago=10)
    prove()
    assert ("customer", "nobody", False) in listed()
    assert ("desk", "nobody", False) in listed()
    Person.objects.filter(pk=world.anna().pk).update(is_active=False)
    prove()
    assert ("reseller", "closed", True) in listed()
    world_licences.eva(made)
    world.vera()
    Person.objects.filter(pk=world.anna().pk).update(is_active=True)
    clock.forward(dt.timedelta(days=1))
    prove()
    assert listed() == set()


def test_an_address_that_mail_does_not_reach_counts_as_none_until_a_mail_arrives() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    world_licences.add(made, 4, ago=10)
    values = {"name": "t", "language": "nl", "subject": "S", "text": "T", "written_at": clock.now()}
    eva = world.eva().email
    Mail.objects.create(to=eva, state="failed", message_id="<1@k>", **values)
    assert [one.why for one in readers_of(made)["customer"]] == ["returned"]
    assert readers_of(made)["customer"][0].email == eva, "it is tried all the same"
    Mail.objects.create(to=eva, state="sent", message_id="<2@k>", **values)
    assert [one.why for one in readers_of(made)["customer"]] == [""]


def test_another_administrator_stands_in_for_a_primary_one_who_can_not_be_reached() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    other = world.person("jan@gemeente-waterrijk.example", "Jan de Wit")
    made.administrators.create(person=other, email=other.email, since=clock.today())
    assert [one.email for one in readers_of(made)["customer"]] == [world.eva().email]
    Person.objects.filter(pk=world.eva().pk).update(is_active=False)
    assert [one.email for one in readers_of(made)["customer"] if one.reached] == [other.email]


class TestAskForAddressee:
    def test_the_reseller_is_asked_for_its_customer(self) -> None:
        made = world_licences.agreement()
        world_licences.add(made, 4, ago=10)
        vera = world.actor(world.vera(), "staff")
        prove()
        row = Unreached.objects.get(role="customer")
        asked = ask_for_addressee(row, by=vera)
        assert [one.email for one in asked] == [world.anna().email]
        assert Mail.objects.get(name="addressee_asked_for").to == world.anna().email
        assert Unreached.objects.get(pk=row.pk).asked_at is not None
        assert len(world.happened("AddresseeAskedFor")) == 1
        prove()
        assert Unreached.objects.get(pk=row.pk).asked_at is not None, "it is known that it was asked"

    def test_where_nobody_can_be_asked_it_says_so(self) -> None:
        made = world_licences.agreement()
        world_licences.add(made, 4, ago=10)
        Person.objects.filter(pk=world.anna().pk).update(is_active=False)
        vera = world.actor(world.vera(), "staff")
        prove()
        with pytest.raises(Refusal):
            ask_for_addressee(Unreached.objects.get(role="reseller"), by=vera)
        assert not Mail.objects.filter(name="addressee_asked_for").exists()


def test_the_audit_finds_what_came_unannounced() -> None:
    made = world_licences.agreement()
    world_licences.eva(made)
    world_licences.add(made, 4)
    for _day in range(62):
        clock.forward(dt.timedelta(days=1))
        nightly.go_round()
    since, until = world_licences.day(70), world_licences.day(0)
    assert surprises([made], since, until) == []
    Notice.objects.filter(about="suspended", days_before__gt=0).delete()
    (found,) = surprises([made], since, until)
    assert (found.happening.kind, found.told) == ("suspended", 0)
