"""Staff see how far long runs are; nobody else learns that there are any."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.ticks import run_scheduled
from kanaal.core.jobs.worker import drain
from tests import world
from tests.faults import tasks

pytestmark = pytest.mark.django_db


def test_a_long_run_shows_how_far_it_is() -> None:
    asked = tasks.counting.enqueue(8)
    Job.objects.filter(pk=asked.id).update(state="RUNNING", done=3, total=8, note="three of them")
    page = world.browser(world.auditor()).get("/desk/work/").content.decode()
    assert "3 of 8" in page
    assert "three of them" in page


def test_what_is_done_and_what_was_given_up_is_told() -> None:
    tasks.counting.enqueue(1)
    drain()
    Job.objects.create(task="kanaal.core.tasks.deliver_mail", run_at=Job.objects.earliest("pk").made_at, state="FAILED")
    page = world.browser(world.auditor()).get("/desk/work/").content.decode()
    assert "given up" in page
    assert "core.tasks.deliver_mail" in page


def test_ticks_that_went_well_are_not_told_and_failed_ones_say_whose_they_are() -> None:
    then = clock.machine_now()
    tick = {"task": run_scheduled.module_path, "run_at": then}
    Job.objects.create(**tick, args={"args": ["core.tasks.seal_events", "x"]}, state="SUCCESSFUL")
    Job.objects.create(**tick, args={"args": ["people.tasks.forget_last_addresses", "x"]}, state="FAILED")
    page = world.browser(world.auditor()).get("/desk/work/").content.decode()
    assert "people.tasks.forget_last_addresses" in page
    assert "core.tasks.seal_events" not in page


def test_it_is_not_there_for_contacts() -> None:
    assert world.browser(world.anna()).get("/desk/work/").status_code == 404
    assert world.browser().get("/desk/work/").status_code == 302
