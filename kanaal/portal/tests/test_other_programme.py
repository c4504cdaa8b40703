"""Another vendor's programme, with its own levels, words and places and only English: the same pages serve it."""

from __future__ import annotations

import html

import pytest

from kanaal.partners.models import Partner
from kanaal.partners.policy import PlacesPolicy
from kanaal.partners.rooms import ROOMS, decide
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
PAGES = (
    "/portal/", "/portal/company/", "/portal/company/change/", "/portal/timeline/", "/portal/level/",
    "/portal/level/what-if/", "/portal/level/needs/first-domes/", "/training/",
)  # fmt: skip


def dome() -> Partner:
    """A partner of the other vendor, in a house where no other programme was ever published."""
    made = world.company(
        "Kuppelhuset AS",
        "wren",
        "kuppelhuset.no",
        city="Bergen",
        country="NO",
        region="nordics",
        language="en",
        street="",
    )
    Release.objects.all().delete()
    world.published("nordkuppel")
    releases.forget()
    return made


def ingrid() -> Person:
    return world._contact(dome(), "ingrid@kuppelhuset.no", "Ingrid Solheim", "primary")


def olav() -> Person:
    ingrid()
    return world._contact(Partner.objects.get(), "olav@kuppelhuset.no", "Olav Dahl", "other")


def read(who: Person, address: str, status: int = 200, language: str = "en") -> str:
    Person.objects.filter(pk=who.pk).update(language=language)
    answer = world.browser(who).get(address)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_opens_and_says_nothing_of_the_first_programme(address: str, language: str) -> None:
    page = read(ingrid(), address, language=language)
    assert "Nordkuppel" in page
    for word in ("Adobe", "Gold", "Registered", "Sales Center", "VIP"):
        assert word not in page


def test_the_navigation_is_the_programmes() -> None:
    page = read(ingrid(), "/portal/")
    for place in policy(PlacesPolicy).places:
        # A place that is built and open is entered at once; every other has a page that says why not, or not yet.
        entered = place.module in ROOMS and decide(world.actor(ingrid()), dome(), place).allowed
        assert (f"/portal/places/{place.key}/" in page) == (not entered)


def test_a_refused_place_names_the_level_and_everybody_for_whom_it_is_meant() -> None:
    page = read(olav(), "/portal/places/price-sheet/", status=403)
    assert "Your level, Wren, does not open it; Tern does".lower() in page.lower()
    assert "keeper of the dome or deputy keeper" in page


def test_where_no_level_has_seats_no_seat_is_spoken_of() -> None:
    assert "seat" not in read(olav(), "/portal/places/workshop/", status=403)


def test_the_profile_asks_what_this_programme_asks() -> None:
    who = ingrid()
    page = read(who, "/portal/company/change/")
    assert page.count("The programme asks for this") == 1  # the website; the town is known, and no street is asked for
    client = world.browser(who)
    assert client.post("/portal/company/change/", {"city": "Bergen", "street": ""}).status_code == 302
    refused = client.post("/portal/company/change/", {"city": ""})
    assert refused.status_code == 422
    assert "The programme asks for this; fill it in." in html.unescape(refused.content.decode())


def test_the_primary_contact_is_called_as_the_programme_calls_them() -> None:
    page = read(ingrid(), "/portal/")
    assert "Keeper of the dome" in page
    assert "Primary contact" not in page
