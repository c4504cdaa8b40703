from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.deals import marks
from kanaal.deals.marks import Asked, Speech
from kanaal.deals.policy import EvidenceFieldsPolicy, EvidenceWordsPolicy
from tests import world, world_deals

PACK = world._pack("adobe")
ASKED = PACK.section(EvidenceFieldsPolicy).asked
SPEECH: Speech = PACK.section(EvidenceWordsPolicy).speech


def kinds(key: str, text: str) -> list[str]:
    one = [asked for asked in ASKED if asked.key == key]
    return [mark.kind for mark in marks.marks_of({key: text}, one, SPEECH)]


class TestMarks:
    def test_complete_answers_have_none(self) -> None:
        assert marks.marks_of(world_deals.ANSWERS, ASKED, SPEECH) == ()

    @pytest.mark.parametrize("folder", ["adobe", "nordkuppel"])
    def test_the_examples_of_a_pack_are_complete_in_each_language(self, folder: str) -> None:
        pack = world._pack(folder)
        policy, speech = pack.section(EvidenceFieldsPolicy), pack.section(EvidenceWordsPolicy).speech
        for language in policy.evidence_fields[0].example:
            answers = {one.key: one.example.in_(language) for one in policy.evidence_fields}
            assert marks.marks_of(answers, policy.asked, speech) == (), language

    @pytest.mark.parametrize(
        ("key", "text", "found"),
        [
            ("found", "", ["missing"]),
            ("found", "   \n ", ["missing"]),
            ("found", "Gebeld.", ["few_words", "no_date"]),
            ("quantity", "een flink aantal licenties voor alle ontwerpers van de klant", ["no_number"]),
            ("value", "Goede prijs, goede service, beste oplossing, toegevoegde waarde, enzovoort.", ["vague"]),
            ("competitors", "geen bekend", ["no_reason"]),
            ("competitors", "Geen bekend: de klant vroeg alleen ons.", []),
            ("competitors", "None known", ["no_reason"]),
            ("competitors", "de goedkope aanbieders", ["no_name"]),
            ("competitors", "De concurrenten", ["no_name"]),
            ("competitors", "Krita", []),
            ("competitors", "Krita is the main one.", []),
            ("competitors", "クリスタ", []),
            ("competitors", "Krita " * 1700, ["too_long"]),
            ("done", "We may visit them with a demonstration and an offer and then call them again soon.", ["no_date"]),
            ("done", "In May we visited them with a demonstration and an offer, and on 3 May called again.", []),
            ("done", "Demonstratie in april voor zeven mensen, daarna proeflicenties en een offerte besproken", []),
        ],
    )  # fmt: skip
    def test_what_is_too_thin(self, key: str, text: str, found: list[str]) -> None:
        assert kinds(key, text) == found

    def test_only_what_is_missing_or_too_long_can_not_be_handed_in(self) -> None:
        def standing(**changed: str) -> str:
            return marks.standing(marks.marks_of({**world_deals.ANSWERS, **changed}, ASKED, SPEECH))

        assert standing() == "complete"
        assert standing(done="Gebeld.") == "thin"
        assert standing(done="") == "missing"
        assert standing(done="x " * 3000) == "missing"

    def test_scripts_without_spaces_count_two_signs_for_a_word(self) -> None:
        assert marks.count_words("三月十二日に連絡") == 4
        assert marks.count_words("Acrobat を三十本") == 3

    @given(
        text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300),
        more=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300),
        key=st.sampled_from([one.key for one in ASKED]),
    )
    def test_a_sentence_more_never_brings_a_mark_that_was_not_there(self, text: str, more: str, key: str) -> None:
        before, after = set(kinds(key, text)), set(kinds(key, f"{text}\n\n. {more}"))
        same = {"few_words": "vague", "no_name": "no_reason"}  # the same lack, said more exactly
        lacks = before | {same[kind] for kind in before if kind in same} | {"too_long"}
        if "missing" in before:  # something where there was nothing
            return
        assert after <= lacks, (before, after)

    @given(text=st.text(max_size=2000))
    def test_no_text_breaks_it(self, text: str) -> None:
        found = marks.marks_of({one.key: text for one in ASKED}, ASKED, SPEECH)
        assert {mark.field for mark in found} <= {one.key for one in ASKED}
        assert text.strip() or marks.standing(found) == "missing"

    def test_an_optional_question_may_stay_empty(self) -> None:
        assert marks.marks_of({}, [Asked("x", required=False)], SPEECH) == ()
