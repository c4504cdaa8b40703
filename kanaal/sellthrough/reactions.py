"""What follows from reports: long ones are read by the worker, whoever sent them is told; levels are weighed (R1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.customers.hanging import hangs
from kanaal.levels import measuring
from kanaal.programme.policies import policy
from kanaal.sellthrough import mails, tasks
from kanaal.sellthrough.events import NothingSoldReported, SalesReportRead, SalesReportSent
from kanaal.sellthrough.models import SaleLine, SalesReport
from kanaal.sellthrough.policy import SellthroughPolicy

hangs(SaleLine, label=_("reported sales"), partner="partner")


@on(SalesReportSent)
def read_in_background(fact: SalesReportSent, event: Event) -> None:
    """A long report is read by the worker; a short one while its sender waits."""
    if fact.lines > policy(SellthroughPolicy).at_once_lines:
        job = tasks.read_a_report.enqueue(event.about_id)
        SalesReport.objects.filter(pk=event.about_id).update(job=job.id)


@on(SalesReportRead)
def tell_the_sender(fact: SalesReportRead, event: Event) -> None:
    """Who waited for the page knows already."""
    report = SalesReport.objects.select_related("sent_by").get(pk=event.about_id)
    if report.job and report.sent_by is not None:
        mails.report_read(report, report.sent_by)
    _weigh(report)


@on(NothingSoldReported)
def weigh_the_reporter(fact: NothingSoldReported, event: Event) -> None:
    _weigh(SalesReport.objects.get(pk=event.about_id))


def _weigh(report: SalesReport) -> None:
    """Reports delivered count for the partner's level (P14)."""
    if report.partner_id is not None:
        measuring.changed(report.partner_id)
