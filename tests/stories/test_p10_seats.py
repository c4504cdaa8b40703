"""P10: the primary contact opens the company profile in the Sales Center and ticks who gets a seat; never too many."""

from __future__ import annotations

import pytest

from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import seats_of
from kanaal.people.models import Person
from tests import world, world_sales

pytestmark = pytest.mark.django_db
PROFILE = "/sales/profile/"


def contact(who: Person) -> Contact:
    return Contact.objects.get(person=who, active=True)


def tick(browser: object, *holders: Contact, shown: tuple[Contact, ...] = ()) -> object:
    values = {"seat": [one.pk for one in holders], "shown": [one.pk for one in (shown or holders)]}
    return browser.post(PROFILE + "seats/", values, follow=True)  # type: ignore[attr-defined]


def test_anna_gives_bo_a_seat_and_bo_comes_in() -> None:
    anna, bo = world.browser(world.anna()), world.browser(world.bo())
    assert bo.get("/sales/opportunities/").status_code == 403
    page = anna.get(PROFILE).content.decode()
    assert "Bo Hendriks" in page
    tick(anna, contact(world.bo()))
    assert bo.get("/sales/opportunities/").status_code == 200
    assert world.mails_to(world.bo().email)[-1].name == "seat_given"
    assert "checked" in anna.get(PROFILE).content.decode()


def test_the_seat_is_taken_and_access_ends_at_the_next_click() -> None:
    anna, bo = world.browser(world.anna()), world.browser(world_sales.seated(world.bo()))
    assert bo.get("/sales/opportunities/").status_code == 200
    tick(anna, shown=(contact(world.bo()),))
    assert bo.get("/sales/opportunities/").status_code == 403
    assert world.mails_to(world.bo().email)[-1].name == "seat_taken"


def test_one_more_than_the_level_has_is_refused_and_the_ticks_stay() -> None:
    anna = world.browser(world.anna())
    for n in range(7):
        world._contact(world.lindeboom(), f"c{n}@lindeboom-digitaal.nl", f"Collega {n}", "other")
    people = tuple(Contact.objects.filter(partner=world.lindeboom(), kind="other"))
    answer = tick(anna, *people)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert text.count(" checked") == 7
    assert seats_of(world.lindeboom()).held == 0


def test_after_a_fall_of_the_level_the_profile_says_how_many_too_many_and_what_to_do() -> None:
    anna = world.browser(world.anna())
    world.bo()
    for n in range(7):
        world_sales.seated(world._contact(world.lindeboom(), f"c{n}@lindeboom-digitaal.nl", f"Collega {n}", "other"))
    page = anna.get(PROFILE, headers={"accept-language": "en"}).content.decode()
    assert "7" in page
    assert "note" in page
    Contact.objects.filter(partner=world.lindeboom(), name__startswith="Collega").update(seat_since=None)
    assert Partner.objects.get(pk=world.lindeboom().pk).level == world.GOLD


def test_bo_reads_who_holds_a_seat_but_ticks_nothing() -> None:
    world.anna()
    bo = world.browser(world.bo())
    page = bo.get(PROFILE).content.decode()
    assert "Anna Brandsma" in page
    assert "disabled" in page
    assert tick(bo, contact(world.bo())).status_code == 403  # type: ignore[attr-defined]
    assert seats_of(world.lindeboom()).held == 0


def test_fatma_whose_level_opens_it_not_reads_why() -> None:
    assert world.browser(world.fatma()).get(PROFILE).status_code == 403


def test_carla_ticks_nobody_of_lindeboom() -> None:
    world.anna()
    tick(world.browser(world.carla()), contact(world.bo()))
    assert contact(world.bo()).seat_since is None


def test_anna_herself_needs_a_seat_to_own_opportunities() -> None:
    anna = world.browser(world.anna())
    assert anna.get("/sales/").status_code == 200
    assert anna.get("/sales/opportunities/new/").status_code == 403
    tick(anna, contact(world.anna()))
    assert anna.get("/sales/opportunities/new/").status_code == 200
