"""The invented vendor's programme works on every page: other levels, other words, English only, nobody in between."""

from __future__ import annotations

import pytest

from kanaal.licensing.models import Agreement
from kanaal.partners.models import Enrolment, Partner
from kanaal.partners.policy import ContactsPolicy, EnrolmentPolicy, LevelsPolicy, PlacesPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
FIRST_VENDOR = ("Adobe", "Registered", "Certified", "Gold", "Platinum", "Sales Center")


@pytest.fixture(autouse=True)
def nordkuppel(monkeypatch: pytest.MonkeyPatch) -> None:
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)


def contact(rank: int = -1) -> Person:
    level = policy(LevelsPolicy).by_rank[rank].key
    partner = world.company("Sterrenwacht Oost", level, "sterrenwacht-oost.nl", region="nordics", country="DK")
    return world._contact(partner, "iris@sterrenwacht-oost.nl", "Iris Poolster", "primary")


def clean(text: str) -> bool:
    return not any(word in text for word in FIRST_VENDOR)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/levels/",
        "/welcome-kit/",
        "/enrol/place/",
        "/id/sign-in/",
        "/help/",
        "/help/price-lists/",
        "/help/?q=enrol",
    ],
)
def test_public_pages(address: str) -> None:
    answer = world.browser().get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert clean(answer.content.decode())
    names = [str(level.name.in_("en")) for level in policy(LevelsPolicy).levels]
    assert address != "/levels/" or all(name in answer.content.decode() for name in names)


def test_the_welcome_kit_as_pdf() -> None:
    answer = world.browser().get("/welcome-kit.pdf")
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "/portal/",
        "/portal/contacts/",
        "/portal/contacts/invite/",
        "/portal/company/",
        "/help/",
        "/help/price-lists/",
        "/reselling/people/",
        "/reselling/invite/",
        "/reselling/invite/many/",
        "/reselling/invitations/",
    ],
)
def test_portal_pages(address: str) -> None:
    answer = world.browser(contact()).get(address)
    assert answer.status_code == 200
    assert clean(answer.content.decode())


@pytest.mark.parametrize("rank", [0, -1])
def test_every_place_of_the_programme_answers_with_its_own_door(rank: int) -> None:
    browser, levels = world.browser(contact(rank)), policy(LevelsPolicy)
    for place in policy(PlacesPolicy).places:
        answer = browser.get(f"/portal/places/{place.key}/")
        open_to_level = levels.by_rank[rank] in levels.opening(place.key)
        assert answer.status_code == (403 if not open_to_level else answer.status_code)
        assert answer.status_code in (200, 302, 403)
        assert clean(answer.content.decode())


def test_a_clean_application_is_let_in_at_once_at_the_programmes_own_entry_level() -> None:
    rule = policy(EnrolmentPolicy)
    assert rule.automatic_approval == "clean"
    person = world.person("nils@stjernehus.dk", "Nils Stjerne", "en")
    browser = world.browser(person)
    values = {
        "region": "nordics", "country": "DK", "language": "en", "legal_name": "Stjernehus ApS",
        "vat_number": "DK13585628", "street": "Havnegade 1", "postal_code": "1058", "city": "København",
        "telephone": "+45 33 12 34 56", "website": "www.stjernehus.dk", "full_name": "Nils Stjerne",
        "main_business": "Domes for observatories", "employees": "4",
    }  # fmt: skip
    world.enrol_through_the_pages(browser, **values)
    world.hand_in_through_the_pages(browser)
    enrolment = Enrolment.objects.get()
    assert enrolment.state == "approved", [m.key for m in enrolment.marks.all()]
    assert Partner.objects.get().level == rule.entry_level
    assert Partner.objects.get().number.startswith(rule.membership_prefix)


def test_whoever_the_programme_lets_invite_can_and_nobody_else() -> None:
    rule = policy(ContactsPolicy)
    contact()
    partner = Partner.objects.get()
    for kind in rule.kinds:
        who = (
            contact()
            if kind.key == "primary"
            else world._contact(partner, f"{kind.key}@sterrenwacht-oost.nl", kind.key, kind.key)
        )
        answer = world.browser(who).get("/portal/contacts/invite/")
        assert answer.status_code == (200 if kind.may_invite else 403)


def test_a_customer_is_invited_and_accepts_in_the_words_of_the_programme() -> None:
    iris = world.browser(contact())
    typed = {
        "name": "Planetarium Fyn", "country": "DK", "street": "Stjernevej 1", "postal_code": "5000", "town": "Odense",
        "segment": "school", "email": "mette@planetarium-fyn.example", "language": "en",
    }  # fmt: skip
    iris.post("/reselling/invite/", typed)
    mail = world.mails_to("mette@planetarium-fyn.example")[-1]
    assert mail.language == "en"
    assert clean(mail.text)
    mette, url = world.browser(world.person("mette@planetarium-fyn.example", "Mette", "en")), world.link_in(mail)
    page = mette.get(url)
    assert clean(page.content.decode())
    shown = page.context["form"].initial
    mette.post(url, {"accepted": "on", **shown})
    made = Agreement.objects.get()
    assert made.number.startswith("DOME-")
    assert (made.terms, made.segment, made.language) == ("dome-years", "school", "en")
