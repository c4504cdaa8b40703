"""Vera looks at one partner: everything about it on one timeline, by kind and by year, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core import clock
from kanaal.core.decisions import condition, door, unmet
from kanaal.core.models import Event
from kanaal.partners.actions.enrolment_decisions import approve_enrolment
from kanaal.partners.belonging import STRANDS, Strand
from kanaal.people.models import Person
from tests import world, world_contracts, world_deals, world_desk, world_rebates, world_reports, world_sales
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        world_desk.everything_waits()
        world_deals.with_the_desk(world.bo(), name="Redactiesysteem", account=world_sales.customer("Krant Noord"))
        yield


def page(query: str = "", partner: int = 0) -> str:
    Person.objects.filter(pk=world.vera().pk).update(language="en")
    answer = world.browser(world.vera()).get(f"/desk/partners/{partner or world.lindeboom().pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def told(text: str) -> list[str]:
    return re.findall(r'<p class="timeline-title">([^<]*)</p>', text)


class TestOneTimeline:
    def test_all_that_modules_tell_stands_on_it_the_latest_first(self) -> None:
        text = page()
        for link in ("/desk/opportunities/", "/desk/registrations/", "/cases/", "/agreements/"):
            assert f'href="{link}' in text, f"nothing leads to {link}"
        assert "Bo Hendriks" in text
        moments = re.findall(r'<time datetime="([^"]*)"', text[text.index('class="timeline"') :])
        assert len(moments) > 8

    def test_it_tells_nothing_of_another_partner(self) -> None:
        assert "Tekenlokaal" not in page()
        assert Event.objects.filter(name="RegistrationSubmitted").exists()
        carlas = world.maasveld().registrations.get().number
        assert carlas not in page()
        assert carlas in page(partner=world.maasveld().pk)

    def test_by_kind(self) -> None:
        sales, requests = told(page("?strand=sales")), told(page("?strand=helpdesk"))
        assert sales
        assert len(requests) == 1, "a request about the company is the helpdesk's to tell"
        assert not set(sales) & set(requests)
        assert told(page("?strand=training")) == []

    def test_by_year(self) -> None:
        year = clock.today().year
        Event.objects.filter(name="CaseOpened").update(at=dt.datetime(year - 1, 3, 1, tzinfo=dt.UTC))
        assert len(told(page(f"?year={year - 1}"))) == 1
        assert len(told(page(f"?year={year}"))) == len(told(page())) - 1, "what is recorded twice is told once"
        assert told(page("?year=1999&strand=x")) == told(page()), "what can't be asked for narrows nothing"

    def test_page_by_page_nothing_is_left_out_or_told_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = told(page())
        monkeypatch.setattr("kanaal.desk.story.SIZE", 4)
        found, query = [], ""
        while True:
            text = page(query)
            found += told(text)
            following = re.search(r'href="(\?after=[^"]*)"', text)
            if not following:
                break
            query = following[1]
        assert found == whole

    def test_an_enrolment_is_the_beginning_of_the_story(self) -> None:
        from kanaal.partners.models import Enrolment

        approved = approve_enrolment(Enrolment.objects.get(), by=world.actor(world.vera(), "staff"))
        assert approved.partner_id
        assert "handed in the enrolment" in " ".join(told(page(partner=approved.partner_id)))

    def test_whoever_was_erased_is_named_no_more(self) -> None:
        assert "Bo Hendriks" in " ".join(told(page()))
        bo = world.bo()
        Person.objects.filter(pk=bo.pk).update(erased_at=clock.now(), name="", email=f"erased-{bo.pk}@erased.invalid")
        assert "Bo Hendriks" not in " ".join(told(page()))
        assert "whose ID was erased" in page()


def test_contracts_reports_and_rebates_are_part_of_the_story() -> None:
    contract = world_contracts.contract(40)
    henrike = world.actor(world.henrike(), "contact")
    report = world_reports.sent(world_reports.line(), by=henrike, company=world.nordlicht())
    world_rebates.won("DN-1001")
    world_rebates.line(10_000, "DN-1001")
    cycle = world_rebates.approved()
    text = page()
    for link in (f"/contracts/{contract.number}/", f"/desk/rebates/cycles/{cycle.pk}/"):
        assert f'href="{link}"' in text, f"nothing leads to {link}"
    assert f'href="/sales-reports/{report.number}/"' in page(partner=world.nordlicht().pk)
    assert len(told(page("?strand=contracts"))) == Event.objects.filter(about_kind="contracts.contract").count() > 0
    assert len(told(page("?strand=rebates"))) == 1, "of a cycle only its approval is the partner's affair"
    other = page(partner=world.maasveld().pk)
    assert contract.number not in other
    assert report.number not in text + other


class TestWhatSomebodyMayNotSee:
    @pytest.mark.parametrize("key", ["sales", "deals", "cases", "licensing", "helpdesk"])
    def test_behind_a_shut_door_nothing_is_told_nor_asked(self, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
        @condition
        def is_nobody(actor: Any, subject: Any) -> Any:
            return unmet("this is for others")

        strand = STRANDS[key]
        mine, whole = told(page(f"?strand={key}")), told(page())
        assert mine
        monkeypatch.setitem(STRANDS, key, Strand(key, strand.label, door("see this", is_nobody), strand.kinds))
        with CaptureQueriesContext(connection) as asked:
            text = page()
        assert f'value="{key}"' not in text, "it is not even offered"
        assert len(told(text)) <= len(whole) - len(mine)
        assert not set(told(text)) & set(mine)
        [unions] = [one["sql"] for one in asked.captured_queries if 'AS "sort_key"' in one["sql"]]
        assert not any(kind.model._meta.db_table in unions for kind in strand.kinds.values())
