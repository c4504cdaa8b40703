"""What is held of a person who sends sales reports, and what is left of it after an erasure (L5, R1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.people import erasure, held
from kanaal.people.models import Person
from kanaal.sellthrough.models import ReportKey, SalesReport
from kanaal.sellthrough.periods import MonthName


def my_sales_reports(person: Person) -> held.Section:
    rows = [
        {"number": one.number, "month": str(MonthName(one.month)), "name": one.name, "sent_at": one.sent_at}
        for one in SalesReport.objects.filter(sent_by=person).order_by("pk")
    ]
    columns = [("number", say(_("Report"))), ("month", say(_("Month"))), ("sent_at", say(_("Sent")))]
    return held.Section("sales-reports", say(_("Sales reports that you sent")), rows, columns)


def my_report_keys(person: Person) -> held.Section:
    """Never the secret, which nobody keeps."""
    rows = [
        {"name": one.name, "state": one.state_label, "made_at": one.made_at, "until": one.until, "used_at": one.used_at}
        for one in ReportKey.objects.filter(person=person).order_by("pk")
    ]
    columns = [("name", say(_("Program"))), ("state", say(_("State"))), ("until", say(_("Good until")))]
    return held.Section("report-keys", say(_("Keys of programs that you made")), rows, columns)


def lock_report_keys(person: Person) -> None:
    found = ReportKey.objects.filter(person=person).order_by("pk")
    list(found.select_for_update(of=("self",)).values_list("pk", flat=True))


def empty_report_keys(person: Person, erased: erasure.Erased) -> None:
    """What was reported stays the company's; the keys of somebody who is gone let nothing in."""
    ReportKey.objects.filter(person=person).update(state="withdrawn", name="")


held.SECTIONS.extend([my_sales_reports, my_report_keys])
erasure.LOCKS.append(lock_report_keys)
erasure.ERASERS.append(empty_report_keys)
