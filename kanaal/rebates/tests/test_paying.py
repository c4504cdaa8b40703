"""Payments: one for a statement, whoever asks how often; what the bank sends back is paid again, by another file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from kanaal.bankdetails.models import BankDetails
from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event, Mail
from kanaal.core.refusals import WrongState
from kanaal.core.texts import say
from kanaal.rebates.actions import paying
from kanaal.rebates.models import Cycle, Payment, PaymentFile, Statement
from kanaal.rebates.payment.pain import NAMESPACE
from kanaal.rebates.rules import bankdays
from tests import world, world_bank, world_rebates
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db
N = {"p": NAMESPACE}


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def finn():
    return world.actor(world.finn(), "staff")


def cycle() -> Cycle:
    """Lindeboom and Maasveld earned something; Lindeboom alone has bank details."""
    if not Cycle.objects.exists():
        world_bank.in_force()
        world_rebates.won()
        world_rebates.won("DN-2001", who=world.carla())
        world_rebates.line(20_000)
        world_rebates.line(10_000, "DN-2001", partner=world.maasveld())
        world_rebates.approved()
    return Cycle.objects.get(state__in=Cycle.FROZEN)


def made() -> PaymentFile:
    return paying.make_payment_file(cycle(), on=world_rebates.bank_day(), by=finn())


def lindebooms() -> Statement:
    return Statement.objects.get(partner=world.lindeboom())


class TestMakePaymentFile:
    def test_one_payment_for_each_statement_with_details_and_the_rest_waits(self) -> None:
        file = made()
        one = Payment.objects.get()
        assert (one.statement, one.amount, one.end_to_end) == (lindebooms(), Decimal("540.00"), lindebooms().number)
        assert world.happened("PaymentFileMade")[-1].data["left_out"] == 1
        assert world_bank.IBAN not in file.body
        assert not Event.objects.filter(data__icontains=world_bank.IBAN).exists()
        assert world.happened("BankDetailsPutInFile")[-1].about_id == world.lindeboom().pk

    def test_again_pays_only_what_no_file_has_yet(self) -> None:
        made()
        with pytest.raises(paying.NothingToPay):
            made()
        world_bank.alone_in_force(world.carla())
        second = made()
        assert [one.statement.partner for one in second.payments.all()] == [world.maasveld()]
        paying.settle_payment_file(second, by=finn())
        with pytest.raises(paying.NothingToPay):
            made()
        assert Payment.objects.count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_pay_once(self) -> None:
        one, by = cycle(), finn()
        act = lambda: paying.make_payment_file(one, on=world_rebates.bank_day(), by=by)  # noqa: E731
        assert kinds(together(act, act)) == [paying.NothingToPay]
        assert Payment.objects.count() == 1

    def test_nothing_before_finance_approved_and_by_nobody_else(self) -> None:
        world_rebates.won()
        world_rebates.line(20_000)
        open_cycle = world_rebates.computed()
        with pytest.raises(NotAllowed):
            paying.make_payment_file(open_cycle, on=world_rebates.bank_day(), by=finn())
        for who in (world.vera(), world.agent(), world.auditor()):
            with pytest.raises(NotAllowed):
                paying.make_payment_file(open_cycle, on=world_rebates.bank_day(), by=world.actor(who, "staff"))
        assert not PaymentFile.objects.exists()

    def test_not_on_a_day_that_is_over_or_far_away(self) -> None:
        for days in (-1, 61):
            with pytest.raises(paying.DayWrong):
                paying.make_payment_file(cycle(), on=clock.today() + dt.timedelta(days=days), by=finn())

    def test_not_on_a_day_on_which_banks_are_closed_and_the_next_one_is_named(self) -> None:
        one, today = cycle(), clock.today()
        ahead = [today + dt.timedelta(days=days) for days in range(61)]
        closed = next(day for day in ahead if not bankdays.is_bank_day(day, "EUR"))
        with pytest.raises(paying.BanksClosed) as refused:
            paying.make_payment_file(one, on=closed, by=finn())
        assert refused.value.field == "on"
        instead = bankdays.bank_day_from(closed, "EUR")
        assert str(say("%(day)s", day=instead)) in str(refused.value.remedy)
        assert paying.make_payment_file(one, on=instead, by=finn()).payments.exists()

    def test_the_account_in_force_on_the_day_not_the_one_that_waits(self) -> None:
        cycle()
        world_bank.entered(iban=world_bank.OTHER_IBAN)
        body = paying.download_payment_file(made(), by=finn())
        assert world_bank.IBAN.encode() in body
        assert world_bank.OTHER_IBAN.encode() not in body

    def test_vat_is_paid_on_top_where_the_treatment_says_so(self) -> None:
        one = cycle()
        BankDetails.objects.update(vat_treatment="irish")
        paying.make_payment_file(one, on=world_rebates.bank_day(), by=finn())
        paid = Payment.objects.get()
        assert (paid.net, paid.vat, paid.amount) == (Decimal("540.00"), Decimal("124.20"), Decimal("664.20"))


class TestDownloadPaymentFile:
    def test_it_holds_what_was_ordered_and_each_download_is_kept(self) -> None:
        file = made()
        root = ET.fromstring(paying.download_payment_file(file, by=finn()))  # noqa: S314 - our own
        assert root.findtext(".//p:CdtrAcct/p:Id/p:IBAN", "", N) == world_bank.IBAN
        assert root.findtext(".//p:EndToEndId", "", N) == lindebooms().number
        assert len(world.happened("PaymentFileDownloaded")) == 1
        assert len(world.happened("BankDetailsPutInFile")) == 2

    def test_finance_alone(self) -> None:
        file = made()
        for who in (world.vera(), world.auditor(), world.anna()):
            with pytest.raises(NotAllowed):
                paying.download_payment_file(file, by=world.actor(who))
        assert not world.happened("PaymentFileDownloaded")

    def test_without_the_key_nobody_reads_it(self, settings, tmp_path) -> None:
        file = made()
        settings.KANAAL_KEYS = tmp_path / "other"
        with pytest.raises(paying.FileUnreadable):
            paying.download_payment_file(file, by=finn())


class TestSettlePaymentFile:
    def test_the_statements_are_paid_the_companies_hear_and_twice_changes_nothing(self) -> None:
        file = made()
        for _turn in range(2):
            paying.settle_payment_file(file, by=finn())
        assert lindebooms().state == "paid"
        assert cycle().state == "approved"  # Maasveld has no bank details yet
        mails = Mail.objects.filter(name="rebate_paid")
        assert [mail.to for mail in mails] == [world.anna().email]
        assert "540,00" in mails[0].text  # in her language

    def test_the_cycle_is_paid_with_its_last_statement(self) -> None:
        paying.settle_payment_file(made(), by=finn())
        world_bank.alone_in_force(world.carla())
        paying.settle_payment_file(made(), by=finn())
        assert cycle().state == "paid"
        assert len(world.happened("CyclePaid")) == 1

    def test_finance_alone(self) -> None:
        with pytest.raises(NotAllowed):
            paying.settle_payment_file(made(), by=world.actor(world.vera(), "staff"))


class TestReturnPayment:
    @pytest.mark.parametrize("settled", [False, True])
    def test_what_came_back_is_paid_again_under_another_identification(self, settled: bool) -> None:
        file = made()
        if settled:
            paying.settle_payment_file(file, by=finn())
        first = Payment.objects.get()
        paying.return_payment(first, why="account closed", by=finn())
        assert lindebooms().state == "approved"
        again = made().payments.get()
        assert again.end_to_end == f"{lindebooms().number}/2"
        assert again.statement == first.statement
        assert world.mails_to(world.anna().email)[-1].name == "payment_returned"

    def test_once_and_with_a_reason(self) -> None:
        made()
        one = Payment.objects.get()
        with pytest.raises(paying.WhyMissing):
            paying.return_payment(one, why=" ", by=finn())
        paying.return_payment(one, why="account closed", by=finn())
        with pytest.raises(WrongState):
            paying.return_payment(one, why="account closed", by=finn())

    def test_finance_alone(self) -> None:
        made()
        with pytest.raises(NotAllowed):
            paying.return_payment(Payment.objects.get(), why="x", by=world.actor(world.vera(), "staff"))
