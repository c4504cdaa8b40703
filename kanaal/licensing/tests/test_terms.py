"""Terms that can't be kept are no terms; and no number stands in the rules."""

from __future__ import annotations

import ast
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.terms import Authorising, Committing, Ladder, Notice, Renewing, Returning, Step, Terms
from kanaal.licensing.tests.terms import EVERY, LEVELS, MARKETPLACE, NFR, VIP

RULES = Path(__file__).parent.parent / "rules"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Authorising(0, 60, 30), lambda: Authorising(30, 29, 30),
        lambda: Authorising(30, 60, -1),
        lambda: Renewing(-1, 30, True, False, True, 60, mixes=True),
        lambda: Returning(14, True, -1), lambda: Ladder("licence", ()),
        lambda: Ladder("licence", (Step("a", 10), Step("b", 10))),
        lambda: Committing("level-2", 10, 0, 30, 7, 30, 30),
        lambda: Notice(Kind.GOES, -1, ("desk",)), lambda: Notice(Kind.GOES, 1, ()),
        lambda: replace(VIP, ladders=(LEVELS, LEVELS)),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do(make):
    with pytest.raises(ValueError, match=r"\w \| [A-Z]"):
        make()


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
def test_terms_under_which_something_would_happen_unannounced_are_refused(terms):
    for kind in terms.announced:
        silent = tuple(one for one in terms.notices if one.about != kind or not one.days_before)
        with pytest.raises(ValueError, match=f'nobody is told before "{kind}"'):
            replace(terms, notices=silent)


def test_what_has_to_be_announced_follows_from_the_terms():
    assert set(VIP.announced) == {
        Kind.OVERDUE, Kind.SUSPENDED, Kind.LAPSES, Kind.PAST_DUE, Kind.GOES, Kind.COMMITMENT_ENDS
    }  # fmt: skip
    assert set(MARKETPLACE.announced) == {Kind.GOES, Kind.RENEWS_ITSELF, Kind.COMMITMENT_ENDS}
    assert set(NFR.announced) == {Kind.GOES, Kind.RENEWS_ITSELF}


def test_no_number_of_days_stands_in_the_rules():
    """0, 1 and a half are arithmetic, 12 the months of a year, 10 what decimals count in; the rest is the pack's."""
    for file in RULES.glob("*.py"):
        numbers = {
            node.value
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)
        }
        assert numbers <= {0, 1, 2, 10, 12}, file.name


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.key)
def test_terms_can_be_read_from_a_pack_as_they_are(terms):
    """As sections are read: strictly, from JSON; nothing is guessed, and a fault keeps its words."""
    adapter = TypeAdapter(Terms)
    plain = json.loads(json.dumps(asdict(terms)))
    assert adapter.validate_json(json.dumps(plain), strict=True) == terms
    with pytest.raises(ValidationError, match="nobody is told before"):
        adapter.validate_json(json.dumps(plain | {"notices": []}), strict=True)
    with pytest.raises(ValidationError):
        adapter.validate_json(json.dumps(plain | {"term_months": "12"}), strict=True)
