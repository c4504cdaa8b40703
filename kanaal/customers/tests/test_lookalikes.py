"""Likely duplicates of a company that is to be made, with the reason (D5)."""

from __future__ import annotations

import pytest

from kanaal.customers.finding import EVERYONE, companies_of, company_of, lookalikes
from kanaal.customers.rules import Company
from kanaal.customers.tests.making import account, merged
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme():
    world.published()


def alike(company: Company, **kwargs):
    return [
        (one.name, one.likeness.verdict) for one in lookalikes(company, owner=kwargs.pop("owner", EVERYONE), **kwargs)
    ]


def test_the_surest_come_first_and_others_not_at_all():
    account("Bayerischer Rundfunk", country="DE", town="München")
    account("Bayerische Rundfunk GmbH", country="DE", town="München")
    account("Rundfunk Berlin", country="DE", town="Berlin")
    account("Bayerischer Rundfunk Holding", country="DE", town="München")
    company = Company(("BAYERISCHER RUNDFUNK",), "DE", "Muenchen")
    assert alike(company) == [
        ("Bayerischer Rundfunk", "same"),
        ("Bayerische Rundfunk GmbH", "likely"),
        ("Bayerischer Rundfunk Holding", "related"),
    ]


def test_by_vat_number_though_the_name_is_another():
    account("Quux", vat="NL123456782B90")
    company = Company(("Lindeboom",), "NL", identifiers=frozenset({("vat", "NL", "1234.56.782.B90")}))
    assert alike(company) == [("Quux", "same")]


def test_by_domain_but_not_by_that_of_a_mail_provider():
    account("Quux", domains=["quux.nl", "gmail.com"])
    assert alike(Company(("Lindeboom",), "NL", domains=("quux.nl",))) == [("Quux", "related")]
    assert alike(Company(("Lindeboom",), "NL", domains=("gmail.com",))) == []


def test_one_is_left_out():
    one = account("Lindeboom", town="Utrecht")
    assert alike(company_of(one), but={one.pk}) == []


def test_of_what_one_may_see():
    mine, others = world.lindeboom(), world.maasveld()
    account("Bakkerij Jansen", town="Utrecht", owner=others)
    company = Company(("Bakkerij Jansen",), "NL", "Utrecht")
    assert alike(company, owner=mine.pk) == []
    assert alike(company, owner=others.pk) == [("Bakkerij Jansen", "same")]


def test_of_a_merged_account_the_one_it_went_into():
    gone, kept = account("Oude Naam", town="Utrecht"), account("Nieuwe Zaak", town="Utrecht")
    merged(gone, kept)
    assert alike(Company(("Oude Naam",), "NL", "Utrecht")) == [("Nieuwe Zaak", "same")]


@pytest.mark.parametrize("name", ["", "GmbH", "A", "\0", "%", "😀", "国", "x" * 10_000])
def test_names_that_say_nothing(name):
    account("GmbH", town="Utrecht")
    account("A", town="Utrecht")
    assert "same" not in {verdict for _name, verdict in alike(Company((name,), "NL", "Utrecht"))}


def test_companies_are_read_together(django_assert_max_num_queries):
    made = [account(f"Zaak {n}", f"Winkel {n}", vat=f"NL{n}", domains=[f"zaak{n}.nl"]) for n in range(5)]
    with django_assert_max_num_queries(9):  # four, and what the programme says of mail providers
        companies = companies_of([one.pk for one in made])
    assert companies[made[0].pk] == Company(
        ("Zaak 0", "Winkel 0"), "NL", "", ("zaak0.nl",), frozenset({("vat", "NL", "NL0")})
    )
