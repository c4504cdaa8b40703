"""Another vendor's courses, in English only: the same room serves them, and tells the same fact to its levels."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.levels.measuring import MEASURES
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.training.actions.courses import NotRegistered, start_course
from kanaal.training.models import Certificate
from kanaal.training.tests.learning import certified
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def ingrid() -> Person:
    """The primary contact of a partner of the other vendor, in a house without the first vendor's programme."""
    dome = world.company("Kuppelhuset AS", "wren", "kuppelhuset.no", country="NO", region="nordics", language="en")
    Release.objects.all().delete()
    world.published("nordkuppel")
    releases.forget()
    return world._contact(dome, "ingrid@kuppelhuset.no", "Ingrid Solheim", "primary")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_its_pages_say_nothing_of_the_first_programme(ingrid: Person, language: str):
    certificate = certified(ingrid, "first-night")
    Person.objects.update(language=language)
    browser = world.browser(ingrid)
    pages = ("", "registration/", "courses/first-night/", "courses/first-night/modules/dark/", "mine/", "company/")
    for address in (*pages, f"check/{certificate.public_id}/"):
        answer = browser.get(f"/training/{address}")
        assert answer.status_code == 200, address
        for word in ("Adobe", "Code of Conduct", "VIP", "EMEA"):
            assert word not in answer.content.decode(), address
    picture = browser.get("/training/courses/first-night/media/dome.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert browser.get(f"/training/certificates/{certificate.public_id}/pdf/").content.startswith(b"%PDF")


def test_its_level_asks_two_people(ingrid: Person):
    certified(ingrid, "first-night")
    page = world.browser(ingrid).get("/training/company/", headers={"accept-language": "en"}).content.decode()
    partner = Partner.objects.get()
    found = MEASURES["training.certificate"].values([partner.pk], {"certificate": "first-night"}, clock.today())
    assert found == {partner.pk: 1}
    assert "1 van 2" in page or "1 of 2" in page
    assert Certificate.objects.get().number.startswith("STAR-")


def test_nobody_begins_without_having_registered(ingrid: Person):
    with pytest.raises(NotRegistered):
        start_course(Partner.objects.get(), "first-night", by=world.actor(ingrid))
