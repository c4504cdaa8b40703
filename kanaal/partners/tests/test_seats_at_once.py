"""Two people give the last seat at the same moment: one of them does (P10)."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from kanaal.core.actors import Actor
from kanaal.partners.actions.seats import NoSeatLeft, give_seat, set_seats
from kanaal.partners.models import Contact
from kanaal.partners.queries import seats_of
from tests import world
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def with_one_seat_left() -> tuple[Actor, list[Contact]]:
    anna = world.anna()
    for n in range(8):
        world._contact(world.lindeboom(), f"c{n}@lindeboom-digitaal.nl", f"Collega {n}", "other")
    people = list(Contact.objects.filter(partner=world.lindeboom(), kind="other").order_by("pk"))
    by, seats = world.actor(anna), seats_of(world.lindeboom())
    for one in people[: seats.total - 1]:
        give_seat(one, by=by)
    return by, people[seats.total - 1 :]


def test_the_last_seat_is_given_once() -> None:
    by, rest = with_one_seat_left()
    raised = together(*[lambda one=one: give_seat(one, by=by) for one in rest[:3]])
    # One writer at a time: on SQLite a thread may also be told to try again.
    assert all(fault is None or isinstance(fault, NoSeatLeft | OperationalError) for fault in raised)
    assert sum(fault is None for fault in raised) == 1
    seats = seats_of(world.lindeboom())
    assert seats.held == seats.total


def test_two_saves_of_the_profile_never_exceed_the_level() -> None:
    by, rest = with_one_seat_left()
    partner = world.lindeboom()

    def save(one: Contact) -> object:
        return set_seats(partner, holders=[one.pk], shown=[one.pk], by=by)

    together(*[lambda one=one: save(one) for one in rest[:3]])
    seats = seats_of(partner)
    assert seats.held == seats.total
