"""What a cycle comes to: matched, rated, capped, held back, taken back, released, carried over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.deals.models import Registration
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack
from kanaal.rebates.actions.lines import choose_deal
from kanaal.rebates.models import Cycle, Entry, Match, Statement
from kanaal.rebates.queries_partner import unmatched_of
from kanaal.rebates.rules.bounds import within
from kanaal.sellthrough.models import SaleLine, SalesReport
from tests import world
from tests.world_rebates import approved, computed, cycle, day, gone_back, line, won

pytestmark = pytest.mark.django_db


def entry(of: SaleLine, kind: str = "earned") -> Entry:
    return Entry.objects.select_related("tariff", "cycle").get(line=of, kind=kind)


def reason(of: SaleLine) -> str:
    return Match.objects.get(line=of).reason


def statement(of: Cycle) -> Statement:
    return Statement.objects.get(cycle=of, partner=world.lindeboom())


def by_itself() -> dict[str, Any]:
    """Of a line that the reseller reported itself."""
    company = world.lindeboom()
    whole, _made = SalesReport.objects.get_or_create(
        partner=company,
        defaults={"number": "SR-OWN", "reporter": f"partner:{company.pk}", "month": "2026-01", "source": "file",
                  "name": "own.csv", "digest": "1", "state": "taken", "sent_at": clock.now()},
    )  # fmt: skip
    return {"report": whole, "reporter": whole.reporter}


def counts(whose: str) -> None:
    """The programme, but with another word on sales that are told twice."""
    text = Release.objects.order_by("-number")[0].files["rebates.toml"]
    world.published_with_file("rebates.toml", text.replace('told_twice = "distributor"', f'told_twice = "{whose}"'))


class TestMatching:
    def test_by_the_order_number_and_its_kind(self) -> None:
        deal, sold = won(), line(1000)
        computed()
        found = entry(sold)
        assert (found.opportunity, found.how, found.partner) == (deal, "number", world.lindeboom())
        assert (found.rule, found.rate, found.tariff.level) == ("gold", Decimal("3.00"), "gold")
        assert (found.base, found.earned, found.held, found.amount) == (
            Decimal(1000),
            Decimal(30),
            Decimal(3),
            Decimal(27),
        )
        assert not Match.objects.exists()

    def test_by_the_customers_own_number_in_its_column(self) -> None:
        deal = won("PO 2026/17", kind="customer-po")
        sold = line(1000, "", po_number="po-2026-17", po_key="PO202617")
        computed()
        assert (entry(sold).opportunity, entry(sold).how) == (deal, "po")

    def test_a_customers_number_in_the_column_of_the_order_is_proposed(self) -> None:
        deal = won("PO 2026/17", kind="customer-po")
        sold = line(1000, "PO 2026/17")
        computed()
        assert reason(sold) == "other-kind"
        assert Match.objects.get().proposed == deal
        assert not Entry.objects.exists()

    def test_by_customer_product_and_date_is_proposed(self) -> None:
        deal = won("DN-7")
        sold = line(1000, "DN-8", account=deal.account)
        far = line(1000, "DN-9", account=deal.account, on=day() - dt.timedelta(days=61), period=cycle().first_period)
        computed()
        assert (reason(sold), Match.objects.get(line=sold).proposed) == ("proposed", deal)
        assert reason(far) == "number-unknown"

    def test_every_line_without_a_deal_has_its_reason(self) -> None:
        won("DN-2", state="open")
        won("DN-3", who=world.carla())
        won("DN-4")
        won("DN-4", name="Another")
        lines = {
            "number-unknown": line(1, "DN-1"), "not-won": line(1, "DN-2"), "other-reseller": line(1, "DN-3"),
            "several-deals": line(1, "DN-4"), "no-number": line(1, ""),
            "reseller-unknown": line(1, "DN-2", nobody=True), "no-programme": line(1, on=dt.date(2019, 12, 31),
                                                                             period=cycle().first_period),
            "no-rate-of-day": line(1, "DN-4", amount_base=None, base_currency="", currency="CHF"),
        }  # fmt: skip
        computed()
        assert {reason(one): one.pk for one in lines.values()} == {key: one.pk for key, one in lines.items()}

    def test_a_line_of_another_region_is_none_of_its_business(self) -> None:
        world.published()
        far = world.company("Maple", "gold", region="americas", country="CA")
        sold = line(1000, partner=far, currency="USD", base_currency="USD")
        computed()
        assert not Match.objects.exists()
        computed(cycle(region="americas"))
        assert reason(sold) == "number-unknown"


class TestToldTwice:
    """A distributor and the reseller itself report the same sale: the programme says whose line counts."""

    def test_it_counts_once_as_the_distributor_has_it(self) -> None:
        deal, theirs, own = won(), line(1000), line(1200, **by_itself())
        computed()
        assert entry(theirs).base == 1000
        assert Entry.objects.count() == 1
        assert (reason(own), Match.objects.get(line=own).proposed) == ("told-twice", deal)
        assert not unmatched_of(world.lindeboom())

    def test_it_counts_as_the_reseller_has_it_where_the_programme_says_so(self) -> None:
        won()
        theirs, own = line(1000), line(1200, **by_itself())
        counts("reseller")
        computed()
        assert entry(own).base == 1200
        assert reason(theirs) == "told-twice"

    def test_both_count_where_the_programme_says_so(self) -> None:
        won()
        theirs, own = line(1000), line(1200, **by_itself())
        counts("both")
        computed()
        assert entry(theirs).base + entry(own).base == 2200

    def test_another_product_or_deal_is_another_sale(self) -> None:
        won()
        won("DN-1002")
        line(1000)
        others = [line(500, sku="AC-02", **by_itself()), line(700, "DN-1002", **by_itself())]
        computed()
        assert [entry(one).base for one in others] == [500, 700]

    def test_what_was_counted_before_is_not_counted_again_when_the_other_reports_late(self) -> None:
        won()
        own = line(1200, **by_itself())
        approved()
        theirs = line(1000)
        computed(cycle(-1))
        assert entry(own).base == 1200
        assert reason(theirs) == "told-twice"

    def test_a_persons_word_goes_before(self) -> None:
        deal = won()
        line(1000)
        own = line(1200, **by_itself())
        first = computed()
        choose_deal(Match.objects.get(line=own), number=deal.number, by=world.actor(world.agent()))
        computed(first)
        assert entry(own).how == "person"
        assert Entry.objects.count() == 2


class TestAgain:
    def test_changes_nothing(self) -> None:
        won()
        sold = [line(999), line(1, "DN-0"), line("333.33")]
        gone_back(sold[0], 3)
        first = computed()
        before = sorted(Entry.objects.values_list("line", "kind", "amount", "held", "capped"))
        again = computed(first)
        assert sorted(Entry.objects.values_list("line", "kind", "amount", "held", "capped")) == before
        assert (again.totals["changed"], again.changes) == (0, [])
        assert len(before) == 3

    def test_what_was_mended_meanwhile_counts(self) -> None:
        sold = line()
        first = computed()
        assert reason(sold) == "number-unknown"
        won()
        again = computed(first)
        assert not Match.objects.exists()
        assert entry(sold).amount == 27
        assert again.changes == [[world.lindeboom().number, "Lindeboom Digitaal", "0", "27.00"]]

    def test_a_line_counts_in_one_cycle_only(self) -> None:
        won()
        sold = line()
        approved()
        computed(cycle(-1))
        assert entry(sold).cycle == cycle()

    def test_a_late_line_goes_into_the_next(self) -> None:
        won()
        line()
        closed = approved()
        late = line(500)
        running = computed(cycle(-1))
        assert entry(late).cycle == running
        assert Entry.objects.filter(cycle=closed).count() == 1
        assert running.state == "open"


class TestCaps:
    def test_a_deals_cap_is_split_over_its_lines_to_the_cent(self) -> None:
        won()
        sold = [line(400_000), line(300_000), line(333_333)]  # 3%: 10,000 (cap of a line), 9,000, 9,999.99
        computed()
        found = [entry(one) for one in sold]
        assert [one.earned for one in found] == [12_000, 9_000, Decimal("9999.99")]
        assert sum(one.given for one in found) == 25_000
        assert [one.given for one in found] == within(
            Decimal(25_000), [Decimal(10_000), Decimal(9_000), Decimal("9999.99")], Decimal("0.01")
        )
        assert all(one.earned - one.capped == one.amount + one.held for one in found)

    def test_what_a_deal_got_before_leaves_less_room(self) -> None:
        won()
        for _n in range(3):
            line(300_000)
        approved()
        late = line(300_000)
        computed(cycle(-1))
        assert entry(late).given == 0
        assert entry(late).capped == 9_000


class TestReturns:
    def test_take_back_exactly_what_was_given(self) -> None:
        won()
        sold = line("100.10", quantity=3)  # 3.00: 2.70 and 0.30 held
        backs = [gone_back(sold, 1) for _n in range(3)]
        computed()
        given = entry(sold)
        taken = [entry(one, "clawback") for one in backs]
        assert sum(one.amount for one in taken) == -given.amount
        assert sum(one.held for one in taken) == -given.held
        whole = statement(cycle())
        assert (whole.earned, whole.clawed, whole.held, whole.payable) == (
            Decimal("3.00"),
            Decimal("3.00"),
            Decimal(0),
            Decimal(0),
        )

    def test_in_a_later_cycle(self) -> None:
        won()
        sold = line(10_000)
        approved()
        back = gone_back(sold, 5, on=day(95))
        after = computed(cycle(-1))
        taken = entry(back, "clawback")
        assert (taken.cycle, taken.amount, taken.held) == (after, Decimal(-135), Decimal(-15))
        assert (taken.of, taken.opportunity) == (entry(sold), entry(sold).opportunity)
        assert entry(sold, "released").amount == 15  # what was held back of the other half
        assert (statement(after).payable, statement(after).carried_out) == (Decimal(0), Decimal(-120))

    def test_a_return_after_the_programmes_days_takes_nothing(self) -> None:
        won()
        sold = line(10_000)
        gone_back(sold, 5, on=sold.sold_on + dt.timedelta(days=366))
        SaleLine.objects.filter(corrects=sold).update(period=cycle().last_period)
        computed()
        assert not Entry.objects.filter(kind="clawback").exists()


class TestHoldback:
    def test_is_released_once_its_days_are_over(self) -> None:
        won()
        sold = line(10_000, on=day(-340), period=cycle(3).first_period)
        first = approved(cycle(3))
        assert entry(sold).held == 30
        back = gone_back(sold, 4, on=day(-320))
        second = approved(cycle(2))
        assert entry(back, "clawback").held == -12
        third = computed(cycle(1))
        released = entry(sold, "released") if Entry.objects.filter(kind="released").exists() else None
        last = released.cycle if released else computed(cycle(0))
        freed = entry(sold, "released")
        assert (freed.amount, freed.held) == (Decimal(18), Decimal(-18))
        assert first.release_on
        assert first.release_on <= last.ends
        assert sum(one.held for one in Entry.objects.all()) == 0
        assert {second.key, third.key} != {""}


class TestStatements:
    def test_below_the_minimum_is_carried_over_and_paid_with_the_next(self) -> None:
        won()
        line(1_000)
        first = approved()
        one = statement(first)
        assert (one.payable, one.carried_out, one.state) == (Decimal(0), Decimal(27), "approved")
        assert one.number.startswith("RB-")
        line(1_000, on=day(100))
        two = statement(computed(cycle(-1)))
        assert (two.carried_in, two.released, two.payable, two.carried_out) == (
            Decimal(27),
            Decimal(3),
            Decimal(57),
            Decimal(0),
        )


class TestRates:
    def test_a_registered_deal_gets_its_own_rate(self) -> None:
        deal = won()
        at = dt.datetime.combine(day(5), dt.time(9), dt.UTC)
        Registration.objects.create(
            number="R-1", opportunity=deal, partner=deal.partner, account=deal.account, need=deal.need, state="closed",
            region="emea", began_at=at, ever_protected=True, protected_from=at, protected_until=day(40),
        )  # fmt: skip
        sold, before, after = line(1000), line(1000, on=day(4)), line(1000, on=day(41))
        computed()
        assert [entry(one).rule for one in (sold, before, after)] == ["gold-registered", "gold", "gold"]

    def test_the_level_is_that_of_the_day(self) -> None:
        won()
        partner = world.lindeboom()
        partner.level_terms.create(level="platinum", since=day(-300), until=day(10), brought=True)
        partner.level_terms.create(level="gold", since=day(10))
        sold, on_the_day = line(1000, on=day(9)), line(1000, on=day(10))
        computed()
        assert [entry(one).rule for one in (sold, on_the_day)] == ["platinum", "gold"]

    def test_the_release_is_that_of_the_day(self) -> None:
        won()
        old = world.published()
        with_more = dict(old.files)
        with_more["rebates.toml"] = with_more["rebates.toml"].replace(
            'percent = "3"\nlevels = ["gold"]', 'percent = "4"\nlevels = ["gold"]'
        )
        new = Release.objects.create(
            number=2, name="dearer", effective_from=dt.datetime.combine(day(15), dt.time(12), dt.UTC),
            published_at=old.published_at, digest=Pack(with_more).digest, files=with_more,
        )  # fmt: skip
        sold, on_the_day = line(1000, on=day(14)), line(1000, on=day(15))
        computed()
        assert [(entry(one).release_id, entry(one).rate) for one in (sold, on_the_day)] == [
            (old.pk, Decimal(3)),
            (new.pk, Decimal(4)),
        ]

    def test_a_rule_that_gives_nothing_says_so(self) -> None:
        won(deal_type="renewal")
        sold = line(1000)
        computed()
        assert (entry(sold).rule, entry(sold).amount) == ("renewal", Decimal(0))

    def test_what_no_rule_names_gives_nothing(self) -> None:
        won()
        world.lindeboom().level_terms.create(level="certified", since=day(-300))
        sold = line(1000)
        computed()
        assert (entry(sold).rule, entry(sold).tariff.level, entry(sold).amount) == ("", "certified", Decimal(0))
