"""A cycle's life: who may do what when, that nothing counts twice, and that two people sign."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.rebates.actions import paying
from kanaal.rebates.actions.cycles import (
    LinesCameLate,
    NoReason,
    PaymentsReturned,
    RatesChanged,
    approve_cycle,
    ask_to_compute,
    compute_cycle,
    open_cycle,
    pay_cycle,
    propose_cycle,
    send_back_cycle,
)
from kanaal.rebates.beginning import begin_due_cycles
from kanaal.rebates.computing import closing
from kanaal.rebates.computing.frame import NoRebates
from kanaal.rebates.models import Cycle, Entry, Statement
from kanaal.sellthrough.actions.rates import Rate, load_day_rates
from kanaal.sellthrough.models import DayRate, LockedPeriod
from tests import world, world_bank
from tests.threads import kinds, together
from tests.world_rebates import approved, bank_day, computed, cycle, day, finn, line, starts, won

pytestmark = pytest.mark.django_db


def proposed() -> Cycle:
    return propose_cycle(computed(), by=world.actor(world.vera()))


class TestOpenCycle:
    def test_is_the_quarter_in_which_the_day_lies(self) -> None:
        made = cycle()
        assert (made.starts, made.currency, made.state) == (starts(), "EUR", "open")
        assert made.first_period == f"{starts():%Y-%m}"
        assert open_cycle("emea", day(40)) == made
        assert len(world.happened("CycleOpened")) == 1

    def test_a_region_without_rebates_has_none(self) -> None:
        world.published()
        with pytest.raises(NoRebates):
            open_cycle("atlantis", day())
        with pytest.raises(NoRebates):
            open_cycle("emea", dt.date(2023, 12, 31))

    def test_no_partner_opens_one(self) -> None:
        with pytest.raises(NotAllowed):
            open_cycle("emea", day(), by=world.actor(world.anna()))

    def test_all_since_the_first_sale_begin_by_themselves(self) -> None:
        world.published()
        line(on=day(-60))
        for _twice in range(2):
            begin_due_cycles(day(100))
        found = Cycle.objects.filter(region="emea").order_by("starts")
        assert [one.starts for one in found] == [cycle(1).starts, starts(), cycle(-1).starts]
        assert Cycle.objects.filter(region="japan").count() == 1


class TestAskToCompute:
    def test_the_worker_does_it(self) -> None:
        won()
        line()
        asked = ask_to_compute(cycle(), by=world.actor(world.vera()))
        assert asked.job is not None
        assert not Entry.objects.exists()
        drain()
        assert Entry.objects.count() == 1
        assert Cycle.objects.get(pk=asked.pk).state == "computed"

    def test_not_by_the_auditor_nor_once_it_is_proposed(self) -> None:
        with pytest.raises(NotAllowed):
            ask_to_compute(cycle(), by=world.actor(world.auditor()))
        with pytest.raises(NotAllowed):
            ask_to_compute(proposed(), by=world.actor(world.vera()))


class TestComputeCycle:
    def test_a_running_one_stays_open(self) -> None:
        won()
        line(on=day(95))
        made = computed(cycle(-1))
        assert made.state == "open"
        assert made.totals["earned"] == "30.00"

    def test_not_once_it_is_approved(self) -> None:
        with pytest.raises(NotAllowed):
            compute_cycle(approved(), by=CLOCK)

    def test_interrupted_it_is_as_it_was_and_begins_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        won()
        line()
        first = computed()
        before = list(Entry.objects.values_list("pk", flat=True))
        line(500)

        class Killed(BaseException):
            pass

        def killed(*_args: object) -> None:
            raise Killed

        with monkeypatch.context() as patched:
            patched.setattr(closing, "close", killed)
            with pytest.raises(Killed), transaction.atomic():
                compute_cycle(first, by=CLOCK)
        assert list(Entry.objects.values_list("pk", flat=True)) == before
        assert Statement.objects.count() == 1
        compute_cycle(first, by=CLOCK)
        assert sum(one.amount for one in Entry.objects.all()) == Decimal("40.50")


class TestProposeCycle:
    def test_finance_hears_of_it(self) -> None:
        finn()
        made = proposed()
        assert (made.state, made.proposed_by) == ("proposed", world.vera())
        mail = world.mails_to("finn@vendor.example")[-1]
        assert mail.name == "cycle_proposed"
        assert not world.mails_to("vera@vendor.example")

    def test_not_while_something_came_that_it_does_not_hold(self) -> None:
        made = computed()
        won()
        line()
        with pytest.raises(LinesCameLate):
            propose_cycle(made, by=world.actor(world.vera()))
        assert Cycle.objects.get(pk=made.pk).state == "computed"

    def test_neither_proposed_nor_approved_once_a_rate_of_its_days_was_corrected(self) -> None:
        waiting = proposed()
        DayRate.objects.create(day=day(), currency="USD", base="EUR", rate=2, loaded_at=clock.now())
        with pytest.raises(RatesChanged):
            approve_cycle(waiting, by=world.actor(finn()))
        back = send_back_cycle(waiting, why="A rate was wrong", by=world.actor(finn()))
        with pytest.raises(LinesCameLate):
            propose_cycle(back, by=world.actor(world.vera()))
        again = propose_cycle(computed(back), by=world.actor(world.vera()))
        assert approve_cycle(again, by=world.actor(finn())).state == "approved"

    def test_what_an_approved_cycle_has_counted_keeps_its_amount(self) -> None:
        won()
        sold = line("125", currency="USD", rate=Decimal("1.25"), amount_base=Decimal(100))
        load_day_rates([Rate(sold.sold_on, "USD", "EUR", Decimal("1.25"))], by=world.actor(world.vera()))
        approved()
        LockedPeriod.objects.all().delete()
        right = Rate(sold.sold_on, "USD", "EUR", Decimal(1))
        load_day_rates([right], correct=True, by=world.actor(world.vera()))
        sold.refresh_from_db()
        assert sold.amount_base == 100

    def test_not_before_the_one_before_it_is_approved(self) -> None:
        computed(cycle(1))
        with pytest.raises(NotAllowed):
            proposed()

    def test_not_while_it_runs(self) -> None:
        with pytest.raises(NotAllowed):
            propose_cycle(computed(cycle(-1)), by=world.actor(world.vera()))

    def test_not_by_finance_alone(self) -> None:
        with pytest.raises(NotAllowed):
            propose_cycle(computed(), by=world.actor(finn()))


class TestSendBackCycle:
    def test_it_can_be_computed_and_proposed_again(self) -> None:
        back = send_back_cycle(proposed(), why="Lindeboom's tender is missing.", by=world.actor(finn()))
        assert (back.state, back.sent_back_why) == ("computed", "Lindeboom's tender is missing.")
        assert world.mails_to("vera@vendor.example")[-1].name == "cycle_sent_back"
        assert propose_cycle(computed(back), by=world.actor(world.vera())).state == "proposed"

    def test_with_a_reason(self) -> None:
        made = proposed()
        with pytest.raises(NoReason):
            send_back_cycle(made, why=" ", by=world.actor(finn()))
        assert Cycle.objects.get(pk=made.pk).state == "proposed"


class TestApproveCycle:
    def test_statements_get_their_numbers(self) -> None:
        won()
        line(10_000)
        made = approved()
        statement = Statement.objects.get(cycle=made)
        assert statement.number.startswith("RB-")
        assert (statement.state, statement.payable) == ("approved", Decimal(270))
        assert made.release_on == made.ends + dt.timedelta(days=90)
        assert world.happened("CycleApproved")[0].receipt is not None

    def test_never_by_whoever_proposed_it(self) -> None:
        both = world.vera()
        world.staff(both.email, both.name, "finance")
        made = proposed()
        with pytest.raises(NotAllowed):
            approve_cycle(made, by=world.actor(both))
        with pytest.raises(IntegrityError), transaction.atomic():
            Cycle.objects.filter(pk=made.pk).update(approved_by=both)

    def test_not_by_the_desk(self) -> None:
        made = proposed()
        for who in (world.agent(), world.auditor()):
            with pytest.raises(NotAllowed):
                approve_cycle(made, by=world.actor(who))
        assert Cycle.objects.get(pk=made.pk).state == "proposed"

    def test_months_are_locked_once_every_region_has_approved(self) -> None:
        approved()
        assert not LockedPeriod.objects.exists()
        for region in ("americas", "apac", "japan"):
            approved(cycle(region=region))
        assert sorted(LockedPeriod.objects.values_list("period", flat=True))[0] == cycle().first_period
        assert LockedPeriod.objects.count() == 3

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_does(self) -> None:
        won()
        line(10_000)
        made = proposed()
        one = world.actor(finn())
        two = world.actor(world.staff("greetje@vendor.example", "Greetje Faber", "finance"))
        raised = together(lambda: approve_cycle(made, by=one), lambda: approve_cycle(made, by=two))
        assert kinds(raised) == [NotAllowed]
        assert Statement.objects.get().number
        assert len(world.happened("CycleApproved")) == 1


class TestPayCycle:
    def test_what_the_bank_paid_is_paid(self) -> None:
        won()
        line(10_000)
        made = pay_cycle(approved(), by=world.actor(finn()))
        assert made.state == "paid"
        assert Statement.objects.get().state == "paid"

    def test_not_while_a_payment_that_the_bank_sent_back_is_paid_by_no_other(self, settings, tmp_path) -> None:
        settings.KANAAL_KEYS = tmp_path / "keys"
        world_bank.in_force()
        won()
        line(10_000)
        made, by = approved(), world.actor(finn(), "staff")
        file = paying.make_payment_file(made, on=bank_day(), by=by)
        paying.settle_payment_file(file, by=by)
        paying.return_payment(file.payments.get(), why="account closed", by=by)
        with pytest.raises(PaymentsReturned) as refused:
            pay_cycle(made, by=by)
        page = world.browser(finn()).post(reverse("pay-rebate-cycle", args=[made.pk]))
        assert f'href="{reverse("cycle-payments", args=[made.pk])}"' in page.content.decode()
        assert Statement.objects.get().number in str(refused.value.says)
        assert (Cycle.objects.get(pk=made.pk).state, Statement.objects.get().state) == ("approved", "approved")
        pay_cycle(made, unpaid=[Statement.objects.get().pk], by=by)
        assert Statement.objects.get().state == "approved"

    def test_not_before_it_is_approved(self) -> None:
        made = proposed()
        with pytest.raises(NotAllowed):
            pay_cycle(made, by=world.actor(finn()))
        assert Cycle.objects.get(pk=made.pk).paid_at is None
