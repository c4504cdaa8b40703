"""The demo's world: built once, by the actions of real life; its doors are closed where there is no demo."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from kanaal.core import sealing
from kanaal.core.models import Event, Mail
from kanaal.distribution.models import Discrepancy
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.partners.models import Enrolment, Partner
from kanaal.people.models import Person
from kanaal.site.world import build, cast, licences
from tests import world
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """The demo's world, once for all tests here, and where its files lie."""
    place = tmp_path_factory.mktemp("demo")
    with standing(django_db_blocker), override_settings(VAR=place, KANAAL_KEYS=place / "keys"):
        call_command("world", "--companies", "40")
        yield place


@pytest.fixture
def demo(built: Path, settings, tmp_path) -> None:
    """Each test has the keys for itself: what it seals is taken back with it."""
    shutil.copytree(built, tmp_path / "var")
    settings.VAR, settings.KANAAL_KEYS = tmp_path / "var", tmp_path / "var" / "keys"


def test_everybody_of_the_cast_is_in_it(demo: None) -> None:
    assert Partner.objects.count() == 40 + len(cast.COMPANIES)
    known = set(Person.objects.values_list("email", flat=True))
    assert known >= {one.email for one in cast.PEOPLE}
    assert known >= {customer.email for customer in licences.ADMINISTRATORS}
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"submitted", "asked"}
    assert set(CustomerInvitation.objects.values_list("state", flat=True)) == {
        "open",
        "accepted",
        "withdrawn",
        "expired",
    }
    assert Agreement.objects.filter(administrators__person__email=cast.person("eva").email).count() == 1
    assert set(Discrepancy.objects.values_list("why", flat=True)) == {"reported-less", "reported-more"}
    assert build.exists()
    sealing.seal()
    assert list(sealing.verify()) == []


def test_building_it_twice_changes_nothing(demo: None) -> None:
    before = Event.objects.count()
    call_command("world", "--companies", "40")
    assert Event.objects.count() == before
    assert Partner.objects.count() == 40 + len(cast.COMPANIES)


def test_one_click_makes_one_anna_and_nobody_outside_the_cast(demo: None) -> None:
    browser = world.browser()
    assert "Anna Brandsma" in browser.get("/demo/").content.decode()
    browser.post("/demo/sign-in/", {"person": "anna"})
    assert "Lindeboom" in browser.get("/portal/").content.decode()
    world.person("secret@elsewhere.example", "Nobody")
    assert browser.post("/demo/sign-in/", {"person": "secret@elsewhere.example"}).status_code == 404


def test_the_mailbox_shows_mails_and_the_clock_moves_forward_only(demo: None) -> None:
    browser = world.browser()
    assert "pim@lindeboom-digitaal.nl" in browser.get("/demo/mailbox/?q=pim").content.decode()
    assert browser.post("/demo/clock/", {"days": "7"}).status_code == 302
    for nonsense in ("-1", "x", "99999", ""):
        assert browser.post("/demo/clock/", {"days": nonsense}).status_code == 404


def test_links_in_the_mailbox_lead_to_where_the_demo_is_served(demo: None, settings) -> None:
    invitation = Mail.objects.get(to="pim@lindeboom-digitaal.nl")
    assert f"{settings.KANAAL_URL}/invitations/" in invitation.text
    shown = world.browser().get(f"/demo/mailbox/{invitation.pk}/", headers={"host": "127.0.0.1:8123"})
    assert 'href="http://127.0.0.1:8123/invitations/' in shown.content.decode()


def test_outside_of_a_demo_there_is_no_world_and_no_door(settings) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError, match="works in a demo"):
        call_command("world")


def test_production_has_no_address_of_the_demo(tmp_path) -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "print([p for p in get_resolver().reverse_dict if isinstance(p, str) and p.startswith('demo')])"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("KANAAL_")}
    env |= {"KANAAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kanaal.site.settings", "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
