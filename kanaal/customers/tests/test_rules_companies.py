"""Are two companies one? What is said is right, and *same* is said only when it is sure (D5)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.customers.rules import Company, Kind, Reason, compare
from tests.hard_pairs import WRITTEN, hard_pairs


def at_one_place(name: str) -> Company:
    return Company((name,), "NL", "Utrecht", postal_code="3511 AB")


def kinds(likeness) -> set[Kind]:
    return {reason.kind for reason in likeness.reasons}


@pytest.mark.parametrize(
    ("one", "other", "verdict", "kind"),
    [
        ("Lindeboom B.V.", "Lindeboom BV", "same", Kind.SAME_NAME),
        ("Lindeboom B.V.", "LINDEBOOM", "same", Kind.LEGAL_FORM),
        ("Müller Bau GmbH", "Mueller Bau GmbH", "same", Kind.ACCENTS),
        ("Société Générale", "Societe Generale", "same", Kind.ACCENTS),
        ("Wende Hauffer", "Wendehauffer", "same", Kind.SPACES),
        ("Kühn", "Kuhn", "likely", Kind.ACCENTS),
        ("Mueller Bau", "Muller Bau", "likely", Kind.SPELLING),
        ("Hotel Adler GmbH", "Hotel Adler AG", "likely", Kind.OTHER_FORM),
        ("Bayerischer Rundfunk", "Bayerische Rundfunk", "likely", Kind.ONE_LETTER),
        ("Peter Hans", "Hans Peter", "likely", Kind.ORDER),
        ("Bayerische Motoren Werke AG", "BMW", "related", Kind.ACRONYM),
        ("Philips", "Philips Lighting", "related", Kind.PART),
        ("Solarpark Nord", "Solarpark Süd", "related", Kind.OTHER_PART),
        ("Fonds 11", "Fonds 12", "related", Kind.OTHER_NUMBER),
        ("Bank of China", "Bank of Chile", "related", Kind.OTHER_PART),
    ],
)
def test_names_at_one_place(one, other, verdict, kind):
    likeness = compare(at_one_place(one), at_one_place(other))
    assert (likeness.verdict, kind in kinds(likeness)) == (verdict, True)


@pytest.mark.parametrize("name", ["GmbH", "A", "B.V.", "Ltd", "3M"])
def test_a_name_that_says_nothing_is_never_sure(name):
    assert compare(at_one_place(name), at_one_place(name)).verdict != "same"


def test_one_vat_number_is_one_company_whatever_it_is_called():
    a = Company(("Foo",), "NL", identifiers=frozenset({("vat", "NL", "NL123456782B90")}))
    b = Company(("Quux",), "BE", identifiers=frozenset({("vat", "NL", "123456782B90")}))
    assert compare(a, b).verdict == "same"
    assert compare(a, b).score == 100
    assert Kind.SAME_VAT in kinds(compare(a, b))


def test_two_vat_numbers_of_one_country_are_never_one_company():
    a = Company(("Foo",), "NL", "Utrecht", ("foo.nl",), frozenset({("vat", "NL", "NL123456782B90")}))
    b = Company(("Foo",), "NL", "Utrecht", ("foo.nl",), frozenset({("vat", "NL", "NL823456782B90")}))
    assert compare(a, b).verdict == "likely"
    assert Kind.OTHER_VAT in kinds(compare(a, b))


def test_a_register_number_counts_within_its_country():
    dutch, belgian = (frozenset({("register", country, "30123456")}) for country in ("NL", "BE"))
    foo = Company(("Foo",), "NL", identifiers=dutch)
    assert compare(foo, Company(("Quux",), "NL", identifiers=dutch)).verdict == "same"
    assert compare(foo, Company(("Quux",), "BE", identifiers=belgian)).verdict == "different"


def test_where_each_court_counts_for_itself_the_name_must_agree():
    """Twenty courts of Germany have an HRB 12345."""
    number = frozenset({("register", "DE", "HRB 12345")})
    other = frozenset({("register", "DE", "HRB12345")})
    foo = Company(("Foo Bau",), "DE", identifiers=number)
    assert compare(foo, Company(("Quux Handel",), "DE", identifiers=other)).verdict == "likely"
    assert compare(foo, Company(("Foo Bau GmbH",), "DE", identifiers=other)).verdict == "same"


def test_one_name_in_two_countries_is_two_companies():
    likeness = compare(Company(("Siemens AG",), "DE", "Wien"), Company(("Siemens AG",), "AT", "Wien"))
    assert likeness.verdict == "related"
    assert Kind.OTHER_COUNTRY in kinds(likeness)


def test_one_name_and_domain_is_one_company():
    a, b = (Company((name,), "NL", "", ("lindeboom.nl",)) for name in ("Lindeboom", "Lindeboom B.V."))
    assert compare(a, b).verdict == "same"


def test_one_name_without_a_place_is_not_sure():
    assert compare(Company(("Bakkerij Jansen",), "NL"), Company(("Bakkerij Jansen",), "NL")).verdict == "likely"


def test_the_best_of_all_names_counts():
    a = Company(("Facebook", "Meta Platforms"), "US", "Menlo Park")
    assert compare(a, Company(("Instagram", "Meta Platforms Inc."), "US", "Menlo Park")).verdict == "same"


def test_no_hard_pair_is_offered_as_the_same_though_all_else_is_alike():
    pairs = hard_pairs()
    assert len(pairs) > 5000
    verdicts = {pair: compare(at_one_place(pair[0]), at_one_place(pair[1])).verdict for pair in pairs}
    assert [pair for pair, verdict in verdicts.items() if verdict == "same"] == []
    assert sum(verdict == "likely" for verdict in verdicts.values()) < 0.03 * len(pairs)


@pytest.mark.parametrize(("one", "other"), WRITTEN)
def test_a_comparison_is_the_same_from_both_sides(one, other):
    there, back = compare(at_one_place(one), at_one_place(other)), compare(at_one_place(other), at_one_place(one))
    assert (there.verdict, there.score) == (back.verdict, back.score)


NAMES = st.text(max_size=40) | st.sampled_from([name for pair in WRITTEN for name in pair])
COMPANIES = st.builds(
    Company,
    names=st.lists(NAMES, max_size=3).map(tuple),
    country=st.sampled_from(["", "NL", "DE"]),
    town=st.sampled_from(["", "Utrecht", "Köln"]),
    domains=st.lists(st.sampled_from(["a.nl", "b.de"]), max_size=2).map(tuple),
    identifiers=st.frozensets(
        st.tuples(st.sampled_from(["vat", "register"]), st.sampled_from(["NL", "DE"]), st.sampled_from(["1", "2", ""])),
        max_size=3,
    ),
)


@given(COMPANIES, COMPANIES)
def test_any_two_companies_can_be_compared(a, b):
    there, back = compare(a, b), compare(b, a)
    assert (there.verdict, there.score) == (back.verdict, back.score)
    assert 0 <= there.score <= 100
    if there.verdict != "different":
        assert there.reasons


@given(COMPANIES, COMPANIES)
def test_two_vat_numbers_or_countries_are_never_sure(a, b):
    mine, theirs = ({i[1:] for i in c.identifiers if i[0] == "vat" and i[2]} for c in (a, b))
    if {i[0] for i in mine} & {i[0] for i in theirs} and not mine & theirs:
        assert compare(a, b).verdict != "same"


@given(COMPANIES, COMPANIES)
def test_reasons_can_be_kept_as_json(a, b):
    reasons = compare(a, b).reasons
    kept = json.loads(json.dumps([reason.to_data() for reason in reasons]))
    assert tuple(map(Reason.from_data, kept)) == reasons


@pytest.mark.parametrize("typed", ["Bayerischer Hochland Rundfunk", "Bayrische Hochlandrundfunk AöR"])
def test_words_joined_or_parted_and_a_letter_besides_deserve_a_look(typed: str) -> None:
    known = Company(("Bayerische Hochlandrundfunk Anstalt des öffentlichen Rechts",), "DE", "Traunstein")
    assert compare(Company((typed,), "DE", "Traunstein"), known).verdict == "likely"


def test_a_legal_form_of_public_law_is_no_part_of_the_name() -> None:
    known = Company(("Hochlandrundfunk Anstalt des öffentlichen Rechts",), "DE", "Traunstein")
    assert compare(Company(("Hochlandrundfunk AöR",), "DE", "Traunstein"), known).verdict == "same"
