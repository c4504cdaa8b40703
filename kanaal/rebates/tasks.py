"""Doors for the clock and the worker: cycles begin with their first day, and are computed every night."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.jobs import every, job, task
from kanaal.programme import releases
from kanaal.rebates.actions.cycles import compute_cycle
from kanaal.rebates.beginning import begin_due_cycles
from kanaal.rebates.models import Cycle


@job(max_attempts=5, unique=lambda cycle_id: f"compute-cycle:{cycle_id}")
@task()
def compute_a_cycle(cycle_id: int) -> None:
    """Whole or not at all: taken up again after an interruption, it begins anew."""
    cycle = Cycle.objects.get(pk=cycle_id)
    if cycle.can("compute"):
        compute_cycle(cycle, by=CLOCK)


@every(days=1, at=dt.time(3, 30))
def compute_by_night(tick: dt.datetime) -> None:
    """The forecast of what runs, and what is over but not proposed yet, as of this morning."""
    if not releases.exists():
        return
    begin_due_cycles(clock.today())
    for pk in Cycle.objects.filter(state__in=("open", "computed")).order_by("starts").values_list("pk", flat=True):
        compute_a_cycle.enqueue(pk)
