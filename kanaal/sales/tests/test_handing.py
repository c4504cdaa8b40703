"""Handing over, by hand and when somebody leaves (D3, P11)."""

from __future__ import annotations

import pytest

from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.partners.actions.contacts import deactivate_contact
from kanaal.partners.actions.seats import take_seat
from kanaal.partners.models import Contact
from kanaal.people.actions.erasure import erase_person
from kanaal.people.models import Person
from kanaal.sales.actions.closing import lose_opportunity
from kanaal.sales.actions.handing import (
    HasItAlready,
    NonePicked,
    NotOneOfUs,
    hand_over_of_leaver,
    hand_over_opportunities,
    hand_over_opportunity,
)
from kanaal.sales.models import Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def contact(who: Person) -> Contact:
    return Contact.objects.get(person=who, active=True)


def anna() -> Person:
    return world_sales.seated(world.anna())


class TestHandOverOpportunity:
    def test_a_colleague_owns_it_and_is_told(self) -> None:
        one = world_sales.opportunity()
        hand_over_opportunity(one, to=contact(anna()), by=world.actor(world.bo()))
        one.refresh_from_db()
        assert one.owner == world.anna()
        mail = world.mails_to(world.anna().email)[-1]
        assert mail.name == "opportunities_handed_over"
        assert one.number in mail.text
        event = world.happened("OpportunityHandedOver")[-1]
        assert (event.data["from_id"], event.data["to_id"]) == (world.bo().pk, world.anna().pk)

    def test_not_to_somebody_without_a_seat_or_of_another_company(self) -> None:
        one, by = world_sales.opportunity(), world.actor(world.bo())
        for who in (world.anna(), world_sales.seated(world.carla())):
            with pytest.raises(NotOneOfUs):
                hand_over_opportunity(one, to=contact(who), by=by)

    def test_not_to_whoever_has_it(self) -> None:
        with pytest.raises(HasItAlready):
            hand_over_opportunity(world_sales.opportunity(), to=contact(world.bo()), by=world.actor(world.bo()))

    def test_the_primary_contact_only_when_its_owner_can_not_work_on_it(self) -> None:
        one, primary = world_sales.opportunity(), anna()
        with pytest.raises(NotAllowed):
            hand_over_opportunity(one, to=contact(primary), by=world.actor(primary))
        take_seat(contact(world.bo()), by=world.actor(primary))
        hand_over_opportunity(one, to=contact(primary), by=world.actor(primary))
        assert Opportunity.objects.get().owner == primary

    def test_not_by_another_company(self) -> None:
        with pytest.raises(NotAllowed):
            hand_over_opportunity(
                world_sales.opportunity(), to=contact(anna()), by=world.actor(world_sales.seated(world.carla()))
            )


class TestHandOverOpportunities:
    def test_several_with_one_mail(self) -> None:
        rows = [world_sales.opportunity(name=f"Deal {n}") for n in range(3)]
        done = hand_over_opportunities(rows, partner=world.lindeboom(), to=contact(anna()), by=world.actor(world.bo()))
        assert len(done) == 3
        assert set(Opportunity.objects.values_list("owner", flat=True)) == {world.anna().pk}
        mails = [m for m in world.mails_to(world.anna().email) if m.name == "opportunities_handed_over"]
        assert len(mails) == 1

    def test_whole_or_not_at_all(self) -> None:
        mine = world_sales.opportunity()
        theirs = world_sales.opportunity(anna(), name="Annas")
        with pytest.raises(NotAllowed):
            hand_over_opportunities(
                [mine, theirs],
                partner=world.lindeboom(),
                to=contact(world_sales.sem()),
                by=world.actor(world.bo()),
            )
        assert Opportunity.objects.get(pk=mine.pk).owner == world.bo()

    def test_none_is_refused(self) -> None:
        world_sales.opportunity()
        with pytest.raises(NonePicked):
            hand_over_opportunities([], partner=world.lindeboom(), to=contact(anna()), by=world.actor(world.bo()))

    def test_another_companys_are_not_even_looked_at(self) -> None:
        theirs = world_sales.opportunity(world.carla())
        world_sales.opportunity()
        with pytest.raises(NonePicked):
            hand_over_opportunities([theirs], partner=world.lindeboom(), to=contact(anna()), by=world.actor(world.bo()))


class TestHandOverOfLeaver:
    def test_open_and_closed_ones_go_to_the_heir_seat_or_no_seat(self) -> None:
        open_one, lost = world_sales.opportunity(), world_sales.opportunity(name="Lost")
        lose_opportunity(lost, reason="price", by=world.actor(world.bo()))
        deactivate_contact(contact(world.bo()), heir=contact(world.anna()), by=world.actor(world.anna()))
        assert set(Opportunity.objects.values_list("owner", flat=True)) == {world.anna().pk}
        mail = world.mails_to(world.anna().email)[-1]
        assert open_one.number in mail.text or any(open_one.number in m.text for m in world.mails_to(mail.to))
        assert {e.data["because"] for e in world.happened("OpportunityHandedOver")} == {"left"}

    def test_of_an_erased_person_to_the_primary_contact(self) -> None:
        anna()
        world_sales.opportunity()
        erase_person(world.bo(), by=world.actor(world.bo()))
        assert Opportunity.objects.get().owner == world.anna()

    def test_by_nobody_but_the_clock(self) -> None:
        world_sales.opportunity()
        with pytest.raises(NotAllowed):
            hand_over_of_leaver(
                world.lindeboom(), owner_id=world.bo().pk, to=contact(anna()), by=world.actor(world.anna())
            )
        assert hand_over_of_leaver(world.lindeboom(), owner_id=world.bo().pk, to=contact(anna()), by=CLOCK) == 1
