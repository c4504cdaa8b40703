"""The portal's home: what it says to do next is how things are, and nobody else reads it."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.partners.actions.company import FIELDS
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.models import Invitation, Partner
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy, MembershipPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
RIGHT = {
    "street": "Oudegracht 14",
    "postal_code": "3511 AB",
    "city": "Utrecht",
    "vat_number": "NL123456782B90",
    "website": "https://lindeboom-digitaal.nl",
    "phone": "+31 30 231 4567",
}


def titles(who: Person) -> list[str]:
    """The cards that somebody reads."""
    who.language = "en"
    who.save()
    return [str(step.title) for step in world.browser(who).get("/portal/").context["steps"]]


def test_a_card_is_gone_when_what_it_asks_has_been_done() -> None:
    assert "Complete your company profile" in titles(world.anna())
    saved = world.browser(world.anna()).post("/portal/company/change/", RIGHT)
    assert saved.status_code == 302
    assert "Complete your company profile" not in titles(world.anna())


def test_whoever_is_alone_is_asked_to_invite_a_colleague_and_is_not_once_somebody_is_invited() -> None:
    anna = world.anna()
    assert "Invite a colleague" in titles(anna)
    invite_contact(world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="other", by=world.actor(anna))
    assert "Invite a colleague" not in titles(anna)


def test_an_invitation_is_mentioned_when_its_time_is_nearly_over() -> None:
    anna = world.anna()
    invite_contact(world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="other", by=world.actor(anna))
    assert not any("about to expire" in title for title in titles(anna))
    Invitation.objects.update(until=clock.today() + dt.timedelta(days=1))
    assert "1 invitation is about to expire" in titles(anna)


@pytest.mark.parametrize(("before_the_end", "said"), [(20, "ends on"), (0, "ends on"), (-1, "ended on")])
def test_in_the_renewal_window_it_says_until_when(before_the_end: int, said: str) -> None:
    anna = world.anna()
    Partner.objects.update(term_ends=clock.today() + dt.timedelta(days=before_the_end))
    assert titles(anna)[0].startswith(f"Your membership {said}")


def test_before_the_window_nothing_is_said_of_renewal() -> None:
    anna = world.anna()
    beyond = policy(MembershipPolicy).window_before_days + 1
    Partner.objects.update(term_ends=clock.today() + dt.timedelta(days=beyond))
    assert not any("membership" in title for title in titles(anna))


def test_the_next_level_is_named_and_the_highest_has_none() -> None:
    ranked = policy(LevelsPolicy, world.published()).by_rank
    fatma = world.fatma()
    assert f"Your next level: {ranked[1].name.in_('en')}" in titles(fatma)
    Partner.objects.update(level=ranked[-1].key)
    assert not any("next level" in title for title in titles(fatma))


def test_a_colleague_without_the_right_to_it_is_not_told_to_do_it() -> None:
    assert titles(world.bo()) == [t for t in titles(world.bo()) if "profile" not in t and "nvit" not in t]


def test_who_the_primary_contact_is_is_said_in_the_programmes_words() -> None:
    page = world.browser(world.bo()).get("/portal/")
    kind = policy(ContactsPolicy).kind("primary").name.in_("nl")
    assert kind in page.content.decode().lower()
    assert "Anna Brandsma" in page.content.decode()


def test_a_door_without_a_room_says_that_it_opens_later() -> None:
    anna = world.anna()
    places = world._pack("adobe").files["places.toml"]
    world.published_with_file("places.toml", places.replace('module = "rebates"', 'module = "not-built-yet"'))
    Person.objects.filter(pk=anna.pk).update(language="en")
    page = world.browser(anna).get("/portal/").content.decode()
    assert "Rebates opens later" in page
    assert "Open Rebates" not in page


def test_a_company_of_a_level_that_the_programme_has_no_longer_has_its_pages_all_the_same() -> None:
    anna = world.anna()
    Partner.objects.update(level="emerald")
    for address in ("/portal/", "/portal/company/"):
        page = world.browser(anna).get(address)
        assert page.status_code == 200
        assert "emerald" in page.content.decode()


def test_strangers_sign_in_first_and_people_of_no_company_read_why_not() -> None:
    assert world.browser().get("/portal/").status_code == 302
    world.published()
    assert world.browser(world.dirk()).get("/portal/").status_code == 403
    assert world.browser(world.vera()).get("/portal/").status_code == 403


def test_the_form_knows_every_field_that_can_be_missing() -> None:
    assert set(RIGHT) <= set(FIELDS)
