"""L1: everybody reads and is written to in their own language, whoever caused the page or the mail."""

from __future__ import annotations

import pytest

from kanaal.helpdesk.models import Request
from kanaal.people.models import Person
from tests import world

pytestmark = pytest.mark.django_db


def test_anna_reads_dutch_and_odette_english_on_the_same_page() -> None:
    world.anna()
    anna, odette = world.browser(world.anna()), world.browser(world.auditor())
    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom.at"})
    address = f"/requests/{Request.objects.get().pk}/"
    assert 'lang="nl"' in anna.get(address).content.decode()
    assert 'lang="en"' in odette.get(address).content.decode()
    assert "wacht op de helpdesk" in anna.get(address).content.decode().lower()
    assert "waiting for the helpdesk" in odette.get(address).content.decode().lower()


def test_a_mail_is_in_its_readers_language_not_in_its_causers() -> None:
    anna, vera = world.browser(world.anna()), world.browser(world.vera())
    Person.objects.filter(pk=world.vera().pk).update(language="en")
    anna.post("/requests/new/branch_domain/", {"domain": "lindeboom.at"})
    vera.post(f"/requests/{Request.objects.get().pk}/approval/")
    mail = world.mails_to(world.anna().email)[-1]
    assert mail.language == "nl"
    assert "goedgekeurd" in mail.subject


def test_the_invitation_is_in_the_language_that_was_chosen_for_it() -> None:
    anna = world.browser(world.anna())
    anna.post("/portal/contacts/invite/", {"email": "joe@lindeboom-digitaal.nl", "kind": "other", "language": "en"})
    assert "invites you" in world.mails_to("joe@lindeboom-digitaal.nl")[-1].subject


def test_a_language_chosen_once_stays_on_every_device() -> None:
    first = world.browser(world.anna())
    first.post("/language/", {"language": "en", "next": "/portal/"})
    second = world.browser(world.anna())
    assert 'lang="en"' in second.get("/portal/").content.decode()


def test_a_strangers_language_is_the_browsers() -> None:
    stranger = world.browser()
    world.published()
    assert 'lang="nl"' in stranger.get("/", headers={"accept-language": "nl-BE,nl;q=0.9"}).content.decode()
    assert 'lang="en"' in stranger.get("/", headers={"accept-language": "ja"}).content.decode()
