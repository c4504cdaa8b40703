"""Background work behind the standard `django.tasks` interface: `@task()`, `.enqueue()`, and what we add to it.

    @job(max_attempts=8)
    @task()
    def recompute(partner_id: int) -> None: ...

    @every(days=1, at=dt.time(6), catch_up="each")
    def remind_of_renewals(tick: dt.datetime) -> None: ...

A job may run late, twice, or both: write it so that this does no harm.
"""

from kanaal.core.jobs.declare import job, task
from kanaal.core.jobs.schedules import SCHEDULES, every

# Nothing here may need the rows: this package is an app of its own, read before there are models.
__all__ = ["SCHEDULES", "every", "job", "task"]
