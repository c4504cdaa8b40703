"""Work to be done in the background, and the schedules that ask for it."""

from __future__ import annotations

from typing import Any

from django.db import models


class Job(models.Model):
    """One call of a task: waiting, in some worker's hands until its lease runs out, done, or given up.

    Times here are the machine's: no moved clock may touch a lease.
    """

    class State(models.TextChoices):
        READY = "READY"
        RUNNING = "RUNNING"
        SUCCESSFUL = "SUCCESSFUL"
        FAILED = "FAILED"

    OPEN = (State.READY, State.RUNNING)

    task = models.CharField(max_length=200)
    args: models.JSONField[Any, Any] = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    # Jobs of one lane run one after the other, in the order in which they were asked for.
    lane = models.CharField(max_length=120, blank=True)
    run_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    backoff_cap = models.PositiveIntegerField(default=3600)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    # The same work is asked for once at a time: cleared when the job is over.
    unique_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - NULLs may be many
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Somebody has looked at it after it was given up, and wants it no more.
    set_aside_at = models.DateTimeField(null=True)
    result: models.JSONField[Any, Any] = models.JSONField(null=True)
    errors: models.JSONField[Any, Any] = models.JSONField(default=list)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-priority", "run_at", "id"],
                name="job_to_do",
                condition=models.Q(state__in=("READY", "RUNNING")),
            ),
            models.Index(
                fields=["lane", "id"],
                name="job_lane",
                condition=models.Q(state__in=("READY", "RUNNING")) & ~models.Q(lane=""),
            ),
            models.Index(fields=["finished_at"], name="job_finished"),
            models.Index(
                fields=["finished_at", "id"],
                name="job_given_up",
                condition=models.Q(state="FAILED", set_aside_at__isnull=True),
            ),
        ]


class Schedule(models.Model):
    """Up to which moment the ticks of a schedule have been asked for. Made when the schedule is first seen."""

    name = models.CharField(max_length=200, primary_key=True)
    last = models.DateTimeField()
