"""Sales reports: good lines are kept at once and once, the others say what is wrong with them (R1)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.core.texts import Text
from kanaal.distributors.models import DistributorUser
from kanaal.sellthrough import shown, work
from kanaal.sellthrough.actions.reports import (
    NoSuchMonth,
    SentBefore,
    SoldSomething,
    remind_of_sales_report,
    report_nothing_sold,
    send_sales_report,
)
from kanaal.sellthrough.models import ReportReminder, SaleLine, SalesReport, month_of
from kanaal.sellthrough.reading.store import NoReport, take
from tests import world
from tests.world_licences import SKU, distributor
from tests.world_orders import dirk, greta, other_distributor
from tests.world_reports import HEADS, counts, day, fault, line, reasons, sent, table, total
from tests.world_sales import customer

pytestmark = pytest.mark.django_db


class TestSendSalesReport:
    def test_good_lines_are_kept_and_bad_ones_refused(self) -> None:
        report = sent(line(), line(sku="NO-SUCH"), line(reference="B", quantity="3,5"))
        assert (report.state, counts(report)) == ("taken", (1, 0, 2))
        one = SaleLine.objects.get()
        assert (one.partner, one.quantity, one.amount, one.family) == (
            world.lindeboom(),
            5,
            Decimal("1713.80"),
            "creative-cloud",
        )
        assert (one.order_kind, one.order_key, one.period) == ("distributor-order", "DN70001", month_of(day()))
        assert (one.rate, one.amount_base, one.base_currency) == (Decimal(1), Decimal("1713.80"), "EUR")
        assert [(number, column) for number, column, _says in reasons(report)] == [(3, "sku"), (4, "quantity")]

    def test_the_same_report_leads_to_the_first(self) -> None:
        report = sent(line())
        with pytest.raises(SentBefore) as no:
            sent(line())
        assert no.value.earlier == report
        assert total() == (5, Decimal("1713.80"))

    def test_one_with_refused_lines_may_come_again_and_counts_once(self) -> None:
        rows = line(), line(sku="NO-SUCH")
        sent(*rows)
        again = sent(*rows)
        assert counts(again) == (0, 1, 1)
        assert SaleLine.objects.count() == 1

    def test_a_line_in_another_report_counts_once(self) -> None:
        sent(line(), line(distributor__order="DN-2"))
        other = sent(line(distributor__order="DN-2"), line(distributor__order="DN-3"), called="december.csv")
        assert counts(other) == (1, 1, 0)
        assert SaleLine.objects.count() == 3

    def test_the_same_line_twice_in_a_report_is_refused_unless_it_has_a_number(self) -> None:
        report = sent(line(), line(), line(reference="INV-1/2"))
        assert counts(report) == (2, 0, 1)
        assert reasons(report)[0][2].startswith("Line 2 says just the same")

    def test_a_number_that_says_something_else_is_refused(self) -> None:
        first = sent(line(reference="INV-1/1"))
        report = sent(line(reference="INV 1-1", quantity=7))
        assert counts(report) == (0, 0, 1)
        assert first.number in reasons(report)[0][2]

    def test_another_reporter_says_the_same_of_its_own(self) -> None:
        sent(line())
        other = sent(line(), company=other_distributor(), by=world.actor(greta(), "distributor"))
        assert counts(other) == (1, 0, 0)

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
    def test_an_empty_file_is_refused(self, data: bytes) -> None:
        with pytest.raises(NoReport):
            take([data])

    @pytest.mark.parametrize("month", ["2019-01", "2099-01", "november", ""])
    def test_only_of_a_month_that_was(self, month: str) -> None:
        with pytest.raises(NoSuchMonth):
            sent(line(), month=month)

    def test_only_for_ones_own_company(self) -> None:
        with pytest.raises(NotAllowed):
            sent(line(), company=other_distributor())
        assert not SalesReport.objects.exists()

    def test_a_partner_reports_only_where_its_level_asks_it(self) -> None:
        world.published()
        with pytest.raises(NotAllowed):
            sent(line(), company=world.lindeboom(), by=world.actor(world.anna(), "contact"))
        henrike = world.actor(world.henrike(), "contact")
        heads = tuple(one for one in HEADS if not one.startswith("reseller"))
        report = sent(data=table(line(), heads=heads), company=world.nordlicht(), by=henrike)
        assert counts(report) == (1, 0, 0)
        assert SaleLine.objects.get().partner == world.nordlicht()

    def test_a_long_one_is_left_to_the_worker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = line()
        rows = [one | {"reference": f"R{at}"} for at in range(2100)]
        report = send_sales_report(
            distributor(), month=month_of(day()), called="a.csv", sent=take([table(*rows)]), by=dirk()
        )
        work.now(report)
        report.refresh_from_db()
        assert report.state == "reading"
        assert report.job
        drain()
        report.refresh_from_db()
        assert (report.state, report.kept) == ("taken", 2100)
        assert world.mails_to(world.dirk().email)[-1].name == "report_read"


class TestReading:
    def test_what_is_no_table_says_so(self) -> None:
        for data in (b"%PDF-1.7 and so on", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken"):
            assert fault(sent(data=data))
        assert "can't be read as a table" in fault(sent(data=b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00"))

    def test_missing_and_double_headings_are_named(self) -> None:
        lacks = sent(data=b"datum;artikel;aantal;bedrag\n2026-01-01;x;1;2\n")
        assert "currency" in fault(lacks)
        double = sent(data=table(line(), heads=(*HEADS, "Datum")))
        assert "Datum" in fault(double)
        assert not SaleLine.objects.exists()

    def test_dutch_and_german_headings_windows_and_decimal_commas(self) -> None:
        number, when = world.lindeboom().number, f"{day():%d.%m.%Y}"
        dutch = (
            "Verkoopdatum;Lidnummer;Artikelnummer;Aantal;Nettobedrag;Valuta;Eindklant;Land;Ordernummer\r\n"
            f"{when};{number};{SKU};5;1.713,80;€;Café Zeebos;Nederland;DN-1\r\n"
        )
        german = (
            "Rechnungsdatum;Mitgliedsnummer;Materialnummer;Stück;Betrag;Währung;Endkunde;Land;Auftragsnummer\r\n"
            f"{when};{number};{SKU.lower()};1;342,76;EUR;Müller Söhne;Österreich;DN-2\r\n"
        )
        assert counts(sent(data=dutch.encode("cp1252"))) == (1, 0, 0)
        assert counts(sent(data=german.encode("utf-16"))) == (1, 0, 0)
        one, two = SaleLine.objects.order_by("pk")
        assert (one.customer, one.amount, one.currency, one.customer_country) == (
            "Café Zeebos",
            Decimal("1713.80"),
            "EUR",
            "NL",
        )
        assert (two.customer_key, two.customer_country, two.order_kind) == ("muller sohne", "AT", "distributor-order")

    def test_days_in_five_formats(self) -> None:
        when = day()
        formats = [
            when.isoformat(), f"{when:%d-%m-%Y}", f"{when:%d.%m.%Y}", f"{when:%Y%m%d}",
            f"{when.day} {when:%B} {when.year}",
        ]  # fmt: skip
        report = sent(*(line(sold_on=text, reference=f"R{at}") for at, text in enumerate(formats)))
        assert counts(report) == (5, 0, 0)
        assert set(SaleLine.objects.values_list("sold_on", flat=True)) == {when}

    def test_a_day_that_can_be_two_is_decided_by_the_column(self) -> None:
        when = _ambiguous()
        sure = when.replace(day=25) if when.replace(day=25) <= day(0) else (when.replace(day=1) - dt.timedelta(days=3))
        both = line(sold_on=f"{when:%d/%m/%Y}", reference="1"), line(sold_on=f"{sure:%d/%m/%Y}", reference="2")
        report = sent(*both)
        assert counts(report) == (2, 0, 0)
        assert SaleLine.objects.get(reference="1").sold_on == when
        assert "day first" in str(Text.from_data(report.notes[0]))

    def test_a_day_that_can_be_two_is_refused_where_nothing_decides(self) -> None:
        when = _ambiguous()
        report = sent(line(sold_on=f"{when:%d/%m/%Y}"))
        assert counts(report) == (0, 0, 1)
        assert "can be two days" in reasons(report)[0][2]
        assert "no line of the report decides" in str(Text.from_data(report.notes[0]))
        said = sent(line(sold_on=f"{when:%m/%d/%Y}"), dates="mdy")
        assert counts(said) == (1, 0, 0)
        assert SaleLine.objects.get().sold_on == when

    def test_an_amount_that_can_be_two_is_decided_by_the_column(self) -> None:
        report = sent(line(amount="1.713"), line(amount="12,50", reference="2"))
        assert counts(report) == (2, 0, 0)
        assert SaleLine.objects.get(line=2).amount == 1713
        alone = sent(line(amount="1.714"))
        assert "can be two amounts" in reasons(alone)[0][2]

    def test_formulas_are_refused_and_never_computed(self) -> None:
        report = sent(
            line(amount="=2*3"), line(customer='=HYPERLINK("http://x")', reference="2"),
            line(customer="@SUM", reference="3"), line(quantity="+1+1", reference="4"),
        )  # fmt: skip
        assert counts(report) == (1, 0, 3)
        assert SaleLine.objects.get().customer == "@SUM"
        assert [(number, "formula" in says) for number, _column, says in reasons(report)] == [
            (2, True),
            (3, True),
            (5, False),
        ]

    def test_every_fault_of_a_line_at_once(self) -> None:
        report = sent(
            line(sold_on="soon", sku="", quantity="0", amount="-5", currency="guilders", country="Utopia", customer="")
        )
        assert {column for _number, column, _says in reasons(report)} == {
            "sold_on", "sku", "quantity", "currency", "country", "customer",
        }  # fmt: skip

    def test_the_future_and_the_distant_past_are_refused(self) -> None:
        report = sent(line(sold_on=day(-1).isoformat()), line(sold_on=day(2000).isoformat(), reference="2"))
        assert counts(report) == (0, 0, 2)

    def test_a_last_line_without_an_end_may_have_been_cut(self) -> None:
        cut = table(line(), line(reference="2")).rstrip()
        report = sent(data=cut)
        assert counts(report) == (1, 0, 1)
        assert "may have been cut" in reasons(report)[0][2]
        assert counts(sent(data=cut, announced=2)) == (1, 1, 0)

    def test_fewer_lines_than_announced_are_taken_not_at_all(self) -> None:
        report = sent(line(), announced=2)
        assert "1 arrived" in fault(report)
        assert not SaleLine.objects.exists()

    def test_the_refused_lines_come_back_as_a_file_and_in_again(self) -> None:
        report = sent(line(), line(sku="NO-SUCH", distributor__order="DN-9", amount="-2", quantity="-1"))
        heading, rows = shown.refused_lines(report)
        row = dict(zip(heading, next(rows), strict=True))
        assert (row["sku"], row["refused: line"], row["refused: column"]) == ("NO-SUCH", 3, "sku")
        mended = {key: str(cell) for key, cell in row.items()} | {"sku": SKU, "amount": "100", "quantity": "1"}
        again = sent(data=table(mended, heads=tuple(heading)), called="mended.csv")
        assert counts(again) == (1, 0, 0)

    def test_a_worker_killed_between_batches_goes_on_below(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "BATCH", 2)
        report = _unread(*(line(reference=str(at)) for at in range(5)))
        monkeypatch.setattr(work, "progress", _dies_after(2))
        with pytest.raises(SystemExit):
            work.read_report(report.pk)
        report.refresh_from_db()
        assert (report.state, report.kept) == ("reading", 4)
        monkeypatch.setattr(work, "progress", lambda *_args: None)
        work.read_report(report.pk)
        report.refresh_from_db()
        assert (report.state, counts(report)) == ("taken", (5, 0, 0))

    def test_one_that_lost_its_job_is_read_all_the_same(self) -> None:
        report = _unread(line())
        assert list(work.forgotten()) == []
        SalesReport.objects.update(sent_at=report.sent_at - dt.timedelta(hours=1))
        assert list(work.forgotten()) == [report.pk]


def _ambiguous() -> dt.date:
    """A day in the past that reads as another one, too."""
    return next(one for one in (day(ago) for ago in range(1, 60)) if one.day <= 12 and one.day != one.month)


def _unread(*rows: dict[str, str]) -> SalesReport:
    return send_sales_report(distributor(), month=month_of(day()), called="a.csv", sent=take([table(*rows)]), by=dirk())


def _dies_after(many: int):
    left = [many]

    def progress(*_args: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise SystemExit("killed")

    return progress


def test_headings_of_the_programmes_own_and_columns_that_are_passed_over_are_told() -> None:
    data = (
        table(line(), heads=HEADS).replace(b"distributor-order", b"Order distributeur").replace(b"reference", b"Kleur")
    )
    report = sent(data=data)
    assert SaleLine.objects.get().order_key == "DN70001"
    assert "Kleur" in str(Text.from_data(report.notes[0]))


class TestRecognising:
    def test_by_name_however_it_is_written(self) -> None:
        sent(line(reseller_id="", reseller="LINDEBOOM DIGITAAL BV"))
        assert SaleLine.objects.get().partner == world.lindeboom()

    def test_a_wrong_membership_id_is_refused_and_an_unknown_name_kept(self) -> None:
        number = world.lindeboom().number
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        report = sent(line(reseller_id=wrong), line(reseller_id="", reseller="Wie Is Dit", reference="2"))
        assert counts(report) == (1, 0, 1)
        one = SaleLine.objects.get()
        assert (one.partner, one.reseller, one.amount_base) == (None, "Wie Is Dit", None)

    def test_the_customers_account_is_noted_when_just_one_can_be_meant(self) -> None:
        account = customer("Gemeente Waterrijk")
        sent(line(customer="GEMEENTE WATERRIJK"), line(customer="Gemeente Zeebos", reference="2"))
        one, two = SaleLine.objects.order_by("line")
        assert (one.account, two.account) == (account, None)


class TestReturns:
    def test_what_goes_back_is_matched_to_its_sale(self) -> None:
        report = sent(line(), line(quantity="-2", amount="-685.52", sold_on=day(30).isoformat()))
        assert counts(report) == (2, 0, 0)
        sold, back = SaleLine.objects.order_by("line")
        assert (back.corrects, sold.returned) == (sold, 2)

    def test_never_more_than_was_sold(self) -> None:
        sent(line())
        report = sent(
            line(quantity="-3", amount="-10", reference="a"), line(quantity="-3", amount="-10", reference="b")
        )
        assert counts(report) == (1, 0, 1)
        assert "3 can't go back" in reasons(report)[0][2]
        assert "2 are left" in reasons(report)[0][2]

    def test_it_may_name_the_line(self) -> None:
        sent(line(reference="INV-7/1", distributor__order=""), line(reference="INV-7/2", distributor__order=""))
        report = sent(line(quantity="-1", amount="-342.76", distributor__order="", returns="inv 7/2", reference="CR-1"))
        assert counts(report) == (1, 0, 0)
        assert SaleLine.objects.get(quantity=-1).corrects.reference == "INV-7/2"  # type: ignore[union-attr]

    def test_what_says_not_what_of_and_what_is_unknown_is_refused(self) -> None:
        report = sent(
            line(quantity="-1", amount="-1", distributor__order=""),
            line(quantity="-1", amount="-1", distributor__order="DN-404", reference="2"),
        )
        assert counts(report) == (0, 0, 2)
        assert not report.refused_lines.filter(again=True).exists()

    def test_a_sale_further_down_in_the_report_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "BATCH", 1)
        report = sent(line(quantity="-1", amount="-342.76", sold_on=day(20).isoformat()), line())
        assert counts(report) == (2, 0, 0)

    def test_a_return_sent_twice_counts_once(self) -> None:
        sent(line())
        back = line(quantity="-2", amount="-685.52", sold_on=day(30).isoformat())
        sent(back)
        assert counts(sent(back, line(reference="new"))) == (1, 1, 0)
        assert SaleLine.objects.get(reference="", quantity=5).returned == 2

    def test_no_more_money_and_no_other_currency_goes_back(self) -> None:
        sent(line())
        report = sent(
            line(quantity="-1", amount="-5000", reference="2"),
            line(quantity="-1", amount="-5", currency="USD", reference="3"),
        )
        assert counts(report) == (0, 0, 2)


class TestReportNothingSold:
    def test_a_month_without_a_sale_is_reported(self) -> None:
        by = dirk()
        report = report_nothing_sold(distributor(), month=month_of(day(40)), by=by)
        assert (report.state, report.rows) == ("taken", 0)
        with pytest.raises(SoldSomething):
            report_nothing_sold(distributor(), month=month_of(day(40)), by=by)

    def test_not_of_this_month_and_not_when_something_was(self) -> None:
        sent(line())
        for month, no in ((month_of(day(0)), NoSuchMonth), (month_of(day()), SoldSomething)):
            with pytest.raises(no):
                report_nothing_sold(distributor(), month=month, by=dirk())

    def test_only_for_ones_own_company(self) -> None:
        with pytest.raises(NotAllowed):
            report_nothing_sold(other_distributor(), month=month_of(day()), by=dirk())


class TestRemindOfSalesReport:
    def test_once_for_each_day_and_not_when_it_came(self) -> None:
        dirk()
        month = month_of(day())
        assert remind_of_sales_report(distributor(), month=month, days=5, by=CLOCK)
        assert not remind_of_sales_report(distributor(), month=month, days=5, by=CLOCK)
        assert [mail.name for mail in world.mails_to(world.dirk().email)] == ["report_due"]
        sent(line())
        assert not remind_of_sales_report(distributor(), month=month, days=1, by=CLOCK)
        assert ReportReminder.objects.count() == 1

    def test_by_the_clock_alone(self) -> None:
        with pytest.raises(NotAllowed):
            remind_of_sales_report(distributor(), month=month_of(day()), days=5, by=dirk())
        assert DistributorUser.objects.exists()
