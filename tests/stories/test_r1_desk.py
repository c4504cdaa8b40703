"""R1 at the vendor's desk: rates are loaded, a month is locked, a name is recognised; and Dirk is reminded in time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kanaal.core import clock
from kanaal.sellthrough.models import DayRate, LockedPeriod, SaleLine, month_of
from kanaal.sellthrough.periods import after, first_day
from kanaal.sellthrough.tasks import remind_of_sales_reports
from tests import world
from tests.world_licences import dirk as dirk_the_person
from tests.world_reports import day, line, sent

pytestmark = pytest.mark.django_db


def vera() -> Client:
    return world.browser(world.vera())


def load(text: str) -> str:
    page = vera().post("/desk/day-rates/", {"file": SimpleUploadedFile("rates.csv", text.encode())}, follow=True)
    return page.content.decode()


def test_vera_loads_the_rates_that_lines_wait_for() -> None:
    sent(line(currency="USD", amount="125.00"))
    assert "USD" in vera().get("/desk/day-rates/").content.decode()
    load(f"Datum;Valuta;Basis;Koers\n{day().isoformat()};usd;EUR;1,25\n")
    assert SaleLine.objects.get().amount_base == 100
    assert DayRate.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-11-31;USD;EUR;1.1", "2026-11-31"),
        ("2026-11-02;USD;USD;1.1", "2"),
        ("2026-11-02;USD;EUR;zero", "zero"),
        ("2026-11-02;USD;EUR;0", "2"),
        ("2026-11-02;DOL;EUR;1", "DOL"),
        ("2026-11-02;USD;EUR;1.1\n2026-11-02;USD;EUR;1.2", "3"),
    ],
)
def test_a_bad_file_of_rates_is_refused_whole_with_its_line(row: str, says: str) -> None:
    assert says in load(f"day;currency;base;rate\n2026-11-01;USD;EUR;1.1\n{row}\n")
    assert not DayRate.objects.exists()


def test_vera_locks_a_month_and_opens_it_again() -> None:
    dirk_the_person()
    world.published()
    month = month_of(day())
    browser = vera()
    browser.post("/desk/periods/", {"period": month, "reason": "Boeken gesloten"})
    assert LockedPeriod.objects.get().period == month
    report = sent(line())
    assert SaleLine.objects.get().period == after(month)
    browser.post(f"/desk/periods/{month}/unlock/", {"reason": ""})
    assert LockedPeriod.objects.exists()
    browser.post(f"/desk/periods/{month}/unlock/", {"reason": "Te vroeg"})
    assert not LockedPeriod.objects.exists()
    page = world.browser(dirk_the_person()).get(f"/sales-reports/{report.number}/lines/").content.decode()
    assert "counts in" in page or "telt in" in page


def test_an_agent_reads_why_only_finance_locks() -> None:
    world.published()
    page = world.browser(world.agent()).post("/desk/periods/", {"period": month_of(day()), "reason": "so"})
    assert page.status_code == 403
    assert not LockedPeriod.objects.exists()


def test_vera_says_whom_a_name_means() -> None:
    report = sent(line(reseller_id="", reseller="LD Utrecht"))
    assert "LD Utrecht" in vera().get("/desk/sales-reports/resellers/").content.decode()
    url = f"/desk/sales-reports/resellers/recognise/?reporter={report.reporter}&name=LD+Utrecht"
    assert vera().get(url).status_code == 200
    vera().post(url, {"partner": "LP-000000-0"})
    assert SaleLine.objects.get().partner is None
    vera().post(url, {"partner": world.lindeboom().number.lower()})
    assert SaleLine.objects.get().partner == world.lindeboom()
    assert vera().get(url).status_code == 404


def test_dirk_is_reminded_before_the_report_is_due_and_not_once_it_is_there() -> None:
    world.published()
    dirk_the_person()
    due = first_day(month_of(clock.today())).replace(day=10)
    for ago in (5, 5, 3, 1):
        remind_of_sales_reports(dt.datetime.combine(due - dt.timedelta(days=ago), dt.time(8), dt.UTC))
    assert [mail.name for mail in world.mails_to(world.dirk().email)] == ["report_due", "report_due"]
    sent(line(), month=after(month_of(clock.today()), -1))
    remind_of_sales_reports(dt.datetime.combine(due + dt.timedelta(days=3), dt.time(8), dt.UTC))
    assert len(world.mails_to(world.dirk().email)) == 2
    assert "/sales-reports/send/" in world.mails_to(world.dirk().email)[0].text


def test_the_desk_sees_all_reports_and_lines() -> None:
    report = sent(line())
    page = vera().get("/desk/sales-reports/").content.decode()
    assert report.number in page
    assert "Distri Noord" in page
    assert "DN-70001" in vera().get("/desk/sales-reports/lines/", {"q": "dn70001"}).content.decode()
    assert vera().get(f"/sales-reports/{report.number}/").status_code == 200
