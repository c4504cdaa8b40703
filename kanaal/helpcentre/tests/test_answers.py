"""Every condition of the house is answered by an article, or is on the short list with the reason why not (H4)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kanaal.core.decisions import ALL
from kanaal.core.refusals import Refusal
from kanaal.helpcentre.answers import article_for
from kanaal.helpcentre.library import entries
from tests import world

pytestmark = pytest.mark.django_db

STAFF = "only the vendor's staff meet it, and what they may is in their own handbook"
CLOCK = "it is asked of the clock alone; nobody reads it"
WITHOUT_ARTICLE = {
    "staff_is_manager_or_agent": STAFF, "staff_is_manager": STAFF, "is_staff": STAFF, "manages_staff": STAFF,
    "is_not_staff": STAFF, "decides_enrolments": STAFF, "all_needs_met": STAFF, "still_a_draft": STAFF,
    "closed_not_long_ago": STAFF, "impact_seen": STAFF, "ends_memberships": STAFF, "works_or_clock": STAFF,
    "is_clock": CLOCK, "is_the_clock": CLOCK,
    "is_oneself_or_manager": STAFF, "looks_for_duplicates": STAFF, "rule_or_desk": STAFF,
    "may_be_deemed": CLOCK, "promise_is_over": CLOCK, "state_is_approved_or_asked": CLOCK, "state_is_declined": CLOCK,
    "state_is_approved_or_declined_or_expired": STAFF, "state_is_submitted": STAFF,
    "state_is_submitted_or_asked": STAFF,
    "staff_is_manager_or_finance": STAFF,
    "staff_is_manager_or_agent_or_finance": STAFF, "nothing_waits_for_it": STAFF, "return_is_requested": STAFF,
    "waits_for_the_desk": STAFF,
    "return_is_authorised": STAFF, "keeps_groups": CLOCK,
    "is_the_house": CLOCK, "links_addresses": CLOCK, "clock_or_staff": STAFF, "cycle_is_approved": STAFF,
    "cycle_is_computed": STAFF, "cycle_is_open_or_computed": STAFF, "cycle_is_proposed": STAFF,
    "earlier_ones_closed": STAFF, "line_not_counted": STAFF, "partner_is_known": STAFF, "proposed_by_another": STAFF,
    "staff_approved_by": STAFF, "staff_proposed_by": STAFF, "staff_proposed_by_or_approved_by": STAFF,
    "staff_is_finance": STAFF, "was_given_up": STAFF,
    "from_the_command_line": "whoever runs the installation reads it in a terminal",
    "has_the_command_line": "whoever runs the installation reads it in a terminal",
}  # fmt: skip


def conditions() -> set[str]:
    return {one.key for permission in ALL.values() for one in permission.conditions}


def test_each_condition_has_an_article_or_a_reason() -> None:
    world.published()
    for key in sorted(conditions()):
        assert (article_for([key]) is not None) != (key in WITHOUT_ARTICLE), key


def test_no_reason_is_given_for_what_is_not_there() -> None:
    assert WITHOUT_ARTICLE.keys() <= conditions()


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["level_opens_sales_center", "partners.enter_sales_center"], "sales-place-missing"),
        (["holds_seat", "partners.enter_sales_center"], "no-seat"),
        (["partners.enter_reseller_console", "audience"], "console-closed"),
        (["audience", "partners.enter_workshop"], "kinds-of-contact"),
        (["level_opens_workshop", "partners.enter_workshop"], "higher-level"),
        (["level_opens_rebates", "partners.enter_rebates"], "rebate"),
        (["uses_contracts", "contracts.enter_contracts"], "contract-renewal"),
        (["refusal:domain-unknown"], "branch-domain"),
        (["membership_in_force", "partners.invite_contact"], "renewal"),
    ],
)
def test_the_most_telling_article_answers(names: list[str], key: str) -> None:
    world.published()
    found = article_for(names)
    assert found is not None
    assert found.key == key


def refusals(of: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for one in of.__subclasses__():
        yield one
        yield from refusals(one)


def test_what_an_article_answers_is_refused_in_one_place_only() -> None:
    answered = {name for one in entries() for name in (*one.answers, *one.otherwise) if name.startswith("refusal:")}
    bearing: dict[str, set[str]] = {}
    for one in refusals():
        if one.__module__.startswith("kanaal.") and ".tests." not in one.__module__:
            bearing.setdefault(f"refusal:{one.__new__(one).kind}", set()).add(f"{one.__module__}.{one.__name__}")
    assert {name: sorted(bearing[name]) for name in answered & bearing.keys() if len(bearing[name]) > 1} == {}


def test_before_the_first_release_nothing_is_answered() -> None:
    assert article_for(["holds_seat"]) is None
