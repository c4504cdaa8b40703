"""The engine in one process: what the interface promises, retries, lanes, schedules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core import clock
from kanaal.core.jobs import queue
from kanaal.core.jobs.models import Job, Schedule
from kanaal.core.jobs.progress import progress_of
from kanaal.core.jobs.schedules import Every
from kanaal.core.jobs.ticks import ask_for_due_ticks
from kanaal.core.jobs.worker import Worker, drain
from kanaal.core.models import Mail
from kanaal.core.tasks import deliver_mail
from tests.faults import tasks

LEASE = dt.timedelta(seconds=60)


@pytest.fixture(autouse=True)
def _log(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").touch()
    monkeypatch.setenv("FAULTS_LOG", str(tmp_path / "log"))


@pytest.mark.django_db
class TestTheStandardInterface:
    def test_a_result_can_be_asked_for(self) -> None:
        asked = tasks.slow.enqueue("x", 0)
        assert asked.status == "READY"
        drain()
        found = tasks.slow.get_result(asked.id)
        assert (found.status, found.return_value) == ("SUCCESSFUL", "x")

    def test_a_rollback_takes_the_job_along(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            tasks.slow.enqueue("x", 0)
            raise ZeroDivisionError
        assert not Job.objects.exists()

    def test_later_and_more_urgent_ones_keep_their_order(self) -> None:
        later = tasks.slow.using(run_after=clock.machine_now() + dt.timedelta(hours=1)).enqueue("later", 0)
        tasks.slow.using(priority=-5).enqueue("dull", 0)
        tasks.slow.using(priority=5).enqueue("urgent", 0)
        worker = Worker()
        worker.work_once()
        assert Job.objects.get(state="SUCCESSFUL").args["args"][0] == "urgent"
        while worker.work_once():
            pass
        assert tasks.slow.get_result(later.id).status == "READY"

    def test_a_long_job_says_how_far_it_is(self) -> None:
        asked = tasks.counting.enqueue(3)
        drain()
        found = progress_of(asked.id)
        assert found is not None
        assert (found.done, found.total, found.over) == (3, 3, True)


@pytest.mark.django_db
class TestRetries:
    def test_errors_are_kept_and_the_last_attempt_gives_up(self) -> None:
        asked = tasks.failing.enqueue("x")
        for _ in range(3):
            Job.objects.filter(state="READY").update(run_at=clock.machine_now())
            assert Worker().work_once()
        job = Job.objects.get(pk=asked.id)
        assert (job.state, job.attempts, len(job.errors)) == ("FAILED", 3, 3)
        assert "it never works" in job.errors[0]["trace"]
        assert not Worker().work_once()

    def test_a_job_that_lost_its_lease_cannot_be_finished_by_the_old_worker(self) -> None:
        tasks.slow.enqueue("x", 0)
        mine = queue.take("one", LEASE)
        assert mine is not None
        Job.objects.update(lease_until=clock.machine_now() - LEASE)
        other = queue.take("two", LEASE)
        assert other is not None
        assert not queue.finish(mine, "mine")
        assert queue.finish(other, "other")
        assert Job.objects.get().result == "other"

    def test_a_job_that_kills_its_workers_is_given_up(self) -> None:
        tasks.failing.enqueue("x")
        for n in range(3):
            assert queue.take(f"w{n}", LEASE) is not None
            Job.objects.update(lease_until=clock.machine_now() - LEASE)
        assert queue.take("w4", LEASE) is None
        assert Job.objects.get().state == "FAILED"

    def test_what_is_unique_is_asked_for_once_while_it_is_open(self) -> None:
        mail = Mail.objects.create(
            name="t", to="a@b.example", language="nl", subject="S", text="T", message_id="<1>", written_at=clock.now()
        )
        first, second = deliver_mail.enqueue(mail.pk), deliver_mail.enqueue(mail.pk)
        assert first.id == second.id
        drain()
        assert deliver_mail.enqueue(mail.pk).id != first.id


@pytest.mark.django_db
class TestLanes:
    def test_one_lane_runs_one_after_the_other(self) -> None:
        for n in range(3):
            queue.put(tasks.slow, [str(n), 0], {}, lane="l")
        first = queue.take("a", LEASE)
        assert first is not None
        assert queue.take("b", LEASE) is None
        queue.finish(first, None)
        second = queue.take("b", LEASE)
        assert second is not None
        assert second.args["args"][0] == "1"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are")
@pytest.mark.django_db
def test_whoever_looks_for_work_reads_only_what_is_open() -> None:
    plan = queue.due().explain()
    assert "USING INDEX job_to_do" in plan
    assert "USING INDEX job_lane" in plan


@pytest.mark.django_db
class TestSchedules:
    def test_no_tick_of_the_time_before_the_installation_runs(self) -> None:
        assert ask_for_due_ticks() == 0
        assert Schedule.objects.exists()
        assert not Job.objects.exists()

    def test_a_tick_is_asked_for_once_however_many_ask(self) -> None:
        ask_for_due_ticks()
        clock.forward(dt.timedelta(days=2))
        first = ask_for_due_ticks()
        assert first > 0
        assert ask_for_due_ticks() == 0


HOURS = st.integers(min_value=0, max_value=24 * 365 * 3)


@given(HOURS, HOURS, st.sampled_from([None, dt.time(2, 30), dt.time(6), dt.time(23, 59)]))
def test_ticks_are_the_same_in_one_jump_or_in_two(start: int, length: int, at: dt.time | None) -> None:
    """Whatever the jumps, also across summer time, no tick is lost and none comes twice."""
    begin = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=start)
    end, middle = begin + dt.timedelta(hours=length), begin + dt.timedelta(hours=length // 2)
    schedule = Every("x", lambda tick: None, 86_400, at, "business", "each")
    whole = schedule.ticks(begin, end)
    assert schedule.ticks(begin, middle) + schedule.ticks(middle, end) == whole
    assert all(begin < tick <= end for tick in whole)
    assert whole == sorted(set(whole))
    assert abs(len(whole) - length / 24) <= 1.1


@given(HOURS, HOURS, st.sampled_from([None, dt.time(0), dt.time(2, 30), dt.time(23, 59)]), st.integers(1, 50))
def test_the_last_tick_and_the_first_few_are_those_of_all(start: int, length: int, at: dt.time | None, n: int) -> None:
    begin = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=start)
    end = begin + dt.timedelta(hours=length)
    each, last = (Every("x", lambda tick: None, 40_000, at, "business", how) for how in ("each", "last"))
    whole = each.ticks(begin, end)
    assert last.ticks(begin, end) == whole[-1:]
    assert each.ticks(begin, end, n) == whole[:n]
