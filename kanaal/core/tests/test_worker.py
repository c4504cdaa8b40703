"""What a worker outlives: jobs that end badly, and a database that cuts the line."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from kanaal.core import clock
from kanaal.core.jobs import queue
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.schedules import SCHEDULES
from kanaal.core.jobs.ticks import ask_for_due_ticks
from kanaal.core.jobs.worker import AWAY, Worker
from kanaal.core.models import Mail
from kanaal.core.tasks import deliver_mail, sweep_mails
from tests.faults import tasks


@pytest.mark.django_db(transaction=True)
class TestJobsThatEndBadly:
    @pytest.mark.parametrize(
        ("ending", "names"),
        [
            ("leave", "SystemExit"),
            ("a set", "TypeError"),
            ("nul", "ValueError"),
            ("half a pair", "ValueError"),
        ],
    )
    def test_the_job_fails_and_the_worker_goes_on(self, ending: str, names: str) -> None:
        asked = tasks.ending.enqueue(ending)
        assert Worker().work_once()
        job = Job.objects.get(pk=asked.id)
        assert (job.state, job.attempts) == ("READY", 1)
        assert job.errors[0]["class"] == f"builtins.{names}"

    def test_a_line_that_the_server_cuts_fails_the_job_and_not_the_worker(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no line to cut")
        asked = tasks.ending.enqueue("cut the line")
        worker = Worker()
        with pytest.raises(AWAY):  # not even the failure can be written down; the loop waits and goes on
            worker.work_once()
        connection.close()
        assert Job.objects.get(pk=asked.id).state in ("READY", "RUNNING")
        Job.objects.update(state="READY", run_at=clock.machine_now(), args={"args": ["well"], "kwargs": {}})
        assert worker.work_once()
        assert Job.objects.get(pk=asked.id).state == "SUCCESSFUL"


@pytest.mark.django_db
class TestErrors:
    def test_of_hundreds_the_first_and_the_latest_are_kept(self) -> None:
        asked = tasks.ending.enqueue("nul")
        Job.objects.update(max_attempts=1000)
        for n in range(queue.ERRORS_KEPT + 15):
            Job.objects.update(run_at=clock.machine_now())
            job = queue.take("w", dt.timedelta(seconds=60))
            assert job is not None
            queue.fail(job, ValueError(f"error {n}"))
        kept = [e["trace"].strip() for e in Job.objects.get(pk=asked.id).errors]
        assert len(kept) == queue.ERRORS_KEPT
        assert (kept[0], kept[-1]) == ("ValueError: error 0", f"ValueError: error {queue.ERRORS_KEPT + 14}")

    def test_each_wait_is_longer_and_none_beyond_the_cap(self) -> None:
        asked = tasks.ending.enqueue("nul")
        Job.objects.update(max_attempts=100, backoff_cap=600)
        waits = []
        for _ in range(14):
            Job.objects.update(run_at=clock.machine_now())
            job = queue.take("w", dt.timedelta(seconds=60))
            assert job is not None
            queue.fail(job, ValueError())
            waits.append((Job.objects.get(pk=asked.id).run_at - clock.machine_now()).total_seconds())
        assert all(0.5 * 2**n - 1 <= wait <= 1.5 * 2**n for n, wait in enumerate(waits[:9], start=1))
        assert all(299 <= wait <= 900 for wait in waits[9:])


@pytest.mark.django_db
class TestTheOrderOfWork:
    def test_what_the_clock_asks_for_goes_before_a_queue_of_mails(self) -> None:
        ask_for_due_ticks()
        tasks.slow.enqueue("one of many mails", 0)
        clock.forward(dt.timedelta(days=1))
        assert ask_for_due_ticks() > 0
        first = queue.take("w", dt.timedelta(seconds=60))
        assert first is not None
        assert first.task.endswith("run_scheduled")

    def test_a_mail_that_lost_its_job_is_found_behind_a_thousand_that_wait(self) -> None:
        rows = [
            Mail(name="t", to="a@b.example", language="en", message_id=f"<{n}>", written_at=clock.now())
            for n in range(1010)
        ]
        mails = Mail.objects.bulk_create(rows)
        waiting = deliver_mail.module_path
        jobs = [Job(task=waiting, args={}, run_at=clock.machine_now(), unique_key=f"mail:{m.pk}") for m in mails[:-1]]
        Job.objects.bulk_create(jobs)
        sweep_mails(clock.machine_now())
        assert Job.objects.filter(unique_key=f"mail:{mails[-1].pk}").exists()
        assert Job.objects.count() == 1010


@pytest.mark.django_db
def test_a_year_at_once_asks_once_where_only_the_last_tick_counts() -> None:
    ask_for_due_ticks()
    clock.forward(dt.timedelta(days=400))
    ask_for_due_ticks()
    asked = [job.args["args"][0] for job in Job.objects.filter(task__endswith="run_scheduled")]
    lasts = [name for name, schedule in SCHEDULES.items() if schedule.by == "business" and schedule.catch_up == "last"]
    assert lasts
    assert [asked.count(name) for name in lasts] == [1] * len(lasts)
