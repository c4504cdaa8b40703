"""C5: the programme changes: proposed, weighed on the live data, published from a day on; who falls short is told."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from kanaal.core import clock
from kanaal.core.jobs.worker import drain
from kanaal.levels.actions.attesting import attest_need
from kanaal.levels.actions.upgrades import approve_upgrade, request_upgrade
from kanaal.levels.models import Lapse, Proposal
from kanaal.programme.models import Release
from tests import world

pytestmark = pytest.mark.django_db
TWO = """[[levels.needs]]
key = "two-certificates"
text = { nl = "Twee certificaten", en = "Two certificates" }
attested = true
at_least = 2

"""


def proposed() -> Proposal:
    """Vera begins a proposal and writes the new need into it, through the pages."""
    world.anna()
    world.carla()
    world.fatma()
    vera = world.browser(world.vera())
    vera.post("/desk/programme/", {"title": "Twee certificaten voor Gold"})
    made = Proposal.objects.get()
    text = made.files["levels.toml"]
    at = text.index("[[levels.needs]]", text.index('key = "gold"'))
    vera.post(f"/desk/programme/{made.pk}/files/levels.toml/", {"text": text[:at] + TWO + text[at:]})
    return Proposal.objects.get()


def weighed() -> Proposal:
    made = proposed()
    begins = (clock.today() + dt.timedelta(days=45)).isoformat()
    world.browser(world.vera()).post(f"/desk/programme/{made.pk}/impact/", {"begins": begins})
    drain()
    return Proposal.objects.get()


def test_vera_sees_who_would_fall_before_she_publishes():
    made = weighed()
    page = world.browser(world.vera()).get(f"/desk/programme/{made.pk}/").content.decode()
    assert "Sales Center" in page
    assert made.impact is not None
    assert made.impact["falls"] == [["gold", "certified", 2]]
    listed = world.browser(world.vera()).get(f"/desk/programme/{made.pk}/partners/").content.decode()
    assert "Lindeboom Digitaal" in listed
    assert "Twee certificaten" in listed
    assert "Zonnehof" not in listed
    sent: Any = world.browser(world.vera()).get(f"/desk/programme/{made.pk}/partners.csv")
    file = b"".join(sent.streaming_content)
    assert "two-certificates: 0/2" in file.decode()
    assert not Lapse.objects.exists()


def test_nothing_is_published_before_its_impact_was_seen():
    made = proposed()
    vera = world.browser(world.vera())
    refused = vera.post(f"/desk/programme/{made.pk}/publication/", {"begins": clock.today().isoformat()})
    assert refused.status_code == 403
    assert Release.objects.count() == 1


def test_what_was_edited_after_it_was_weighed_is_weighed_again():
    made = weighed()
    vera = world.browser(world.vera())
    file = "level-rules.toml"
    text = made.files[file].replace("grace_days = 90", "grace_days = 60")
    vera.post(f"/desk/programme/{made.pk}/files/{file}/", {"text": text})
    refused = vera.post(f"/desk/programme/{made.pk}/publication/", {"begins": clock.today().isoformat()})
    assert refused.status_code == 403


def test_after_publishing_those_who_fall_short_are_told_with_the_day():
    made = weighed()
    begins = clock.today() + dt.timedelta(days=45)
    sent = {"begins": begins.isoformat(), "note": "Meer kennis"}
    world.browser(world.vera()).post(f"/desk/programme/{made.pk}/publication/", sent)
    assert Release.objects.latest("number").number == 2
    drain()
    for address in ("anna@lindeboom-digitaal.nl", "carla@maasveld-grafisch.nl"):
        mail = world.mails_to(address)[-1]
        assert mail.name == "level_at_risk"
        assert "Twee certificaten" in mail.text
        assert str(begins.day) in mail.text
    assert "level_at_risk" not in [mail.name for mail in world.mails_to("fatma@zonnehof-media.nl")]
    lapse = Lapse.objects.filter(partner=world.lindeboom()).get()
    assert lapse.since == begins
    page = world.browser(world.anna()).get("/portal/level/").content.decode()
    assert "niveau loopt gevaar" in page
    assert "Twee certificaten" in page, "what is missing is named, though it is asked only from then on"


def test_a_faulty_proposal_is_named_with_its_place_and_not_weighed():
    made = proposed()
    vera = world.browser(world.vera())
    vera.post(f"/desk/programme/{made.pk}/files/level-rules.toml/", {"text": "[level_rules]\ngrace_days = 'soon'\n"})
    page = vera.get(f"/desk/programme/{made.pk}/").content.decode()
    assert "level-rules.toml:2" in page
    refused = vera.post(f"/desk/programme/{made.pk}/impact/", {"begins": clock.today().isoformat()})
    assert refused.status_code == 409
    assert Proposal.objects.get().impact is None


def test_an_agent_reads_and_changes_nothing():
    made = proposed()
    ivo = world.browser(world.agent())
    assert ivo.get(f"/desk/programme/{made.pk}/").status_code == 200
    assert ivo.post("/desk/programme/", {"title": "x"}).status_code == 403
    assert ivo.post(f"/desk/programme/{made.pk}/files/levels.toml/", {"text": "x"}).status_code == 403
    assert ivo.post(f"/desk/programme/{made.pk}/dropping/").status_code == 403
    assert Proposal.objects.get().state == "draft"
    assert world.browser(world.anna()).get(f"/desk/programme/{made.pk}/").status_code == 403


def test_a_dropped_proposal_stays_readable_and_can_be_edited_no_more():
    made = proposed()
    vera = world.browser(world.vera())
    vera.post(f"/desk/programme/{made.pk}/dropping/")
    assert vera.get(f"/desk/programme/{made.pk}/").status_code == 200
    assert vera.post(f"/desk/programme/{made.pk}/files/levels.toml/", {"text": "x"}).status_code == 403


def test_past_decisions_give_the_same_answer_under_the_release_of_their_day():
    vera, fatma = world.actor(world.vera()), world.actor(world.fatma())
    attest_need(world.zonnehof(), need="code-of-conduct", value=1, evidence="seen", by=vera)
    answers = {"people": "1", "customers": "Scholen", "guide-read": "yes"}
    approve_upgrade(request_upgrade(world.zonnehof(), level="certified", answers=answers, by=fatma), by=vera)
    made = weighed()
    begins = {"begins": clock.today().isoformat(), "note": ""}
    world.browser(world.vera()).post(f"/desk/programme/{made.pk}/publication/", begins)
    world.zonnehof().attestations.update(withdrawn_at=clock.now())

    said = StringIO()
    call_command("programme", "replay", stdout=said)
    assert "1 the same, 0 different" in said.getvalue()
