"""Mails about sales reports, to the people of whoever reports (R1)."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.core.links import absolute
from kanaal.distributors.queries import users_to_tell
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.people.mails import to_person
from kanaal.people.models import Person
from kanaal.sellthrough.models import SalesReport
from kanaal.sellthrough.periods import MonthName
from kanaal.sellthrough.queries import due_on
from kanaal.sellthrough.reporters import Reporter


def report_due(company: Reporter, *, month: str, days: int) -> None:
    """A month's report is still to come; `days` below zero: it is late."""
    for person in _people(company):
        to_person(
            "report_due", person, company=company.name, month=MonthName(month), due=due_on(month), late=days < 0,
            send_url=absolute("send-sales-report"),
        )  # fmt: skip


def report_read(report: SalesReport, to: Person) -> None:
    """To whoever sent a long one: what was taken in, and what is to be mended."""
    to_person(
        "report_read", to, number=report.number, file=report.name, state=report.state, kept=report.kept,
        refused=report.refused, known_before=report.known_before, report_url=absolute("sales-report", report.number),
    )  # fmt: skip


def _people(company: Reporter) -> Iterator[Person]:
    if isinstance(company, Partner):
        primary = primary_of(company)
        if primary is not None and primary.person is not None:
            yield primary.person
        return
    for user in users_to_tell(company):
        if user.person is not None:
            yield user.person
