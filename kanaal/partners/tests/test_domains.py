"""Domains of a company and of its branches (D1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core.decisions import NotAllowed
from kanaal.partners import rules
from kanaal.partners.actions import domains
from tests import world

LABEL = st.from_regex(r"[a-z][a-z0-9]{1,15}", fullmatch=True)


@pytest.mark.django_db
class TestAddBranchDomain:
    def test_lets_people_of_the_branch_be_contacts(self) -> None:
        domains.add_branch_domain(world.lindeboom(), domain="Post.Lindeboom.AT", by=world.actor(world.vera()))
        assert world.lindeboom().has_domain("lindeboom.at")
        assert [e.data for e in world.happened("BranchDomainAdded")] == [{"domain": "lindeboom.at"}]

    def test_refuses_the_company_itself(self) -> None:
        with pytest.raises(NotAllowed):
            domains.add_branch_domain(world.lindeboom(), domain="lindeboom.at", by=world.actor(world.anna()))
        assert not world.lindeboom().has_domain("lindeboom.at")


@given(LABEL, LABEL, LABEL)
def test_a_subdomain_belongs_to_its_registrable_domain(user: str, sub: str, company: str) -> None:
    assert rules.domain_of(f"{user}@{sub}.{company}.co.uk") == f"{company}.co.uk"
    assert rules.is_domain(f"{company}.nl")
    assert not rules.is_domain(f"{sub}.{company}.nl")


@pytest.mark.parametrize("text", ["", "nl", "co.uk", "geen domein", "-a.nl", "a..nl", "a@b.nl", "a_b.nl"])
def test_what_is_no_domain(text: str) -> None:
    assert not rules.is_domain(text)


def test_a_domain_in_other_letters_is_compared_in_its_ascii_form() -> None:
    assert rules.domain_of("anna@mühle.de") == "xn--mhle-0ra.de"


@given(st.text(max_size=60))
def test_any_name_has_keys_and_is_most_alike_to_itself(name: str) -> None:
    rules.name_keys(name)
    if rules.plain_name(name):
        assert rules.likeness(name, name) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindeboom Digitaal", "Lindenboom Digitaal B.V."),
        ("Lindeboom Digitaal", "Digitaal Lindeboom"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("Lindeboom Digitaal", "Líndeboom Digitaal"),
    ],
)
def test_names_that_look_alike_share_a_key_and_are_found(one: str, other: str) -> None:
    assert rules.name_keys(one) & rules.name_keys(other)
    assert rules.look_alikes(other, [(1, one)]) == [(1, one)]


def test_names_that_only_share_a_trade_word_do_not_look_alike() -> None:
    assert rules.look_alikes("Janssen Software", [(1, "Pietersen Software")]) == []
