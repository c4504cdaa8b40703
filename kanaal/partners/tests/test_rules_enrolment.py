"""Checks and marks of an enrolment, over plain values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.core.texts import Words
from kanaal.partners import rules
from kanaal.partners.enrolment import checks, companies, marks, steps
from kanaal.partners.enrolment.scheme import Scheme
from kanaal.programme.policy import Region
from tests import world


def region(key: str, *countries: str, languages: tuple[str, ...] = ("en",)) -> Region:
    return Region(
        key=key, name=Words(en=key), countries=countries, languages=languages, currency="EUR",
        time_zone="Europe/Amsterdam", training_url="https://x.example", open=True,
    )  # fmt: skip


SCHEME = Scheme(
    regions=(region("emea", "NL", "DE", "AE", languages=("nl", "en", "de")), region("west", "US", "JP", "MC")),
    languages=("nl", "en"),
    required=frozenset(("legal_name", "vat_number", "street", "postal_code", "city", "website")),
    free_mail=frozenset(("gmail.com",)),
)
KNOWN = marks.Known(free_mail=SCHEME.free_mail)


def keys(email: str = "gerda@wilgenhof-studio.nl", known: marks.Known = KNOWN, **answers: str) -> set[str]:
    return {m.key for m in marks.marks_of({**world.ANSWERS, **answers}, email, known)}


class TestChecks:
    def test_a_complete_enrolment_has_nothing_wrong(self) -> None:
        assert checks.is_complete(world.ANSWERS, SCHEME)

    @pytest.mark.parametrize("step", steps.STEPS, ids=lambda s: s.key)
    def test_nothing_filled_in_is_a_fault_at_each_step_that_asks_something(self, step: steps.Step) -> None:
        faults = checks.faults_of(step, {"country": "NL"}, SCHEME)
        assert bool(faults) == bool(step.fields)
        assert set(faults) <= set(step.fields)

    @pytest.mark.parametrize(
        ("region", "country", "wrong"),
        [("emea", "NL", False), ("emea", "US", True), ("west", "US", False), ("emea", "XX", True), ("", "NL", True)],
    )
    def test_the_country_must_lie_in_the_region(self, region: str, country: str, wrong: bool) -> None:
        answers = {"region": region, "country": country, "language": "en"}
        assert bool(checks.faults_of(steps.PLACE, answers, SCHEME)) == wrong

    def test_a_language_that_is_not_complete_is_not_taken(self) -> None:
        assert SCHEME.offered == ("nl", "en")
        assert "language" in checks.faults_of(steps.PLACE, {**world.PLACE, "language": "de"}, SCHEME)

    @pytest.mark.parametrize(
        ("country", "number", "good"),
        [
            ("NL", "NL123456782B90", True), ("NL", "nl 1234.56.782.b90", True), ("NL", "NL123456780B90", False),
            ("NL", "123", False), ("DE", "DE136695976", True), ("DE", "136695976", True), ("DE", "DE136695975", False),
            ("NL", "DE136695976", True), ("AE", "1234567", True), ("AE", "12", False), ("NL", "💥", False),
        ],
    )  # fmt: skip
    def test_vat_numbers_by_country(self, country: str, number: str, good: bool) -> None:
        assert (companies.vat_fault(number, country, sure=False) is None) == good

    def test_who_is_sure_of_a_wrong_check_digit_passes_but_not_of_nonsense(self) -> None:
        assert companies.vat_fault("NL123456780B90", "NL", sure=True) is None
        assert companies.vat_fault("nonsense", "NL", sure=True) is not None

    @pytest.mark.parametrize("country", companies.VAT_EXAMPLES)
    def test_the_examples_pass_themselves(self, country: str) -> None:
        assert companies.vat_fault(companies.VAT_EXAMPLES[country], country, sure=False) is None

    @pytest.mark.parametrize(
        ("country", "code", "good"),
        [
            ("NL", "3511 AB", True),
            ("NL", "3511ab", True),
            ("NL", "35112", False),
            ("DE", "20095", True),
            ("AE", "", True),
        ],
    )
    def test_postal_codes_by_country(self, country: str, code: str, good: bool) -> None:
        assert (companies.postal_code_fault(code, country) is None) == good

    def test_a_country_is_asked_what_it_has(self) -> None:
        assert "postal_code" not in checks.fields_for("AE", SCHEME)
        assert checks.fields_for("US", SCHEME)["country_area"] is True
        assert (
            checks.fields_for("US", SCHEME)["vat_number"] is False
        )  # the programme asks for one, the country has none
        assert checks.fields_for("NL", SCHEME)["vat_number"] is True

    @pytest.mark.parametrize("site", ["www.a.nl", "https://a.co.uk/x?y", "a.museum", "bücher.de", "HTTP://A.NL"])
    def test_websites(self, site: str) -> None:
        assert companies.website_fault(site) is None

    @pytest.mark.parametrize(
        "site", ["a", "http://", "1.2.3.4", "co.uk", "javascript:alert(1)", "a b.nl", "http://[::1", ""]
    )
    def test_what_is_no_website(self, site: str) -> None:
        assert companies.website_fault(site) is not None

    @pytest.mark.parametrize("name", ["Ace\u202eB.V.", "A\u200b\u2060cme", "x", "--", "\x07Acme"])
    def test_names_that_hide_something(self, name: str) -> None:
        assert companies.name_fault(name) is not None

    @given(st.dictionaries(st.sampled_from([f for s in steps.STEPS for f in s.fields]), st.text(max_size=60)))
    @settings(max_examples=120, deadline=None)
    def test_whatever_is_typed_is_judged_and_never_breaks(self, typed: dict[str, str]) -> None:
        for country in ("NL", "US", "JP", "MC", typed.get("country", "")):
            answers = {**typed, "country": country}
            for step in steps.STEPS:
                faults = checks.faults_of(step, answers, SCHEME)
                assert all(str(f) for f in faults.values())
            marks.marks_of(answers, "a@b.nl", KNOWN)


class TestMarks:
    def test_a_clean_enrolment_has_none(self) -> None:
        assert keys() == set()

    @pytest.mark.parametrize(
        ("changed", "mark"),
        [
            ({"email": "gerda@gmail.com"}, "free-mail"),
            ({"email": "gerda@mailinator.com"}, "disposable-mail"),
            ({"website": "www.other.nl"}, "other-domain"),
            ({"email": "g@wilgenhof.de", "website": "wilgenhof.de"}, "other-country"),
            ({"vat_number": ""}, "vat-missing"),
            ({"vat_number": "NL123456780B90"}, "vat-invalid"),
            ({"vat_number": "DE136695976"}, "vat-other-country"),
            ({"legal_name": "Аdobe Studio"}, "mixed-scripts"),
            ({"country": "US", "country_area": "NY", "postal_code": "95014", "vat_number": ""}, "postal-code"),
        ],
    )
    def test_each_mark_is_found(self, changed: dict[str, str], mark: str) -> None:
        assert mark in keys(**changed)  # type: ignore[arg-type]

    def test_known_companies_are_marked_with_who_they_are(self) -> None:
        known = marks.Known(
            by_name=[(1, "Lindeboom Digitaal"), (2, "Something else")], by_domain=[(3, "C")], by_vat=[(4, "D")],
            open_twins=[(5, "E")], declined=[(6, "")],
        )  # fmt: skip
        found = marks.marks_of({**world.ANSWERS, "legal_name": "Lindebом Digital"}, "g@wilgenhof-studio.nl", known)
        about = {m.key: m.partner_id or m.other_id for m in found if m.partner_id or m.other_id}
        assert about == {"look-alike": 1, "known-domain": 3, "known-vat": 4, "applied-twice": 5, "declined-before": 6}

    @pytest.mark.parametrize(
        ("text", "mixed"),
        [
            ("Lindeboom", False),
            ("Lіndeboom", True),
            ("東京メディア Media", False),
            ("ソフトウェア東京", False),
            ("Ωmega", True),
        ],
    )
    def test_scripts_within_a_word(self, text: str, mixed: bool) -> None:
        assert marks.mixes_scripts(text) == mixed

    @given(st.lists(st.sampled_from(list(marks.LABELS))), st.lists(st.sampled_from(list(marks.LABELS))))
    def test_what_hints_at_deceit_is_never_clean(self, found: list[str], unclean: list[str]) -> None:
        if set(found) & marks.ALWAYS:
            assert not marks.is_clean(found, unclean)
        assert marks.is_clean([], unclean)

    @given(st.text(max_size=80))
    def test_unmasking_never_breaks_and_rests(self, text: str) -> None:
        assert isinstance(marks.unmasked(text), str)


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=2000)))
def test_only_known_fields_are_kept_and_nothing_that_no_database_holds(values: dict[str, str]) -> None:
    kept = steps.typed({**values, "legal_name": "A\x00\ud800B"}, steps.COMPANY.fields)
    assert set(kept) <= set(steps.COMPANY.fields)
    assert kept["legal_name"] == "AB"
    assert all(len(text) <= steps.LONGEST for text in kept.values())


@pytest.mark.django_db
def test_one_that_may_be_the_same_is_found_among_many_that_share_a_common_word() -> None:
    from kanaal.partners.enrolment.known import COMMON, partners_alike

    for number in range(COMMON + 20):
        world.company(f"Bedrijf{number:04}x Digitaal", world.ENTRY)
    known = world.lindeboom()
    assert (known.pk, known.name) in partners_alike("Lindebom Digital BV")
    assert len(partners_alike("Heel Iets Digitaal")) == 0


def test_a_word_longer_than_any_key_has_keys_that_fit_their_column() -> None:
    assert max(map(len, rules.name_keys("x" * 130))) == 40
