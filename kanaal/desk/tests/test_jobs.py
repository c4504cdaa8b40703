"""What the desk does about background work that was given up: each action, and each of its refusals."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.models import Job
from kanaal.desk.actions import OnItsWay, TaskGone, run_job_again, set_job_aside
from tests import world, world_desk

pytestmark = pytest.mark.django_db


def ivo():
    return world.actor(world.agent(), "staff")


def given_up(**changed: object) -> Job:
    job = world_desk.job_given_up()
    for name, value in changed.items():
        setattr(job, name, value)
    job.save()
    return job


def unchanged(job: Job) -> bool:
    now = Job.objects.get(pk=job.pk)
    same = ("state", "attempts", "finished_at", "set_aside_at")
    return all(getattr(now, name) == getattr(job, name) for name in same) and not world.happened("JobRunAgain")


class TestRunJobAgain:
    def test_it_begins_anew_with_all_its_attempts_and_its_errors_are_kept(self) -> None:
        job = given_up()
        run_job_again(job, by=ivo())
        now = Job.objects.get(pk=job.pk)
        assert (now.state, now.attempts, now.finished_at) == ("READY", 0, None)
        assert now.unique_key == "mail:999999", "it can't be asked for twice now"
        assert now.errors == job.errors
        assert world.happened("JobRunAgain")[-1].data["task"] == world_desk.TASK

    def test_twice_is_once(self) -> None:
        job = given_up()
        run_job_again(job, by=ivo())
        with pytest.raises(NotAllowed):
            run_job_again(job, by=ivo())
        assert len(world.happened("JobRunAgain")) == 1

    def test_not_beside_the_same_work_that_is_on_its_way(self) -> None:
        job = given_up()
        Job.objects.create(task=world_desk.TASK, args=job.args, run_at=job.run_at, unique_key="mail:999999")
        with pytest.raises(OnItsWay):
            run_job_again(job, by=ivo())
        assert unchanged(job)

    def test_not_what_no_version_knows_any_more(self) -> None:
        job = given_up(task="kanaal.core.tasks.send_a_telegram")
        with pytest.raises(TaskGone):
            run_job_again(job, by=ivo())
        assert unchanged(job)

    def test_neither_the_auditor_nor_a_contact_nor_what_went_well(self) -> None:
        job = given_up()
        for who in (world.actor(world.auditor()), world.actor(world.anna())):
            with pytest.raises(NotAllowed):
                run_job_again(job, by=who)
        assert unchanged(job)
        done = given_up(state="SUCCESSFUL")
        with pytest.raises(NotAllowed):
            run_job_again(done, by=ivo())
        assert unchanged(done)


class TestSetJobAside:
    def test_it_leaves_the_list_and_is_not_run(self) -> None:
        job = given_up()
        set_job_aside(job, by=ivo())
        now = Job.objects.get(pk=job.pk)
        assert now.set_aside_at is not None
        assert now.state == "FAILED"
        assert world.happened("JobSetAside")

    def test_then_neither_again_nor_anew(self) -> None:
        job = given_up()
        set_job_aside(job, by=ivo())
        for action in (set_job_aside, run_job_again):
            with pytest.raises(NotAllowed):
                action(job, by=ivo())
        assert len(world.happened("JobSetAside")) == 1

    def test_not_by_whoever_only_reads(self) -> None:
        job = given_up()
        with pytest.raises(NotAllowed):
            set_job_aside(job, by=world.actor(world.auditor()))
        assert unchanged(job)
