"""P11: somebody left. Their access to the Sales Center ends at once, and what they owned goes to somebody."""

from __future__ import annotations

import pytest

from kanaal.partners.models import Contact
from kanaal.partners.queries import seats_of
from kanaal.people.models import Person
from kanaal.sales.actions.calendar import make_calendar_feed
from kanaal.sales.models import CalendarFeed, Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def contact(who: Person) -> Contact:
    return Contact.objects.get(person=who, active=True)


def leaves(who: Person, heir: Contact) -> None:
    one = contact(who)
    answer = world.browser(world.anna()).post(
        f"/portal/contacts/{one.pk}/", {"job_title": "", "kind": one.kind, "heir": heir.pk}
    )
    assert answer.status_code == 302


def test_an_open_session_ends_the_seat_is_free_and_the_heir_goes_on() -> None:
    made = world_sales.opportunity()
    bo, sem = world.browser(world.bo()), world_sales.sem()
    assert bo.get(f"/sales/opportunities/{made.number}/").status_code == 200
    leaves(world.bo(), contact(sem))
    assert bo.get(f"/sales/opportunities/{made.number}/").status_code in (302, 403)
    assert bo.post(f"/sales/opportunities/{made.number}/stage/", {"stage": "propose"}).status_code in (302, 403)
    assert Opportunity.objects.get().stage == "identify"
    assert world.browser(sem).get(f"/sales/opportunities/{made.number}/").status_code == 200
    assert seats_of(world.lindeboom()).held == 1
    assert any(made.number in mail.text for mail in world.mails_to(sem.email))


def test_an_heir_without_a_seat_owns_it_and_anna_is_told_in_the_profile() -> None:
    made = world_sales.opportunity()
    dora = world._contact(world.lindeboom(), "dora@lindeboom-digitaal.nl", "Dora Prins", "other")
    leaves(world.bo(), contact(dora))
    assert Opportunity.objects.get().owner == dora
    assert world.browser(dora).get(f"/sales/opportunities/{made.number}/").status_code == 403
    anna = world.browser(world_sales.seated(world.anna()))
    assert anna.get(f"/sales/opportunities/{made.number}/").status_code == 404
    page = anna.get("/sales/profile/").content.decode()
    way = f"/sales/profile/{dora.pk}/hand-over/"
    assert way in page
    anna.post(way, {"heir": contact(world.anna()).pk})
    assert Opportunity.objects.get().owner == world.anna()
    assert anna.get(f"/sales/opportunities/{made.number}/").status_code == 200


def test_a_calendar_that_was_subscribed_to_shows_nothing_any_more() -> None:
    world_sales.opportunity()
    token = make_calendar_feed(contact(world.bo()), by=world.actor(world.bo())).token
    phone = world.browser()
    assert phone.get(f"/sales/calendar/{token}.ics").status_code == 200
    leaves(world.bo(), contact(world.anna()))
    assert phone.get(f"/sales/calendar/{token}.ics").status_code == 404
    assert not CalendarFeed.objects.exists()


def test_anna_cannot_hand_over_what_a_colleague_works_on() -> None:
    world_sales.opportunity()
    anna = world.browser(world_sales.seated(world.anna()))
    way = f"/sales/profile/{world.bo().pk}/hand-over/"
    assert anna.get(way).status_code == 403
    assert anna.post(way, {"heir": contact(world.anna()).pk}).status_code == 403
    assert Opportunity.objects.get().owner == world.bo()
