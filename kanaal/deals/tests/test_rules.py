from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.deals import rules
from kanaal.deals.policy import DealRulesPolicy
from kanaal.deals.rules import Claim, Deal, Rule, When
from tests import world

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DEAL = Deal(
    amount=Decimal(24_000), currency="EUR", deal_type="new-business", renewal=False, tender=False,
    families=frozenset({"acrobat"}), need="new-users", segment="com", level="x", region="emea", evidence="complete",
)  # fmt: skip
SHIPPED = [(folder, world._pack(folder).section(DealRulesPolicy).rules) for folder in ("adobe", "nordkuppel")]
FAMILIES = st.frozensets(st.sampled_from(["a", "b", "c"]), min_size=1)


def verdict(deal: Deal) -> tuple[str, str]:
    found = rules.judge(deal, SHIPPED[0][1])
    return found.outcome, found.rule


class TestShippedRules:
    @pytest.mark.parametrize(
        ("changed", "outcome", "rule"),
        [
            ({}, "approve", "complete"),
            ({"renewal": True}, "decline", "plain-renewal"),
            ({"amount": Decimal("2499.99")}, "decline", "minimum"),
            ({"amount": Decimal(2500)}, "approve", "complete"),
            ({"ordered": True}, "decline", "ordered"),
            ({"tender": True}, "desk", "tender"),
            ({"named": True}, "desk", "named-account"),
            ({"amount": Decimal(150_000)}, "desk", "large"),
            ({"evidence": "thin"}, "desk", "thin-evidence"),
            ({"conflicts": frozenset({"protected"})}, "decline", "protected"),
            ({"conflicts": frozenset({"earlier"})}, "decline", "first-complete"),
            ({"conflicts": frozenset({"own"})}, "decline", "own-company"),
            ({"conflicts": frozenset({"unsure"})}, "desk", "same-customer"),
            ({"conflicts": frozenset({"unsure", "protected"})}, "decline", "protected"),
            ({"currency": "JPY", "amount": Decimal(399_999)}, "decline", "minimum"),
            ({"currency": "SEK", "amount": Decimal(1)}, "approve", "complete"),
        ],
    )
    def test_what_they_say(self, changed: dict[str, object], outcome: str, rule: str) -> None:
        assert verdict(replace(DEAL, **changed)) == (outcome, rule)  # type: ignore[arg-type]

    def test_every_rule_says_what_it_saw_not_only_the_one_that_decides(self) -> None:
        found = rules.judge(replace(DEAL, renewal=True, tender=True), SHIPPED[0][1])
        assert len(found.saw) == len(SHIPPED[0][1])
        assert {s.rule for s in found.saw if s.applies} == {"plain-renewal", "tender", "complete"}
        assert [s.rule for s in found.saw if s.decides] == ["plain-renewal"]

    def test_the_other_programme_lets_three_domes_in_and_a_person_looks_at_the_rest(self) -> None:
        deal = replace(DEAL, currency="NOK", amount=Decimal(900_000))
        assert rules.judge(deal, SHIPPED[1][1]).outcome == "approve"
        assert rules.judge(replace(deal, amount=Decimal(899_999)), SHIPPED[1][1]).outcome == "desk"


deals = st.builds(
    Deal,
    amount=st.decimals(0, 500_000, places=2),
    currency=st.sampled_from(["EUR", "USD", "JPY", "NOK"]),
    deal_type=st.sampled_from(["new-business", "renewal", "tender"]),
    renewal=st.booleans(),
    tender=st.booleans(),
    families=FAMILIES,
    need=st.sampled_from(["x", "y"]),
    segment=st.just("com"),
    level=st.just("x"),
    region=st.just("emea"),
    evidence=st.sampled_from(["complete", "thin", "missing"]),
    ordered=st.booleans(),
    named=st.booleans(),
    days_to_close=st.integers(-10, 400),
    conflicts=st.frozensets(st.sampled_from(["protected", "earlier", "own", "unsure"])),
)
RANK = {"decline": 0, "desk": 1, "approve": 2}


@pytest.mark.parametrize(("folder", "shipped"), SHIPPED, ids=[f for f, _ in SHIPPED])
class TestProperties:
    @given(deal=deals)
    def test_more_evidence_never_makes_it_worse(self, folder: str, shipped: tuple[Rule, ...], deal: Deal) -> None:
        ranks = [
            RANK[rules.judge(replace(deal, evidence=evidence), shipped).outcome]
            for evidence in ("missing", "thin", "complete")
        ]
        assert all(a <= b for a, b in pairwise(ranks))

    @given(deal=deals)
    def test_a_conflict_never_makes_it_better(self, folder: str, shipped: tuple[Rule, ...], deal: Deal) -> None:
        without = rules.judge(replace(deal, conflicts=frozenset()), shipped)
        assert RANK[rules.judge(deal, shipped).outcome] <= RANK[without.outcome]

    @given(deal=deals)
    def test_what_is_protected_for_another_is_never_approved(
        self, folder: str, shipped: tuple[Rule, ...], deal: Deal
    ) -> None:
        taken = replace(deal, conflicts=deal.conflicts | {"protected"})
        assert rules.judge(taken, shipped).outcome == "decline"

    @given(deal=deals)
    def test_exactly_one_decides(self, folder: str, shipped: tuple[Rule, ...], deal: Deal) -> None:
        found = rules.judge(deal, shipped)
        assert sum(s.decides for s in found.saw) == 1


class TestJudge:
    def test_without_a_rule_that_applies_the_desk_decides(self) -> None:
        found = rules.judge(DEAL, [Rule("big", When(amount_at_least={"EUR": 50_000}), "approve")])
        assert (found.outcome, found.rule) == ("desk", "")

    def test_all_conditions_must_hold(self) -> None:
        when = When(amount_at_least={"EUR": 20_000}, families=("acrobat", "stock"), levels=("x",), closes_within_days=5)
        assert when.holds(DEAL)
        assert not when.holds(replace(DEAL, level="y"))
        assert not when.holds(replace(DEAL, days_to_close=6))


# --- who was first


def claim(id: int, minutes: int | None, **changed: object) -> Claim:
    at = None if minutes is None else NOON + dt.timedelta(minutes=minutes)
    values = {"families": frozenset({"a"}), "need": "x", "state": "submitted", "complete_at": at}
    return Claim(id, changed.pop("partner_id", id), **(values | changed))  # type: ignore[arg-type]


claims = st.lists(st.tuples(st.integers(0, 30), FAMILIES, st.sampled_from(["x", "y"])), min_size=2, max_size=7).map(
    lambda rows: [claim(i, at, families=families, need=need) for i, (at, families, need) in enumerate(rows, 1)]
)


class TestConflict:
    def test_the_earlier_is_in_the_way_of_the_later_and_never_both_ways(self) -> None:
        one, two = claim(1, 0), claim(2, 1)
        assert rules.conflict(two, one, TODAY) == "earlier"
        assert rules.conflict(one, two, TODAY) is None

    def test_of_two_at_the_same_moment_the_lower_number_is_first(self) -> None:
        one, two = claim(1, 0), claim(2, 0)
        assert rules.conflict(two, one, TODAY) == "earlier"
        assert rules.conflict(one, two, TODAY) is None

    def test_what_is_protected_is_in_the_way_of_all_until_its_last_day(self) -> None:
        held = claim(9, 50, state="approved", protected_until=TODAY)
        assert rules.conflict(claim(1, 0), held, TODAY) == "protected"
        assert rules.conflict(claim(1, 0), held, TODAY + dt.timedelta(days=1)) is None

    def test_a_thin_one_has_no_place(self) -> None:
        assert rules.conflict(claim(2, 9), claim(1, None), TODAY) is None
        assert rules.conflict(claim(1, None), claim(2, 9), TODAY) == "earlier"

    def test_ones_own_company_and_a_doubtful_customer_are_called_so(self) -> None:
        assert rules.conflict(claim(2, 1), claim(1, 0, partner_id=2), TODAY) == "own"
        assert rules.conflict(claim(2, 1), claim(1, 0, sure=False), TODAY) == "unsure"

    @given(claims=claims)
    def test_order_of_completion_decides_and_nobody_gets_both(self, claims: list[Claim]) -> None:
        """Judged one after the other in whatever order: what is approved never overlaps, and the first is among it."""
        approved: list[Claim] = []
        for mine in sorted(claims, key=rules.place):
            others = [*approved, *(c for c in claims if c not in approved)]
            if all(rules.conflict(mine, other, TODAY) is None for other in others if other.id != mine.id):
                approved.append(replace(mine, state="approved", protected_until=TODAY))
        for i, one in enumerate(approved):
            assert not any(rules.overlap(one, other) for other in approved[i + 1 :])
        assert min(claims, key=rules.place).id in {one.id for one in approved}

    @given(a=claims.map(lambda found: found[0]), b=claims.map(lambda found: found[1]))
    def test_of_two_that_wait_one_at_most_is_in_the_way(self, a: Claim, b: Claim) -> None:
        assert not (rules.conflict(a, b, TODAY) and rules.conflict(b, a, TODAY))


class TestPlaceKept:
    def test_an_answer_in_time_keeps_it_a_late_one_takes_a_new_one_a_thin_one_none(self) -> None:
        until = NOON + dt.timedelta(days=5)
        late = until + dt.timedelta(seconds=1)
        assert rules.place_kept(NOON, until, until, complete=True) == NOON
        assert rules.place_kept(NOON, until, late, complete=True) == late
        assert rules.place_kept(None, until, until, complete=True) == until
        assert rules.place_kept(NOON, until, until, complete=False) is None
