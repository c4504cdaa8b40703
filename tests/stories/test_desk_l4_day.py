"""Vera starts her day: all that waits for the desk stands in one list, with what was promised; and what she may not see
is not there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core import clock
from kanaal.core.decisions import condition, door, unmet
from kanaal.core.jobs.models import Job
from kanaal.core.queues import QUEUES
from kanaal.deals.actions.desk import take_registration
from kanaal.deals.models import Registration
from kanaal.partners.models import Enrolment
from kanaal.people.models import Person
from tests import world, world_desk
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def waiting(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        world_desk.everything_waits()
        yield


def page(address: str = "/desk/", who: Person | None = None) -> str:
    reader = who or world.vera()
    Person.objects.filter(pk=reader.pk).update(language="en")
    answer = world.browser(reader).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(text: str) -> list[str]:
    """Titles of the list, in their order."""
    return re.findall(r'<tr role="row"><td[^>]*><a href="[^"]*">([^<]*)</a>', text)


def tabs(text: str) -> dict[str, str]:
    found = re.search(r'<nav class="tabs".*?</nav>', text, re.S)
    assert found
    return dict(re.findall(r'<a href="[^"]*"[^>]*>([^<]*?) <span class="count">([^<]*)</span>', found[0]))


class TestOneList:
    def test_something_of_every_queue_stands_in_it(self) -> None:
        text = page()
        assert tabs(text) == {
            "All": "12", "Enrolments": "1", "Registrations": "1", "Applications for a level": "1",
            "Requests to the helpdesk": "1", "Cases": "1", "Returns": "1", "Duplicates": "1", "Reconciliation": "1",
            "Whom nothing reaches": "1", "Serial numbers that run out": "1",
            "Partners who wait for a serial number": "1", "Background work given up": "1",
        }  # fmt: skip
        assert len(rows(text)) == 12
        assert {"Kolom drie is leeg", "Zonnehof Media", "core.tasks.deliver_mail"} <= set(rows(text))

    def test_each_row_says_how_long_it_waits_and_leads_where_it_is_decided(self) -> None:
        text = page("/desk/?queue=registrations")
        number = Registration.objects.get().number
        assert f'href="/desk/registrations/{number}/"' in text
        assert "data-waited=" in text
        assert re.search(r'data-promise="\d+"', text)

    def test_the_first_promised_stands_first_and_what_is_late_says_so(self) -> None:
        clock.forward(dt.timedelta(days=9))
        Enrolment.objects.update(promised_at=clock.now() - dt.timedelta(days=300))
        text = page()
        assert rows(text)[0] == Enrolment.objects.get().company_name
        assert "answer these first" in text
        late = page("/desk/?late=on")
        assert "Duplicates" not in tabs(late), "nobody promised anything about those"
        assert set(rows(late)) < set(rows(text))

    def test_one_queue_one_region_and_what_is_in_my_hands(self) -> None:
        assert rows(page("/desk/?queue=cases")) == ["Kolom drie is leeg"]
        assert "Kolom drie is leeg" not in rows(page("/desk/?region=americas"))
        assert rows(page("/desk/?mine=on")) == []
        take_registration(Registration.objects.get(), by=world.actor(world.vera(), "staff"))
        assert len(rows(page("/desk/?mine=on"))) == 1
        assert rows(page("/desk/?mine=on", world.agent())) == [], "it is in Vera's hands, not in Ivo's"

    def test_what_the_address_makes_up_is_harmless(self) -> None:
        for made_up in ("queue=nonsense", "region=x", "late=perhaps", "after=WzEsMiwzXQ", "after=x", "before=e30"):
            assert page(f"/desk/?{made_up}")

    def test_a_page_of_it_leads_on_and_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kanaal.desk.worklist.SIZE", 5)
        whole, address = [], "/desk/"
        for _turn in range(3):
            text = page(address)
            whole += rows(text)
            following = re.search(r'href="(\?after=[^"]*)"', text)
            address = f"/desk/{following[1]}" if following else ""
        assert address == ""
        monkeypatch.setattr("kanaal.desk.worklist.SIZE", 50)
        assert whole == rows(page())

    def test_what_was_decided_is_gone(self) -> None:
        Registration.objects.update(state="approved", protected_from=clock.now(), protected_until=clock.today())
        assert "Registrations" not in tabs(page())


def _merged(asked: CaptureQueriesContext) -> str:
    """The one question that merges the queues."""
    [found] = [one["sql"] for one in asked.captured_queries if 'AS "sort_key"' in one["sql"]]
    return str(found)


def cost(address: str) -> int:
    browser = world.browser(world.vera())
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return sum("core_clockshift" not in one["sql"] for one in asked.captured_queries)


@pytest.mark.parametrize("address", ["/desk/", "/desk/?late=on&region=emea", "/desk/partners/{}/", "/desk/figures/"])
def test_no_page_asks_more_than_ten_times(address: str) -> None:
    assert cost(address.format(world.lindeboom().pk)) <= 10


class TestWhatSomebodyMayNotSee:
    @pytest.fixture(autouse=True)
    def shut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A staff role that is not let into one room."""

        @condition
        def is_nobody(actor: Any, subject: Any) -> Any:
            return unmet("this is for others")

        self.nobody, self.patch = door("see this", is_nobody), monkeypatch

    @pytest.mark.parametrize("key", list(QUEUES))
    def test_a_queue_behind_a_shut_door_is_neither_shown_nor_counted_nor_asked(self, key: str) -> None:
        queue = QUEUES[key]
        table, label, before = queue.waiting().model._meta.db_table, str(queue.shown_label), tabs(page())
        with CaptureQueriesContext(connection) as asked:
            page()
        self.patch.setitem(QUEUES, key, replace(queue, door=self.nobody))
        with CaptureQueriesContext(connection) as asked_then:
            text = page()
        assert label not in tabs(text)
        assert int(tabs(text)["All"]) == int(before["All"]) - int(before.get(label, 0))
        once, then = (_merged(one).count(f'FROM "{table}"') for one in (asked, asked_then))
        assert then < once or once == 0, "its rows are not even asked for"
        assert set(rows(page(f"/desk/?queue={key}"))) >= set(rows(text)), "a queue that is not there narrows nothing"

    def test_the_auditor_sees_it_all_and_changes_nothing(self) -> None:
        job = Job.objects.get(state="FAILED")
        browser = world.browser(world.auditor())
        assert len(rows(page("/desk/", world.auditor()))) == 12
        assert "Run it again" not in page(f"/desk/work/{job.pk}/", world.auditor())
        assert browser.post(f"/desk/work/{job.pk}/again/").status_code == 403
        assert browser.post(f"/desk/work/{job.pk}/aside/").status_code == 403
        job.refresh_from_db()
        assert (job.state, job.set_aside_at) == ("FAILED", None)

    @pytest.mark.parametrize("who", ["anna", "carla", "dirk", "eva"])
    def test_whoever_is_no_staff_finds_nothing(self, who: str) -> None:
        browser = world.browser(getattr(world, who)())
        for address in ("/desk/", "/desk/figures/", "/desk/figures/partners/by-level.csv"):
            assert browser.get(address).status_code == 404


class TestBackgroundWork:
    def test_vera_looks_why_has_it_run_again_and_sets_aside_what_nobody_needs(self) -> None:
        job, browser = Job.objects.get(state="FAILED"), world.browser(world.vera())
        assert "the mail server went away" in page(f"/desk/work/{job.pk}/")
        assert browser.post(f"/desk/work/{job.pk}/again/").status_code == 302
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("READY", 0)
        assert "core.tasks.deliver_mail" not in rows(page())
        other = world_desk.job_given_up()
        assert browser.post(f"/desk/work/{other.pk}/aside/").status_code == 302
        assert "core.tasks.deliver_mail" not in rows(page())
        assert Job.objects.get(pk=other.pk).state == "FAILED", "it was not run"
