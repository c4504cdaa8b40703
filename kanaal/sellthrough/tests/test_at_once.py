"""Two at the same moment: reports, returns of the same sale, a month that is locked while a report is read (R1)."""

from __future__ import annotations

import pytest

from kanaal.sellthrough import work
from kanaal.sellthrough.actions.periods import lock_period
from kanaal.sellthrough.actions.reports import SentBefore, send_sales_report
from kanaal.sellthrough.models import SaleLine, SalesReport, month_of
from kanaal.sellthrough.periods import after
from kanaal.sellthrough.reading.store import take
from tests import world
from tests.threads import kinds, together
from tests.world_licences import distributor
from tests.world_orders import dirk
from tests.world_reports import day, line, sent, table

pytestmark = pytest.mark.django_db(transaction=True)


def _taken(data: bytes) -> SalesReport:
    return send_sales_report(distributor(), month=month_of(day()), called="a.csv", sent=take([data]), by=dirk())


def test_of_one_report_sent_twice_at_once_one_is_kept() -> None:
    by, data = dirk(), table(line())
    company, month = distributor(), month_of(day())

    def act() -> None:
        send_sales_report(company, month=month, called="a.csv", sent=take([data]), by=by)

    assert kinds(together(act, act)) == [SentBefore]
    assert SalesReport.objects.count() == 1


def test_two_reports_with_the_same_lines_count_once() -> None:
    one = line()
    rows = [one | {"reference": f"R{at}"} for at in range(40)]
    first, second = _taken(table(*rows)), _taken(table(*rows, one))
    assert kinds(together(lambda: work.read_report(first.pk), lambda: work.read_report(second.pk))) == []
    assert SaleLine.objects.count() == 41
    reports = SalesReport.objects.all()
    assert sum(report.kept for report in reports) == 41
    assert sum(report.known_before for report in reports) == 40


def test_of_two_returns_at_once_no_more_goes_back_than_was_sold() -> None:
    sent(line())
    back = [table(line(quantity="-3", amount="-1", reference=name)) for name in ("a", "b")]
    one, two = (_taken(data) for data in back)
    assert kinds(together(lambda: work.read_report(one.pk), lambda: work.read_report(two.pk))) == []
    assert SaleLine.objects.get(quantity=5).returned == 3
    assert SaleLine.objects.filter(quantity=-3).count() == 1


def test_one_report_read_by_two_workers_is_read_once() -> None:
    report = _taken(table(line(), line(reference="2")))
    assert kinds(together(lambda: work.read_report(report.pk), lambda: work.read_report(report.pk))) == []
    report.refresh_from_db()
    assert (report.state, report.kept, report.refused) == ("taken", 2, 0)


def test_no_line_slips_into_a_month_as_it_is_locked() -> None:
    report, vera, month = _taken(table(line())), world.actor(world.vera()), month_of(day())
    raised = together(lambda: work.read_report(report.pk), lambda: lock_period(month, reason="so", by=vera))
    assert kinds(raised) == []
    one = SaleLine.objects.get()
    assert one.period in (month, after(month))
    assert one.is_late == (one.period == after(month))
