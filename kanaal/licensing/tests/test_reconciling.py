"""Four counts and why they differ: each difference is explained whole, by a cause that is mended in one way."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Addition, Agreement, Part, Renewal
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.reconciling import SETTLED, Differs, Line, Report, Waiting, reconcile
from kanaal.licensing.tests.made import agreements
from kanaal.licensing.tests.terms import EVERY, VIP

BEGAN = dt.date(2026, 3, 10)
PLENTY = 10_000


def ordered(quantity: int, on: dt.date = BEGAN, number: str = "PA-1") -> Addition:
    return Addition(number, "CC", quantity, on, orders=(Part(on, quantity, f"O-{number}"),))


def line(
    *additions: Addition, day: dt.date, assigned: int = 0, waiting: int = 0, said: list[Report] | None = None
) -> Line:
    reports = None if said is None else {"CC": said}
    facts = Agreement(BEGAN, additions)
    return reconcile(
        facts, VIP, day, assigned={"CC": assigned}, waiting={"CC": Waiting(waiting, waiting)}, reports=reports
    )[0]


def why(found: Line) -> dict[str, int]:
    return {str(one.why): one.quantity for one in found.differences}


class TestOneProduct:
    def test_where_all_four_are_alike_nothing_is_said(self) -> None:
        day = BEGAN + 20 * DAY
        found = line(ordered(12), day=day, assigned=12, said=[Report("Noord", day, 12)])
        assert (found.assigned, found.usable, found.ordered, found.reported) == (12, 12, 12, 12)
        assert found.differences == ()
        assert found.agrees

    @pytest.mark.parametrize(("age", "cause"), [(10, "pending"), (40, "overdue"), (70, "suspended")])
    def test_what_is_not_ordered_is_to_be_ordered(self, age: int, cause: str) -> None:
        one = Addition("PA-1", "CC", 4, BEGAN)
        found = line(one, day=BEGAN + age * DAY, assigned=0)
        assert why(found)[cause] == 4
        assert not found.agrees

    def test_what_was_asked_of_a_distributor_waits_for_it_and_asks_nothing_of_the_reseller(self) -> None:
        one = Addition("PA-1", "CC", 4, BEGAN)
        found = line(one, day=BEGAN + 10 * DAY, assigned=4, waiting=3)
        assert why(found) == {"pending": 1, "order-waits": 3}

    def test_users_without_access_are_counted(self) -> None:
        one = Addition("PA-1", "CC", 4, BEGAN)
        found = line(ordered(2, number="PA-0"), one, day=BEGAN + 70 * DAY, assigned=5)
        assert why(found) == {"without-access": 3, "suspended": 4, "not-reported": 2}

    def test_what_was_ordered_after_the_report_is_no_mistake_of_anybody(self) -> None:
        day = BEGAN + 40 * DAY
        said = [Report("Noord", BEGAN + 20 * DAY, 12)]
        found = line(ordered(12), ordered(3, BEGAN + 30 * DAY, "PA-2"), day=day, assigned=15, said=said)
        assert why(found) == {"since-report": 3}
        assert found.agrees

    def test_a_distributor_who_knows_less_or_more_is_to_be_asked(self) -> None:
        day = BEGAN + 40 * DAY
        less = line(ordered(12), day=day, assigned=12, said=[Report("Noord", day, 10)])
        more = line(ordered(12), day=day, assigned=12, said=[Report("Noord", day, 10), Report("Zuid", day, 5)])
        assert why(less) == {"reported-less": 2}
        assert why(more) == {"reported-more": 3}
        assert not less.agrees
        assert not more.agrees

    def test_what_is_past_due_is_to_be_renewed_and_may_still_be_on_the_distributors_books(self) -> None:
        day = dt.date(2027, 3, 15)
        found = line(ordered(12), day=day, assigned=12, said=[Report("Noord", day, 12)])
        assert why(found)["not-renewed"] == 12
        assert "reported-more" not in why(found)

    def test_a_renewal_that_was_asked_for_waits_like_any_order(self) -> None:
        found = line(ordered(12), day=dt.date(2027, 3, 15), assigned=12, waiting=9)
        assert why(found) == {"not-renewed": 3, "order-waits": 9}

    def test_what_was_renewed_is_ordered(self) -> None:
        day = dt.date(2027, 3, 15)
        facts = Agreement(BEGAN, (ordered(12),), (Renewal("V", "CC", dt.date(2027, 3, 10), dt.date(2027, 3, 1), 12),))
        found = reconcile(facts, VIP, day, assigned={"CC": 12}, waiting={}, reports={"CC": [Report("N", day, 12)]})[0]
        assert found.differences == ()

    def test_what_only_a_distributor_knows_of_stands_there_too(self) -> None:
        day = BEGAN + 40 * DAY
        facts = Agreement(BEGAN, (ordered(12),))
        found = reconcile(facts, VIP, day, assigned={}, waiting={}, reports={"PDF": [Report("Noord", day, 5)]})
        assert [(one.product, one.reported) for one in found] == [("CC", 0), ("PDF", 5)]
        assert why(found[1]) == {"reported-more": 5}


counts = st.integers(0, 90)


@pytest.mark.parametrize("terms", EVERY, ids=lambda one: one.key)
class TestEveryProduct:
    @given(data=st.data())
    def test_the_causes_add_up_to_the_differences(self, terms, data) -> None:
        facts = data.draw(agreements(terms))
        day = facts.begins + data.draw(st.integers(0, 1500)) * DAY
        told = facts.begins + data.draw(st.integers(-20, 1500)) * DAY
        assigned, waiting, total = data.draw(counts), data.draw(counts), data.draw(counts)
        said = {"CC": [Report("Noord", min(told, day), total)]}
        asked = {"CC": Waiting(waiting, data.draw(counts))}
        for one in reconcile(facts, terms, day, assigned={"CC": assigned}, waiting=asked, reports=said):
            found = {each.why: each.quantity for each in one.differences}
            assert all(quantity > 0 for quantity in found.values())
            assert len(found) == len(one.differences)
            assert one.holding == holding(facts, terms, one.product, day)
            assert one.assigned - one.usable == found.get(Differs.WITHOUT_ACCESS, 0) - found.get(Differs.UNASSIGNED, 0)
            behind = sum(found.get(why, 0) for why in (Differs.SUSPENDED, Differs.OVERDUE, Differs.PENDING))
            waits = found.get(Differs.ORDER_WAITS, 0)
            assert one.holding.all - one.ordered == behind + waits + found.get(Differs.NOT_RENEWED, 0)
            off = (one.reported or 0) - one.ordered
            said_off = found.get(Differs.REPORTED_MORE, 0) - found.get(Differs.REPORTED_LESS, 0)
            assert off - said_off in (found.get(Differs.SINCE_REPORT, 0), -found.get(Differs.SINCE_REPORT, 0))

    @given(data=st.data())
    def test_a_right_report_of_the_day_leaves_nothing_to_ask(self, terms, data) -> None:
        facts = data.draw(agreements(terms))
        day = facts.begins + data.draw(st.integers(0, 1500)) * DAY
        right = {
            product: [Report("Noord", day, holding(facts.known_on(day), terms, product, day).ordered)]
            for product in facts.products
        }
        for one in reconcile(facts, terms, day, assigned={}, waiting={}, reports=right):
            assert not {Differs.REPORTED_LESS, Differs.REPORTED_MORE} & {each.why for each in one.differences}

    @given(data=st.data())
    def test_nothing_is_said_of_a_report_that_never_came(self, terms, data) -> None:
        facts = data.draw(agreements(terms))
        day = facts.begins + data.draw(st.integers(0, 1500)) * DAY
        for one in reconcile(facts, terms, day, assigned={"CC": PLENTY}, waiting={}, reports=None):
            assert one.reported is None
            reported = {Differs.REPORTED_LESS, Differs.REPORTED_MORE, Differs.SINCE_REPORT}
            assert not reported & {each.why for each in one.differences}
            assert one.agrees == all(each.why in SETTLED for each in one.differences)
