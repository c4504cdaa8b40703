"""The address of a calendar: secret, right, and worth nothing when its owner has lost access."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.partners.actions.seats import take_seat
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.sales.actions.calendar import end_calendar_feed, make_calendar_feed
from kanaal.sales.actions.keeping import note_registration
from kanaal.sales.ics import calendar_of
from kanaal.sales.models import CalendarFeed, Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def contact(who: Person) -> Contact:
    return Contact.objects.select_related("partner").get(person=who, active=True)


def made() -> str:
    bo = world_sales.seated(world.bo())
    return make_calendar_feed(contact(bo), by=world.actor(bo)).token


def fetch(token: str, **headers: str) -> tuple[int, bytes, str]:
    answer = world.browser().get(f"/sales/calendar/{token}.ics", headers=headers)
    return answer.status_code, answer.content, answer.headers.get("ETag", "")


class TestMakeCalendarFeed:
    def test_it_shows_ones_own_open_ones_and_their_protections(self) -> None:
        one = world_sales.opportunity(name="Komma, puntkomma; en een \\ met een heel lange naam " + "é" * 80)
        world_sales.opportunity(world.anna(), name="Annas")
        note_registration(one, "approved", clock.today() + dt.timedelta(days=6))
        status, content, _tag = fetch(made())
        assert status == 200
        found = Calendar.from_ical(content)
        events = list(found.walk("VEVENT"))
        assert len(events) == 2
        assert {str(event["UID"]).split("@")[0] for event in events} == {
            f"{one.number}-close",
            f"{one.number}-protected",
        }
        assert all(one.name in str(event["SUMMARY"]) for event in events)
        assert b"Annas" not in content
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert found.walk("VALARM")

    def test_it_is_not_sent_again_when_nothing_changed(self) -> None:
        world_sales.opportunity()
        token = made()
        _status, content, tag = fetch(token)
        assert fetch(token, if_none_match=tag)[:2] == (304, b"")
        Opportunity.objects.update(touched_at=clock.now(), close_on=clock.today())
        status, again, other = fetch(token, if_none_match=tag)
        assert status == 200
        assert other != tag
        assert again != content

    def test_the_same_opportunities_make_the_same_bytes(self) -> None:
        one = world_sales.opportunity()
        assert calendar_of([one], title="x") == calendar_of([one], title="x")

    def test_a_new_one_makes_the_old_one_worthless(self) -> None:
        first, second = made(), made()
        assert (fetch(first)[0], fetch(second)[0]) == (404, 200)
        assert len(world.happened("CalendarFeedMade")) == 2

    def test_it_shows_nothing_when_access_is_gone_for_whatever_reason(self) -> None:
        token = made()
        Partner.objects.update(level=world.CERTIFIED)
        assert fetch(token)[0] == 404
        Partner.objects.update(level=world.GOLD)
        assert fetch(token)[0] == 200
        Contact.objects.filter(person=world.bo()).update(email="other@lindeboom-digitaal.nl")
        assert fetch(token)[0] == 404

    def test_not_without_a_seat(self) -> None:
        with pytest.raises(NotAllowed):
            make_calendar_feed(contact(world.bo()), by=world.actor(world.bo()))

    def test_a_made_up_secret_is_not_there(self) -> None:
        world.published()
        assert fetch("x" * 32)[0] == 404

    def test_its_page_makes_and_ends_it(self) -> None:
        bo = world.browser(world_sales.seated(world.bo()))
        bo.post("/sales/calendar/make/")
        assert CalendarFeed.objects.get().token in bo.get("/sales/calendar/").content.decode()
        bo.post("/sales/calendar/end/")
        assert not CalendarFeed.objects.exists()


class TestEndCalendarFeed:
    def test_the_seat_is_lost_and_so_is_the_address(self) -> None:
        token = made()
        take_seat(contact(world.bo()), by=world.actor(world.anna()))
        assert fetch(token)[0] == 404
        assert not CalendarFeed.objects.exists()
        assert len(world.happened("CalendarFeedEnded")) == 1

    def test_without_one_nothing_happens(self) -> None:
        bo = world_sales.seated(world.bo())
        assert not end_calendar_feed(contact(bo), by=world.actor(bo))
        assert world.happened("CalendarFeedEnded") == []
