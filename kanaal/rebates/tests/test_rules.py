"""The pure rules: tables and properties; and that SQL comes to what they do."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.rebates.models import Entry
from kanaal.rebates.rules import bankdays
from kanaal.rebates.rules.bounds import Given, held_back, taken_back, within
from kanaal.rebates.rules.periods import Span, later, periods, span_of
from kanaal.rebates.rules.rates import Rate, Sale, part, rate_of
from kanaal.rebates.why import why, why_back
from tests.world_rebates import computed, gone_back, line, won

CENT, YEN = Decimal("0.01"), Decimal(1)
cents = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


class TestRates:
    SALE = Sale("emea", "gold", "acrobat", "new-business", registered=True)

    @pytest.mark.parametrize(
        ("rate", "fits"),
        [
            (Rate("all", Decimal(1)), True),
            (Rate("level", Decimal(1), levels=("gold", "platinum")), True),
            (Rate("level", Decimal(1), levels=("platinum",)), False),
            (Rate("family", Decimal(1), families=("stock",)), False),
            (Rate("type", Decimal(1), deal_types=("renewal",)), False),
            (Rate("registered", Decimal(1), registered=True), True),
            (Rate("not", Decimal(1), registered=False), False),
            (Rate("region", Decimal(1), regions=("japan",)), False),
            (Rate("none", Decimal(1), levels=()), False),
        ],
    )
    def test_what_is_left_out_fits_everything(self, rate: Rate, fits: bool) -> None:
        assert rate.fits(self.SALE) is fits

    def test_the_first_that_fits_counts(self) -> None:
        rates = [Rate("a", Decimal(1), levels=("x",)), Rate("b", Decimal(2)), Rate("c", Decimal(3))]
        assert rate_of(rates, self.SALE) == rates[1]
        assert rate_of(rates[:1], self.SALE) is None

    @pytest.mark.parametrize(
        ("amount", "percent", "unit", "gives"),
        [
            ("100.10", "3", CENT, "3.00"), ("0.17", "3", CENT, "0.01"), ("0.16", "3", CENT, "0.00"),
            ("28252", "5", CENT, "1412.60"), ("50", "1", YEN, "1"), ("49", "1", YEN, "0"),
            ("33.33", "7.5", CENT, "2.50"),
        ],
    )  # fmt: skip
    def test_half_a_unit_goes_up(self, amount: str, percent: str, unit: Decimal, gives: str) -> None:
        assert part(Decimal(amount), Decimal(percent), unit) == Decimal(gives)


class TestBounds:
    @settings(max_examples=25)
    @given(st.lists(cents, max_size=30), cents)
    def test_what_is_cut_makes_exactly_the_room(self, amounts: list[Decimal], room: Decimal) -> None:
        cut = within(room, amounts, CENT)
        assert sum(cut) == min(room, sum(amounts, Decimal(0)))
        assert all(0 <= less <= amount for less, amount in zip(cut, amounts, strict=True))

    def test_no_room_leaves_nothing(self) -> None:
        assert within(Decimal(-5), [Decimal(3), Decimal(4)], CENT) == [0, 0]

    @settings(max_examples=25)
    @given(cents, st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(0, 100))
    def test_all_returns_together_take_back_exactly_what_was_given(
        self, amount: Decimal, pieces: list[int], percent: int
    ) -> None:
        whole, got, before = held_back(amount, Decimal(percent), CENT), Given(Decimal(0), Decimal(0)), 0
        for now in pieces:
            back = taken_back(whole, before, now, sum(pieces), CENT, released=False)
            got, before = Given(got.amount + back.amount, got.held + back.held), before + now
        assert got == Given(-whole.amount, -whole.held)

    def test_what_was_released_meanwhile_is_taken_from_what_counts(self) -> None:
        back = taken_back(Given(Decimal(90), Decimal(10)), 0, 1, 2, CENT, released=True)
        assert back == Given(Decimal(-50), Decimal(0))

    def test_more_than_all_of_it_never_comes_back(self) -> None:
        assert taken_back(Given(Decimal(9), Decimal(0)), 8, 5, 10, CENT, released=False).whole == Decimal("-1.80")


class TestPeriods:
    @pytest.mark.parametrize(
        ("day", "months", "key", "ends"),
        [
            (dt.date(2026, 7, 1), 3, "2026-Q3", dt.date(2026, 9, 30)),
            (dt.date(2026, 12, 31), 3, "2026-Q4", dt.date(2026, 12, 31)),
            (dt.date(2028, 2, 29), 1, "2028-02", dt.date(2028, 2, 29)),
            (dt.date(2026, 5, 5), 12, "2026", dt.date(2026, 12, 31)),
            (dt.date(2026, 5, 5), 6, "2026-01/2026-06", dt.date(2026, 6, 30)),
        ],
    )
    def test_a_day_lies_in_one(self, day: dt.date, months: int, key: str, ends: dt.date) -> None:
        span = span_of(day, dt.date(2024, 1, 1), months)
        assert span is not None
        assert (span.key, span.ends) == (key, ends)

    def test_none_before_the_first(self) -> None:
        assert span_of(dt.date(2023, 12, 31), dt.date(2024, 1, 1), 3) is None

    def test_one_follows_the_other_without_a_gap(self) -> None:
        span = span_of(dt.date(2025, 11, 3), dt.date(2024, 12, 1), 3)
        assert span is not None
        assert span.key == "2025-09/2025-11"
        assert later(span.starts, 3) == span.ends + dt.timedelta(days=1)
        assert periods("2025-11", "2026-01") == ["2025-11", "2025-12", "2026-01"]
        assert Span(dt.date(2026, 2, 1), dt.date(2026, 4, 30)).key == "2026-02/2026-04"


@pytest.mark.django_db
class TestSqlComesToTheSame:
    def test_of_sales_and_returns_by_chance(self) -> None:
        """Forty lines of three deals, two of them far above the cap; some come back in parts."""
        chance = random.Random(4)
        for number in ("DN-1", "DN-2", "DN-3"):
            won(number)
        for place in range(40):
            size = chance.choice([100, 10_000, 600_000])
            sold = line(str(Decimal(chance.randint(1, size * 100)) / 100), f"DN-{place % 3 + 1}", quantity=7)
            for back in chance.sample([0, 0, 0, 2, 3], 2):
                if back:
                    gone_back(sold, back)
        computed()
        entries = list(Entry.objects.select_related("tariff", "cycle", "line", "opportunity", "of__line", "of__tariff"))
        earned = [one for one in entries if one.kind == "earned"]
        assert len(earned) == 40
        assert any(one.capped for one in earned)
        assert all(why(one).agrees for one in earned)
        taken = [one for one in entries if one.kind == "clawback"]
        assert taken
        assert all(why_back(one).agrees for one in taken)


@pytest.mark.parametrize(
    ("asked", "euros", "dollars"),
    [
        ("2026-11-30", "2026-11-30", "2026-11-30"),
        ("2026-12-05", "2026-12-07", "2026-12-07"),  # a Saturday
        ("2026-12-25", "2026-12-28", "2026-12-25"),  # Christmas, and a weekend after it
        ("2026-12-26", "2026-12-28", "2026-12-28"),
        ("2027-01-01", "2027-01-04", "2027-01-01"),
        ("2027-03-26", "2027-03-30", "2027-03-26"),  # Good Friday to Easter Monday
        ("2028-05-01", "2028-05-02", "2028-05-01"),
        ("2028-12-26", "2028-12-27", "2028-12-26"),
        ("2026-04-27", "2026-04-27", "2026-04-27"),  # the Dutch are closed, their banks' payments are not
    ],
)
def test_banks_execute_euros_on_days_of_target_and_others_on_weekdays(asked: str, euros: str, dollars: str) -> None:
    day = dt.date.fromisoformat(asked)
    assert bankdays.bank_day_from(day, "EUR").isoformat() == euros
    assert bankdays.bank_day_from(day, "USD").isoformat() == dollars
    assert bankdays.next_bank_day(day - bankdays.DAY, "EUR").isoformat() == euros
    assert bankdays.is_bank_day(bankdays.bank_day_until(day, "EUR"), "EUR")
