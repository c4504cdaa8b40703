"""Doors for the worker and the clock: reading reports, reminding, computing what waited for a rate (R1)."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.jobs import every, job, task
from kanaal.programme.policies import policy
from kanaal.sellthrough import rates, work
from kanaal.sellthrough.actions.reports import remind_of_sales_report
from kanaal.sellthrough.models import SalesReport
from kanaal.sellthrough.periods import last_month
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.queries import due_on
from kanaal.sellthrough.reporters import has_reports, reporters


@job(max_attempts=8, unique=lambda report_id: f"sales-report:{report_id}")
@task()
def read_a_report(report_id: int) -> None:
    """Taken up again after an interruption, it goes on below the last line that was dealt with."""
    work.read_report(report_id)


@every(minutes=10, by="machine")
def read_forgotten_reports(tick: dt.datetime) -> None:
    """A report that was taken and never read to its end gets a job again: asked twice, there is one."""
    for report_id in work.forgotten():
        made = read_a_report.enqueue(report_id)
        SalesReport.objects.filter(pk=report_id, job__isnull=True).update(job=made.id)


@every(days=1, at=dt.time(8, 15))
def remind_of_sales_reports(tick: dt.datetime) -> None:
    """On the days that the programme names, before and after the one on which last month's report is due."""
    if not has_reports():
        return
    rule, today = policy(SellthroughPolicy), clock.date_of(tick)
    month = last_month(today)
    days = (due_on(month) - today).days
    if days not in (*rule.remind_days, *(-late for late in rule.late_days)):
        return
    for company in reporters():
        remind_of_sales_report(company, month=month, days=days, by=CLOCK)


@every(days=1, at=dt.time(4, 45))
def compute_waiting_lines(tick: dt.datetime) -> None:
    """Loading rates does it at once; whatever came between is made good here."""
    rates.compute_waiting()
