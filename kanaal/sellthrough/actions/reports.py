"""Sending a report, or saying that there is nothing to report. What is read of it, and how: `sellthrough.work` (R1)."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.files.names import shown_name
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.sellthrough import mails, permissions
from kanaal.sellthrough.events import NothingSoldReported, SalesReportReminded, SalesReportSent
from kanaal.sellthrough.models import ReportReminder, SalesReport, month_of
from kanaal.sellthrough.periods import after, is_month
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.queries import delivered, reports_of
from kanaal.sellthrough.reading.store import Sent
from kanaal.sellthrough.reporters import Reporter, key_of

MONTHS_BACK = 36


class SentBefore(Refusal):
    """The same file again would add nothing: it is read at this moment, or was taken in whole."""

    field = "file"

    def __init__(self, earlier: SalesReport) -> None:
        super().__init__(
            say(
                _("Just this report was sent on %(at)s, as %(number)s; it is: %(state)s."),
                at=earlier.sent_at, number=name(earlier.number), state=earlier.state_label,
            ),
            remedy=say(_("Nothing counts twice. Look at what became of it.")),
            link=reverse("sales-report", args=[earlier.number]),
            label=say(_("Look at the report")),
        )  # fmt: skip
        self.earlier = earlier


class NoSuchMonth(Refusal):
    status = 422
    field = "month"

    def __init__(self) -> None:
        super().__init__(
            say(_("A report is about a month that has begun, of the last three years.")),
            remedy=say(_("Choose the month, or write it like 2026-11.")),
        )


class SoldSomething(Refusal):
    def __init__(self, earlier: SalesReport) -> None:
        super().__init__(
            say(_("A report of this month was sent already: %(number)s."), number=name(earlier.number)),
            remedy=say(_("There is nothing more to do.")),
            link=reverse("sales-report", args=[earlier.number]),
            label=say(_("Look at the report")),
        )


@transaction.atomic
def send_sales_report(
    company: Reporter,
    *,
    month: str,
    called: str,
    sent: Sent,
    source: str = "file",
    dates: str = "",
    announced: int | None = None,
    by: Actor,
) -> SalesReport:
    """Take a report, to be read line by line. Raises NoSuchMonth, and SentBefore for what was taken in already.

    `dates`: how its sender says that 03/04/2026 is meant (dmy, mdy); `announced`: how many lines there should be.
    """
    company = locked(company)
    permissions.send_sales_report.check(by, company)
    _check_month(month)
    earlier = (
        reports_of(key_of(company)).filter(digest=sent.digest, state__in=("reading", "taken")).order_by("-pk").first()
    )
    if earlier is not None and (earlier.state == "reading" or not earlier.refused):
        raise SentBefore(earlier)
    report = _new(company, month, by, name=shown_name(called), digest=sent.digest, source=source)
    report.dates, report.announced = dates, announced
    report.save(force_insert=True)
    fact = SalesReportSent(
        number=report.number, month=month, source=source, digest=sent.digest,
        lines=announced if announced is not None else sent.lines,
    )  # fmt: skip
    record(fact, about=report, by=by, person_id=by.person_id)
    return report


@transaction.atomic
def report_nothing_sold(company: Reporter, *, month: str, by: Actor) -> SalesReport:
    """A month without a sale is reported, too. Raises NoSuchMonth, and SoldSomething when there is a report of it."""
    company = locked(company)
    permissions.report_nothing_sold.check(by, company)
    _check_month(month)
    if month >= month_of(clock.today()):
        raise NoSuchMonth
    if (earlier := delivered(key_of(company), month).order_by("-pk").first()) is not None:
        raise SoldSomething(earlier)
    digest = sha256(f"nothing:{month}".encode()).hexdigest()
    report = _new(company, month, by, name="", digest=digest, source="none")
    report.state, report.read_at = "taken", report.sent_at
    report.save(force_insert=True)
    fact = NothingSoldReported(number=report.number, month=month)
    record(fact, about=report, by=by, person_id=by.person_id)
    return report


@transaction.atomic
def remind_of_sales_report(company: Reporter, *, month: str, days: int, by: Actor) -> bool:
    """Tell the people of a reporter that a month's report is still to come; each reminder once. Was one sent?"""
    company = locked(company)
    permissions.remind_of_sales_report.check(by, company)
    key = key_of(company)
    if delivered(key, month).exists():
        return False
    _row, new = ReportReminder.objects.get_or_create(
        reporter=key, month=month, days=days, defaults={"sent_at": clock.now()}
    )
    if new:
        record(SalesReportReminded(month=month, days=days), about=company, by=by)
        mails.report_due(company, month=month, days=days)
    return new


def locked(company: Reporter) -> Reporter:
    return Partner.locked(company.pk) if isinstance(company, Partner) else Distributor.locked(company.pk)


def _check_month(month: str) -> None:
    now = month_of(clock.today())
    if not is_month(month) or not after(now, -MONTHS_BACK) <= month <= now:
        raise NoSuchMonth


def _new(company: Reporter, month: str, by: Actor, **fields: str) -> SalesReport:
    return SalesReport(
        number=next_number("sales-report", policy(SellthroughPolicy).number_prefix),
        distributor=company if isinstance(company, Distributor) else None,
        partner=company if isinstance(company, Partner) else None,
        reporter=key_of(company), month=month, sent_at=clock.now(), sent_by_id=by.person_id, **fields,
    )  # fmt: skip
