"""The index follows the accounts: on each change, and all at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.customers import finding, rules
from kanaal.customers.finding import EVERYONE, find
from kanaal.customers.models import AccountName, FindDelete, FindPosting, FindToken
from kanaal.customers.tests.making import account, merged
from tests import world

pytestmark = pytest.mark.django_db


def postings() -> set[tuple[str, int, int]]:
    return set(FindPosting.objects.values_list("token__token", "scope", "account_id"))


def test_a_name_that_goes_is_found_no_more():
    one = account("Lindeboom", "Eikenhout")
    AccountName.objects.filter(name="Eikenhout").delete()
    finding.index_account(one)
    assert postings() == {("lindeboom", 0, one.pk)}
    assert find("eikenhout", owner=EVERYONE) == []


def test_writing_twice_is_writing_once():
    one = account("Lindeboom")
    before = (postings(), FindToken.objects.count(), FindDelete.objects.count())
    finding.index_account(one)
    assert before == (postings(), FindToken.objects.count(), FindDelete.objects.count())


def test_an_account_that_is_shared_is_found_by_all():
    mine, others = world.lindeboom(), world.maasveld()
    one = account("Bakkerij Jansen", owner=mine)
    one.owner = None
    one.save()
    finding.index_account(one)
    assert postings() == {("bakkerij", 0, one.pk), ("jansen", 0, one.pk)}
    assert [hit.shared for hit in find("jansen", owner=others.pk)] == [True]


def test_taken_out():
    one = account("Lindeboom")
    finding.unindex_account(one)
    assert postings() == set()


def test_a_number_has_no_misspellings():
    account("20192020")
    assert FindDelete.objects.count() == 0


def test_few_questions_for_one_account():
    one = account("Lindeboom Digitaal")
    AccountName.objects.create(account=one, name="Eikenhout Zagerij", kind="trading", key="eikenhout zagerij")
    with CaptureQueriesContext(connection) as asked:
        finding.index_account(one)
    assert len(asked) <= 10


class TestRebuild:
    @pytest.fixture(autouse=True)
    def _some(self):
        gone, kept = account("Oude Naam"), account("Nieuwe Zaak", owner=world.lindeboom())
        merged(gone, kept)
        account("Bayerische Motoren Werke")
        for number in range(20):
            account(f"Bakkerij {number}")
        self.before = postings()

    def test_it_says_the_same_as_one_after_another(self):
        assert finding.rebuild(7, all_over=True) == 22
        assert postings() == self.before

    def test_it_goes_on_where_it_stopped(self):
        gone = FindPosting.objects.filter(token__token__in=list("0123456789")).values_list("account", flat=True)
        FindPosting.objects.filter(account__in=list(gone)).delete()
        assert finding.rebuild(4) == 10
        assert finding.rebuild(4) == 0
        assert postings() == self.before

    def test_it_counts(self):
        finding.rebuild(all_over=True)
        assert FindToken.objects.get(token="bakkerij").frequency == 20
        FindToken.objects.update(frequency=5)
        finding.refresh_frequencies()
        assert FindToken.objects.get(token="bakkerij").frequency == 20
        assert FindToken.objects.get(token="nam").frequency == 1

    def test_an_empty_table(self):
        AccountName.objects.all().delete()
        assert finding.rebuild(all_over=True) == 22
        assert postings() == set()


class TestPairs:
    def pairs(self, step: int = 3) -> set[tuple[int, int]]:
        found, after = set(), 0
        while (last := finding.next_after(after, step)) is not None:
            found |= set(finding.candidate_pairs(after, step))
            after = last
        return found

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Lindeboom B.V.", "LINDEBOOM"),
            ("Wende Hauffer", "Wendehauffer"),
            ("Wendehauffer", "Wende Hauffer"),
            ("Eikenhout Zagerij", "Eikenhuot Zagerij"),
            ("Zagerij Eikenhout", "Eikenhout Zagerij"),
            ("München Bau", "Muenchen Bau"),
        ],
    )
    def test_names_that_are_near(self, one, other):
        a, b = account(one), account(other)
        assert self.pairs() == {(a.pk, b.pk)}

    def test_numbers_and_domains_whatever_the_names(self):
        a, b = account("Foo Bouw", vat="NL123456782B90"), account("Quux", vat="NL123456782B90", domains=["quux.nl"])
        c = account("Zaak", domains=["quux.nl"])
        assert self.pairs() == {(a.pk, b.pk), (b.pk, c.pk)}

    def test_not_by_a_domain_that_everybody_has(self):
        for number in range(25):
            account(f"{'bcdfghjklm'[number % 10] * 5}{'npqrstv'[number % 7] * 5} {number}", domains=["post.nl"])
        assert self.pairs(10) == set()

    def test_not_of_two_countries_and_not_merged_ones(self):
        account("Lindeboom", country="NL")
        account("Lindeboom", country="BE")
        gone, kept = account("Eikenhout"), account("Eikenhout Zagerij")
        merged(gone, kept)
        assert self.pairs() == set()

    def test_what_is_likely_is_among_them(self):
        """Whatever the comparison would call likely, of names with a word that is not in every other name."""
        made = [account(name) for name in ("Eikenhout", "Eikenhuot", "Lindeboom", "Lindenboom", "Quux", "Eiken Hout")]
        company = finding.companies_of([one.pk for one in made])
        found = self.pairs()
        for a in made:
            for b in made:
                if a.pk < b.pk and rules.compare(company[a.pk], company[b.pk]).verdict in ("same", "likely"):
                    assert (a.pk, b.pk) in found

    def test_the_step_does_not_matter(self):
        for name in ("Eikenhout", "Eikenhuot", "Eiken Hout", "Eikenhout BV"):
            account(name)
        assert self.pairs(1) == self.pairs(2) == self.pairs(100)
