"""L4: what happened at a company is read by its own people and by staff, and by nobody else."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision
from kanaal.core.events import record
from kanaal.core.models import Event
from kanaal.partners import permissions
from kanaal.partners.actions.acceptance import accept_invitation
from kanaal.partners.actions.company import change_company_profile
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.events import CompanyProfileChanged
from kanaal.people.actions.erasure import erase_person
from kanaal.people.models import Person
from tests import world

pytestmark = pytest.mark.django_db
TIMELINE = "/portal/timeline/"


def read(who: Person, address: str = TIMELINE, language: str = "en") -> str:
    Person.objects.filter(pk=who.pk).update(language=language)
    answer = world.browser(who).get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def changed(**values: str) -> None:
    change_company_profile(world.lindeboom(), values=values, by=world.actor(world.anna()))


class TestTimeline:
    def test_says_who_did_what_in_the_readers_language(self) -> None:
        changed(street="Nieuwegracht 3", phone="+31 30 231 4567")
        page = read(world.bo())
        assert "Anna Brandsma changed the company profile" in page
        assert "Street and number, Telephone" in page.replace(" and Telephone", ", Telephone")
        assert "Nieuwegracht" not in page  # which fields, never what stood in them
        assert "Anna Brandsma heeft het bedrijfsprofiel gewijzigd" in read(world.bo(), language="nl")

    def test_is_the_own_companys_only(self) -> None:
        changed(street="Nieuwegracht 3")
        assert "Anna Brandsma" not in read(world.carla())

    def test_is_closed_to_strangers_and_to_people_of_no_company(self) -> None:
        changed(street="Nieuwegracht 3")
        assert world.browser().get(TIMELINE).status_code == 302
        assert world.browser(world.dirk()).get(TIMELINE).status_code == 403

    def test_somebody_who_had_themselves_erased_is_not_named_any_more(self) -> None:
        cees = joined()
        assert "Cees Vos" in read(world.bo())
        erase_person(cees, by=world.actor(cees))
        page = read(world.bo())
        assert "Cees" not in page
        assert "cees@" not in page  # he was invited before he had an ID: that line is about him all the same
        assert "invited (erased)" in page
        assert "(erased) accepted the invitation" in page

    def test_goes_on_page_by_page_and_shows_each_line_once(self) -> None:
        lines(120)
        client = world.browser(world.anna())
        seen: list[str] = []
        query = ""
        for _page in range(5):
            answer = client.get(TIMELINE + query)
            seen += [event.pk for event in answer.context["events"].rows]
            query = answer.context["events"].next_query
            if not query:
                break
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 120

    def test_asks_the_database_as_often_for_fifty_lines_as_for_one(self) -> None:
        client = world.browser(world.anna())
        lines(1)
        queries(client)  # the first page of a session also settles who one is
        few = queries(client)
        lines(60)
        assert queries(client) == few <= 10

    def test_a_forged_place_in_the_list_begins_anew(self) -> None:
        lines(3)
        client = world.browser(world.anna())
        for forged in ("x", "W10", "WyJ4Il0", "%FF"):
            assert client.get(f"{TIMELINE}?after={forged}").status_code == 200


class TestReceipt:
    def test_shows_the_decision_as_it_was_and_the_release(self) -> None:
        event = kept()
        page = read(world.anna(), f"/receipts/{event.pk}/")
        assert "change the company profile" in page
        assert f"release {world.published().number}" in page
        assert f"/receipts/{event.pk}/" in read(world.anna())

    def test_is_read_by_colleagues_and_staff(self) -> None:
        event = kept()
        for who in (world.bo(), world.vera(), world.auditor()):
            assert world.browser(who).get(f"/receipts/{event.pk}/").status_code == 200

    def test_is_not_there_for_anybody_else(self) -> None:
        event = kept()
        for who in (world.carla(), world.dirk()):
            assert world.browser(who).get(f"/receipts/{event.pk}/").status_code == 404
        assert world.browser().get(f"/receipts/{event.pk}/").status_code == 302

    def test_an_event_without_a_decision_has_none(self) -> None:
        changed(street="Nieuwegracht 3")
        event = Event.objects.get(name="CompanyProfileChanged")
        assert world.browser(world.anna()).get(f"/receipts/{event.pk}/").status_code == 404


def kept() -> Event:
    """A change whose decision is kept as its receipt."""
    anna, partner = world.actor(world.anna()), world.lindeboom()
    decision: Decision = permissions.change_company_profile.explain(anna, partner)
    release = world.published()
    return record(
        CompanyProfileChanged(fields=["street"]), about=partner, by=anna, receipt=decision, release_id=release.pk
    )


def joined() -> Person:
    """Cees was invited by Anna, and has accepted."""
    invitation = invite_contact(
        world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="other", by=world.actor(world.anna())
    )
    cees = world.person("cees@lindeboom-digitaal.nl", "Cees Vos")
    accept_invitation(invitation, person=cees, full_name="Cees Vos", by=Actor("person", cees.pk, str(cees), cees.email))
    return cees


def lines(count: int) -> None:
    by: Actor = world.actor(world.anna())
    for _line in range(count):
        record(CompanyProfileChanged(fields=["street"]), about=world.lindeboom(), by=by)


def queries(client: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(TIMELINE).status_code == 200
    return sum("core_clockshift" not in query["sql"] for query in asked.captured_queries)
