"""H4: every refusal names its reasons in the same words, on the page, in the link and for machines, and keeps them."""

from __future__ import annotations

import html

import pytest

from kanaal.core.decisions import Decision
from kanaal.partners import permissions
from tests import world

pytestmark = pytest.mark.django_db


def test_the_page_the_greyed_button_and_the_machine_say_the_same_words() -> None:
    world.anna()
    bo = world.browser(world.bo())
    page = html.unescape(bo.get("/portal/contacts/invite/").content.decode())
    listed = html.unescape(bo.get("/portal/contacts/").content.decode())
    problem = bo.get("/portal/contacts/invite/", headers={"accept": "application/json"}).json()
    assert problem["type"] == "urn:kanaal:refusal:not-allowed"
    unmet = [c for c in problem["conditions"] if not c["met"]]
    assert unmet
    for condition in unmet:
        assert condition["says"] in page
        assert condition["says"] in listed
        assert condition["remedy"] in page


def test_a_decision_kept_as_a_receipt_reads_the_same_in_another_language_later() -> None:
    world.anna()
    decision = permissions.invite_contact.explain(world.actor(world.bo()), world.lindeboom())
    kept = Decision.from_data(decision.to_data())
    assert kept.allowed == decision.allowed
    assert [str(f.says) for f in kept.findings] == [str(f.says) for f in decision.findings]


def test_a_refused_form_loses_nothing_that_was_typed() -> None:
    anna = world.browser(world.anna())
    page = anna.post("/portal/contacts/invite/", {"email": "x@elders.at", "kind": "secondary", "language": "en"})
    text = page.content.decode()
    assert 'value="x@elders.at"' in text
    assert page.status_code == 422
