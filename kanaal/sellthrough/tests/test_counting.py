"""By which rate, in which month and for which partner a line counts; and the keys of programs (R1)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.sellthrough import periods, rates
from kanaal.sellthrough.actions.keys import MOST, TooManyKeys, actor_of, make_report_key, withdraw_report_key
from kanaal.sellthrough.actions.periods import (
    LockedAlready,
    NoPeriod,
    NoReason,
    NotLocked,
    lock_period,
    unlock_period,
)
from kanaal.sellthrough.actions.rates import NoRates, Rate, RateKnownOtherwise, load_day_rates
from kanaal.sellthrough.actions.resellers import NobodyByThisName, recognise_reseller
from kanaal.sellthrough.models import DayRate, LockedPeriod, SaleLine, month_of
from tests import world
from tests.world_licences import distributor
from tests.world_orders import dirk, greta
from tests.world_reports import counts, day, line, sent

pytestmark = pytest.mark.django_db
SOLD = 40


def usd(ago: int, rate: str = "1.25", base: str = "EUR") -> Rate:
    return Rate(day(ago), "USD", base, Decimal(rate))


def vera():
    return world.actor(world.vera())


class TestLoadDayRates:
    def test_a_line_waits_and_is_computed_when_the_rate_arrives(self) -> None:
        sent(line(currency="USD", amount="125.00"))
        assert SaleLine.objects.get().amount_base is None
        made = load_day_rates([usd(SOLD)], by=vera())
        one = SaleLine.objects.get()
        assert (made.computed, one.rate, one.amount_base) == (1, Decimal("1.25"), Decimal("100.00"))

    def test_a_line_takes_the_rate_that_is_there(self) -> None:
        load_day_rates([usd(SOLD)], by=vera())
        sent(line(currency="USD", amount="125.00"))
        assert SaleLine.objects.get().amount_base == 100

    def test_a_weekend_takes_the_day_before_once_the_day_after_is_there(self) -> None:
        sent(line(currency="USD", amount="125.00"))
        load_day_rates([usd(SOLD + 2)], by=vera())
        assert SaleLine.objects.get().amount_base is None
        load_day_rates([usd(SOLD - 1, "2")], by=vera())
        assert SaleLine.objects.get().amount_base == 100

    def test_a_rate_long_before_is_none(self) -> None:
        sent(line(currency="USD", amount="125.00"))
        load_day_rates([usd(SOLD + 20), usd(SOLD - 1)], by=vera())
        assert SaleLine.objects.get().amount_base is None

    def test_across_a_third_and_the_other_way_round(self) -> None:
        load_day_rates([usd(SOLD), Rate(day(SOLD), "GBP", "EUR", Decimal("0.8"))], by=vera())
        book = rates.RateBook(["USD", "GBP", "EUR"], day(SOLD))
        assert book.rate("EUR", "USD", day(SOLD)) == Decimal("0.8")
        assert book.rate("GBP", "USD", day(SOLD)) == Decimal("0.64")
        assert rates.in_base(Decimal("1.00"), Decimal("0.64"), "USD") == Decimal("1.56")
        assert rates.in_base(Decimal("100"), Decimal("0.64"), "JPY") == Decimal(156)

    def test_the_same_again_changes_nothing_and_another_value_is_refused(self) -> None:
        load_day_rates([usd(SOLD)], by=vera())
        assert load_day_rates([usd(SOLD)], by=vera()).known_before == 1
        with pytest.raises(RateKnownOtherwise):
            load_day_rates([usd(SOLD, "1.3"), usd(SOLD - 1)], by=vera())
        with pytest.raises(NoRates):
            load_day_rates([], by=vera())
        assert DayRate.objects.count() == 1

    def test_one_that_was_wrong_is_corrected_and_open_lines_get_their_amount_anew(self) -> None:
        load_day_rates([usd(SOLD, "1.25"), usd(SOLD - 1, "1.25")], by=vera())
        sent(line(currency="USD", amount="125.00"), line(currency="USD", amount="250.00", quantity="2"), line())
        locked = SaleLine.objects.get(amount=250)
        elsewhere = periods.after(locked.period, -3)
        SaleLine.objects.filter(pk=locked.pk).update(period=elsewhere)
        LockedPeriod.objects.create(period=elsewhere, locked_at=clock.now(), reason="so")
        made = load_day_rates([usd(SOLD, "1.00")], correct=True, by=vera())
        assert (made.added, made.known_before, made.corrected, made.computed) == (0, 0, 1, 1)
        assert SaleLine.objects.get(amount=125).amount_base == 125
        assert SaleLine.objects.get(amount=250).amount_base == 200, "its month is locked"
        assert DayRate.objects.get(day=day(SOLD)).rate == 1
        assert [one.data["now"] for one in world.happened("DayRatesCorrected")] == [[f"{day(SOLD)} USD/EUR 1"]]
        assert load_day_rates([usd(SOLD, "1.00")], correct=True, by=vera()).corrected == 0

    def test_by_managers_and_finance_alone(self) -> None:
        world.published()
        for who in (world.actor(world.agent()), dirk()):
            with pytest.raises(NotAllowed):
                load_day_rates([usd(SOLD)], by=who)
        assert not DayRate.objects.exists()


@given(amount=st.decimals("-99999999", "99999999", places=2), rate=st.decimals("0.0001", "9999", places=4))
@settings(max_examples=50)
def test_an_amount_in_base_is_never_off_by_more_than_half_a_cent(amount: Decimal, rate: Decimal) -> None:
    found = rates.in_base(amount, rate, "EUR")
    assert abs(found - amount / rate) <= Decimal("0.005")
    assert rates.in_base(-amount, rate, "EUR") == -found


class TestLockPeriod:
    def test_a_late_line_counts_in_the_first_open_month_and_says_so(self) -> None:
        month = month_of(day(SOLD))
        lock_period(month, reason="Books closed", by=vera())
        sent(line())
        one = SaleLine.objects.get()
        assert (one.period, one.is_late) == (periods.after(month), True)

    def test_what_was_counted_stays(self) -> None:
        sent(line())
        month = month_of(day(SOLD))
        lock_period(month, reason="Books closed", by=vera())
        assert SaleLine.objects.get().period == month

    def test_a_line_without_a_rate_counts_later(self) -> None:
        sent(line(currency="USD"), line(reference="2"))
        month = month_of(day(SOLD))
        lock_period(month, reason="Books closed", by=vera())
        assert list(SaleLine.objects.order_by("line").values_list("period", flat=True)) == [periods.after(month), month]

    def test_only_a_month_that_is_over_once_and_with_a_reason(self) -> None:
        month = month_of(day(SOLD))
        with pytest.raises(NoReason):
            lock_period(month, reason=" ", by=vera())
        for bad in (month_of(day(0)), "2026-13", "x"):
            with pytest.raises(NoPeriod):
                lock_period(bad, reason="so", by=vera())
        lock_period(month, reason="so", by=vera())
        with pytest.raises(LockedAlready):
            lock_period(month, reason="so", by=vera())
        assert LockedPeriod.objects.count() == 1

    def test_by_managers_and_finance_alone(self) -> None:
        world.published()
        for who in (world.actor(world.agent()), world.actor(world.auditor()), dirk()):
            with pytest.raises(NotAllowed):
                lock_period(month_of(day(SOLD)), reason="so", by=who)
        assert not LockedPeriod.objects.exists()


class TestUnlockPeriod:
    def test_the_month_takes_lines_again_and_what_was_counted_later_stays(self) -> None:
        month = month_of(day(SOLD))
        lock_period(month, reason="so", by=vera())
        sent(line())
        unlock_period(month, reason="A report was missing", by=vera())
        sent(line(reference="2"))
        assert list(SaleLine.objects.order_by("pk").values_list("period", flat=True)) == [periods.after(month), month]

    def test_refused_without_a_lock_a_reason_or_the_role(self) -> None:
        month = month_of(day(SOLD))
        with pytest.raises(NotLocked):
            unlock_period(month, reason="so", by=vera())
        lock_period(month, reason="so", by=vera())
        with pytest.raises(NoReason):
            unlock_period(month, reason="", by=vera())
        with pytest.raises(NotAllowed):
            unlock_period(month, reason="so", by=world.actor(world.agent()))
        assert LockedPeriod.objects.exists()


class TestRecogniseReseller:
    def test_its_lines_and_those_to_come_are_the_partners(self) -> None:
        sent(line(reseller_id="", reseller="LD Utrecht"))
        assert recognise_reseller(f"distributor:{distributor().pk}", "LD Utrecht", world.lindeboom(), by=vera()) == 1
        one = SaleLine.objects.get()
        assert (one.partner, one.amount_base, one.base_currency) == (world.lindeboom(), one.amount, "EUR")
        sent(line(reseller_id="", reseller="ld utrecht b.v.", reference="2"))
        assert SaleLine.objects.get(reference="2").partner == world.lindeboom()

    def test_in_a_locked_month_it_counts_later(self) -> None:
        sent(line(reseller_id="", reseller="LD Utrecht"))
        month = month_of(day(SOLD))
        LockedPeriod.objects.create(period=month, locked_at="2026-01-01T00:00Z", reason="so")
        recognise_reseller(f"distributor:{distributor().pk}", "LD Utrecht", world.lindeboom(), by=vera())
        assert SaleLine.objects.get().period == periods.after(month)

    def test_nobody_by_this_name_and_not_by_a_distributor(self) -> None:
        sent(line(reseller_id="", reseller="LD Utrecht"))
        key = f"distributor:{distributor().pk}"
        with pytest.raises(NobodyByThisName):
            recognise_reseller(key, "Another", world.lindeboom(), by=vera())
        with pytest.raises(NotAllowed):
            recognise_reseller(key, "LD Utrecht", world.lindeboom(), by=dirk())
        assert SaleLine.objects.get().partner is None


class TestMakeReportKey:
    def test_its_secret_lets_its_person_in_as_they_are_now(self) -> None:
        key, secret = make_report_key(distributor(), name="ERP", by=dirk())
        found = actor_of(secret)
        assert found is not None
        assert (found[0].person_id, found[0].kind, found[1]) == (key.person_id, "client", key)
        assert secret not in str(key.__dict__)
        distributor().users.update(state="left")
        assert actor_of(secret) is None

    def test_not_after_its_day_and_not_a_guess(self) -> None:
        key, secret = make_report_key(distributor(), name="ERP", by=dirk())
        key.until = day(1)
        key.save()
        assert actor_of(secret) is None
        assert actor_of("kr_guess") is None

    def test_a_few_at_the_same_time_and_for_ones_own_company(self) -> None:
        by = dirk()
        for at in range(MOST):
            make_report_key(distributor(), name=f"key {at}", by=by)
        with pytest.raises(TooManyKeys):
            make_report_key(distributor(), name="one more", by=by)
        with pytest.raises(NotAllowed):
            make_report_key(distributor(), name="x", by=world.actor(greta(), "distributor"))


class TestWithdrawReportKey:
    def test_it_works_no_more(self) -> None:
        key, secret = make_report_key(distributor(), name="ERP", by=dirk())
        withdraw_report_key(key, by=dirk())
        assert actor_of(secret) is None

    def test_not_by_another_company(self) -> None:
        key, secret = make_report_key(distributor(), name="ERP", by=dirk())
        with pytest.raises(NotAllowed):
            withdraw_report_key(key, by=world.actor(greta(), "distributor"))
        assert actor_of(secret) is not None


class TestPeriods:
    @given(month=st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1)), step=st.integers(-300, 300))
    @settings(max_examples=50)
    def test_months_count_back_and_forth(self, month: dt.date, step: int) -> None:
        period = month_of(month)
        assert periods.after(periods.after(period, step), -step) == period
        assert (periods.after(period, step) > period) == (step > 0)

    def test_the_first_open_one_may_be_far(self) -> None:
        assert periods.open_period("2026-11", {"2026-11", "2026-12", "2027-02"}) == "2027-01"


def test_counts_add_up() -> None:
    report = sent(line(), line(), line(reference="3", sku="no"), line(quantity="-9", amount="-1", reference="4"))
    assert sum(counts(report)) == report.rows == 4
