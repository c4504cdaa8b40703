"""Who can use what on a day (V4, V13)."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.licensing import access
from kanaal.licensing.models import AdditionPart, Agreement, Assignment
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
SKU = licences.SKU


def give(made: Agreement, *names: str, first_ago: int = 60) -> list[int]:
    """A licence each, given on one day after the other; answers their ids."""
    ids = []
    for place, name in enumerate(names):
        email = f"{name}@waterrijk.example"
        user = made.licence_users.create(
            user_name=email, email=email, name=name, made_at=clock.now(), changed_at=clock.now()
        )
        since = clock.now() - dt.timedelta(days=first_ago - place)
        Assignment.objects.create(user=user, agreement=made, sku=SKU, since=since)
        ids.append(user.pk)
    return ids


def test_nothing_of_an_agreement_without_licences() -> None:
    assert access.access_of(licences.agreement()) == ()
    assert access.free_of(licences.agreement()) == {}


def test_have_given_out_and_free() -> None:
    made = licences.agreement()
    licences.add(made, 5, ago=10, ordered=5)
    licences.add(made, 2, ago=3)
    give(made, "jan", "mia")
    [found] = access.access_of(made)
    assert (found.holding.all, found.usable, found.given, found.free, found.suspended) == (7, 7, 2, 5, 0)
    assert found.without == ()


def test_the_last_assigned_are_without_from_the_day_of_the_suspension() -> None:
    made = licences.agreement()
    licences.add(made, 1, ago=80, ordered=1)
    licences.add(made, 2, ago=70)
    jan, mia, bas = give(made, "jan", "mia", "bas")
    [found] = access.access_of(made)
    assert (found.usable, found.suspended, found.given, found.free) == (1, 2, 3, 0)
    assert [one.user_id for one in found.without] == [bas, mia]
    assert {one.since for one in found.without} == {licences.day(70) + dt.timedelta(days=61)}
    assert jan not in {one.user_id for one in found.without}


def test_an_order_for_a_part_gives_access_back_in_turn() -> None:
    made = licences.agreement()
    one = licences.add(made, 3, ago=70)
    jan, mia, bas = give(made, "jan", "mia", "bas")
    AdditionPart.objects.create(addition=one, kind="ordered", on=licences.day(0), quantity=2, at=clock.now())
    [found] = access.access_of(made)
    assert [without.user_id for without in found.without] == [bas]
    assert found.usable == 2
    assert {jan, mia}.isdisjoint({without.user_id for without in found.without})


def test_who_will_lose_access_on_a_day_to_come() -> None:
    made = licences.agreement()
    licences.add(made, 1, ago=80, ordered=1)
    licences.add(made, 1, ago=40)
    jan, mia = give(made, "jan", "mia", first_ago=30)
    known = access.known_of(made)
    assert access.without_on(known, SKU, known.today) == []
    assert access.without_on(known, SKU, licences.day(40) + dt.timedelta(days=61)) == [mia]
    assert jan


def test_those_who_wait_in_a_group_stand_in_the_order_in_which_they_came() -> None:
    made = licences.agreement()
    licences.add(made, 5, ago=10, ordered=5)
    jan, mia = give(made, "jan", "mia")
    Assignment.objects.all().delete()
    group = made.licence_groups.create(name="CC", sku=SKU, made_at=clock.now(), changed_at=clock.now())
    for user in (mia, jan):
        group.members.create(user_id=user, since=clock.now())
    assert access.waiting_of(made) == {SKU: [mia, jan]}


def test_what_is_asked_does_not_grow_with_the_users(django_assert_max_num_queries) -> None:
    made = licences.agreement()
    licences.add(made, 1, ago=80, ordered=1)
    licences.add(made, 2, ago=70)
    give(made, *(f"u{n}" for n in range(40)))
    with django_assert_max_num_queries(8):
        [found] = access.access_of(made)
    assert len(found.without) == 39
