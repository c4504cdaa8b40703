"""The worker: takes jobs, runs them, renews its lease while they run, asks for what the clock says is due."""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from django.db import InterfaceError, OperationalError, close_old_connections

from kanaal.core import clock
from kanaal.core.jobs import queue, ticks
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.progress import running

log = logging.getLogger("kanaal.jobs")
LEASE = dt.timedelta(seconds=60)
AWAY = (OperationalError, InterfaceError)
"""What is raised while the database does not answer, and by a connection that it has closed."""
AROUND: list[Callable[[], AbstractContextManager[None]]] = []
"""What other modules want to hold for the length of each job, as their middleware does for each request."""


class Worker:
    """One process that works. `lease` is how long a killed worker's job rests before another takes it up."""

    def __init__(self, *, lease: dt.timedelta = LEASE, poll: float = 0.5, queues: list[str] | None = None) -> None:
        self.lease, self.poll, self.queues = lease, poll, queues
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self.current: int | None = None

    def run(self) -> None:
        """Work until told to stop (SIGTERM, SIGINT); the job in hand is finished first."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: self.stopping.set())
        threading.Thread(target=self._beat, daemon=True).start()
        asked = 0.0
        while not self.stopping.is_set():
            try:
                if time.monotonic() - asked > 1:
                    asked = time.monotonic()
                    self.look_at_the_clock()
                worked = self.work_once()
            except AWAY as fault:  # what was leased is taken up again later
                log.error("the database does not answer, trying again: %s", fault)
                close_old_connections()
                worked = self.stopping.wait(5)
            if not worked:
                self.stopping.wait(self.poll * (0.8 + 0.4 * random.random()))  # noqa: S311 - no secret
        close_old_connections()

    def drain(self, most: int = 10_000) -> int:
        """Ask for what is due and work until nothing is left to do now; answers how many jobs ran."""
        self.look_at_the_clock()
        count = 0
        while count < most and self.work_once():
            count += 1
        return count

    def look_at_the_clock(self) -> None:
        clock.refresh()
        ticks.ask_for_due_ticks()

    def work_once(self) -> bool:
        """Run one job, if there is one."""
        if not queue.due(self.queues).exists():  # looking takes no write lock; taking does
            return False
        job = queue.take(self.name, self.lease, self.queues)
        if job is None:
            return False
        self._run(job)
        return True

    def _run(self, job: Job) -> None:
        self.current = job.pk
        token = running.set(job.pk)
        try:
            clock.refresh()
            with ExitStack() as stack:
                for around in AROUND:
                    stack.enter_context(around())
                result = queue.call(job)
            # A result that can't be kept fails the job, too; outside of this block it would end the worker.
            if not queue.finish(job, result):
                log.warning("%s took longer than its lease; another worker has it", job.task)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a job raises is kept with it
            log.warning("%s failed, attempt %s of %s: %r", job.task, job.attempts, job.max_attempts, error)
            queue.fail(job, error)
        finally:
            running.reset(token)
            self.current = None

    def _beat(self) -> None:
        while not self.stopping.wait(self.lease.total_seconds() / 3):
            try:
                if (job_id := self.current) is not None:
                    queue.renew(job_id, self.name, self.lease)
            except AWAY as fault:  # a long writer, or no database: the next beat may still be in time
                log.warning("could not renew the lease: %s", fault)
            close_old_connections()


def drain() -> int:
    """For tests and commands: do all that is due now, in this process."""
    return Worker().drain()
