"""Sales seats: as many as the level has, and never more (P10)."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.partners.actions.contacts import LeftAlready, deactivate_contact
from kanaal.partners.actions.seats import HasNoAccess, NoSeatLeft, give_seat, set_seats, take_seat
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.partners.queries import seats_of
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def contact(who: Person) -> Contact:
    return Contact.objects.get(person=who, active=True)


def colleagues(count: int) -> list[Contact]:
    """So many colleagues of Anna's, with access."""
    anna = world.anna()
    for n in range(count):
        world._contact(world.lindeboom(), f"c{n}@lindeboom-digitaal.nl", f"Collega {n}", "other")
    return list(Contact.objects.filter(partner=world.lindeboom(), active=True).exclude(person=anna).order_by("pk"))


def total() -> int:
    world.published()
    level = policy(LevelsPolicy).get(world.GOLD)
    assert level is not None
    return level.seats


class TestGiveSeat:
    def test_the_primary_contact_gives_a_seat_and_the_colleague_gets_a_mail(self) -> None:
        bo = contact(world.bo())
        give_seat(bo, by=world.actor(world.anna()))
        bo.refresh_from_db()
        assert bo.seat_since is not None
        assert seats_of(world.lindeboom()).held == 1
        assert [e.data["contact_id"] for e in world.happened("SeatGiven")] == [bo.pk]
        assert world.mails_to(bo.email)[-1].name == "seat_given"

    def test_twice_is_once(self) -> None:
        bo, by = contact(world.bo()), world.actor(world.anna())
        give_seat(bo, by=by)
        since = Contact.objects.get(pk=bo.pk).seat_since
        give_seat(bo, by=by)
        assert Contact.objects.get(pk=bo.pk).seat_since == since
        assert len(world.happened("SeatGiven")) == 1

    def test_no_more_than_the_level_has(self) -> None:
        people, by = colleagues(total() + 1), world.actor(world.anna())
        for one in people[: total()]:
            give_seat(one, by=by)
        with pytest.raises(NoSeatLeft):
            give_seat(people[-1], by=by)
        assert seats_of(world.lindeboom()).held == total()

    def test_not_to_somebody_without_an_id(self) -> None:
        anna = world.anna()
        imported = Contact.objects.create(
            partner=world.lindeboom(), email="i@lindeboom-digitaal.nl", name="I", kind="other", since="2026-01-01"
        )
        with pytest.raises(HasNoAccess):
            give_seat(imported, by=world.actor(anna))

    def test_not_to_somebody_who_has_left(self) -> None:
        anna, bo = world.anna(), contact(world.bo())
        deactivate_contact(bo, heir=contact(anna), by=world.actor(anna))
        with pytest.raises(LeftAlready):
            give_seat(bo, by=world.actor(anna))

    def test_only_by_the_primary_contact_of_that_company(self) -> None:
        anna = contact(world.anna())
        for who in (world.bo(), world.carla(), world.vera()):
            with pytest.raises(NotAllowed):
                give_seat(anna, by=world.actor(who))

    def test_not_at_a_level_without_seats(self) -> None:
        fatma = contact(world.fatma())
        with pytest.raises(NotAllowed) as refused:
            give_seat(fatma, by=world.actor(world.fatma()))
        assert "level_has_seats" in {reason.key for reason in refused.value.decision.reasons}


class TestTakeSeat:
    def test_the_seat_is_free_again_and_the_colleague_is_told(self) -> None:
        bo, by = contact(world.bo()), world.actor(world.anna())
        give_seat(bo, by=by)
        take_seat(bo, by=by)
        assert seats_of(world.lindeboom()).held == 0
        assert world.mails_to(bo.email)[-1].name == "seat_taken"
        assert len(world.happened("SeatTaken")) == 1

    def test_from_somebody_without_one_nothing_happens(self) -> None:
        take_seat(contact(world.bo()), by=world.actor(world.anna()))
        assert world.happened("SeatTaken") == []

    def test_also_at_a_level_that_has_none_any_more(self) -> None:
        bo, by = contact(world.bo()), world.actor(world.anna())
        give_seat(bo, by=by)
        Partner.objects.update(level=world.ENTRY)
        take_seat(bo, by=by)
        assert seats_of(world.lindeboom()).held == 0

    def test_only_by_the_primary_contact(self) -> None:
        with pytest.raises(NotAllowed):
            take_seat(contact(world.anna()), by=world.actor(world.bo()))


class TestSetSeats:
    def test_takes_before_it_gives(self) -> None:
        people, by = colleagues(total() + 1), world.actor(world.anna())
        ids = [one.pk for one in people]
        assert set_seats(world.lindeboom(), holders=ids[: total()], shown=ids, by=by) == (total(), 0)
        assert set_seats(world.lindeboom(), holders=ids[1 : total() + 1], shown=ids, by=by) == (1, 1)
        assert seats_of(world.lindeboom()).held == total()

    def test_one_too_many_and_nothing_is_saved(self) -> None:
        people, by = colleagues(total() + 1), world.actor(world.anna())
        ids = [one.pk for one in people]
        with pytest.raises(NoSeatLeft):
            set_seats(world.lindeboom(), holders=ids, shown=ids, by=by)
        assert seats_of(world.lindeboom()).held == 0

    def test_whoever_was_not_shown_keeps_what_they_have(self) -> None:
        people, by = colleagues(2), world.actor(world.anna())
        ids = [one.pk for one in people]
        set_seats(world.lindeboom(), holders=ids, shown=ids, by=by)
        set_seats(world.lindeboom(), holders=[], shown=ids[:1], by=by)
        assert Contact.objects.get(pk=ids[1]).seat_since is not None

    def test_after_a_fall_of_the_level_fewer_can_be_saved_and_more_can_not(self) -> None:
        people, by = colleagues(7), world.actor(world.anna())
        ids = [one.pk for one in people]
        Partner.objects.update(level=world.PLATINUM)
        set_seats(world.lindeboom(), holders=ids, shown=ids, by=by)
        Partner.objects.update(level=world.GOLD)
        assert seats_of(world.lindeboom()).too_many == 7 - total()
        assert set_seats(world.lindeboom(), holders=ids[:6], shown=ids, by=by) == (0, 1)
        anna = contact(world.anna())
        with pytest.raises(NoSeatLeft):
            set_seats(world.lindeboom(), holders=[*ids[:6], anna.pk], shown=[*ids, anna.pk], by=by)

    def test_contacts_of_another_company_are_left_alone(self) -> None:
        carla = contact(world.carla())
        set_seats(world.lindeboom(), holders=[carla.pk], shown=[carla.pk], by=world.actor(world.anna()))
        carla.refresh_from_db()
        assert carla.seat_since is None

    def test_not_by_a_colleague(self) -> None:
        bo = contact(world.bo())
        with pytest.raises(NotAllowed):
            set_seats(world.lindeboom(), holders=[bo.pk], shown=[bo.pk], by=world.actor(world.bo()))
