"""A language that nobody wrote: the packs are complete in it, and no code knows of it."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core.texts import Words
from kanaal.programme.checking import check
from kanaal.programme.pack import Pack
from kanaal.programme.policy import RegionsPolicy
from kanaal.programme.pseudo import CLOSE, LANGUAGE, OPEN, _toml, pseudo, pseudo_document, with_pseudo_language
from kanaal.programme.sections import SECTIONS
from kanaal.programme.tests.packs import shipped

PACKS = ["adobe", "nordkuppel"]


def words_in(value: Any) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from words_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from words_in(item)


@pytest.mark.parametrize("name", PACKS)
class TestWithPseudoLanguage:
    def test_the_pack_is_complete_in_one_language_more(self, name: str):
        files = with_pseudo_language(shipped(name))

        assert check(files) == []
        assert Pack(files).language_codes == (*Pack(shipped(name)).language_codes, LANGUAGE)
        assert all(LANGUAGE in r.languages for r in Pack(files).section(RegionsPolicy).regions)

    def test_every_text_of_every_section_is_in_it(self, name: str):
        made = Pack(with_pseudo_language(shipped(name)))
        seen = 0
        for section in SECTIONS.values():
            for words in words_in(made.section(section.cls)):
                told = words.in_(LANGUAGE)
                assert told.startswith(OPEN), told
                assert told.endswith(CLOSE)
                seen += 1
        assert seen > 30

    def test_every_markdown_text_is_in_it_and_holds_no_english(self, name: str):
        made = Pack(with_pseudo_language(shipped(name)))
        for stem in (*made.stems("terms"), *made.stems("welcome-kit")):
            text = made.markdown(stem, LANGUAGE)
            assert OPEN in text.splitlines()[0]
            assert " the " not in text
            assert "{" not in text

    def test_the_rules_are_the_same(self, name: str):
        one, made = Pack(shipped(name)), Pack(with_pseudo_language(shipped(name)))
        for section in SECTIONS.values():
            assert _without_words(one.section(section.cls)) == _without_words(made.section(section.cls))


def _without_words(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            f.name: _without_words(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "languages"
        }
    if isinstance(value, tuple):
        return tuple(_without_words(item) for item in value)
    return "words" if isinstance(value, Words) else value


def test_what_machines_read_stays():
    assert pseudo("At least {at_least} of %(name)s") == "⟦Åţ ļéåšţ {at_least} öƒ %(name)s⟧"
    assert pseudo_document("# Title\n\n{{levels.needs}}\n\n- [go on]({{ url }})\n| --- | --- |\n{% if x %}\n") == (
        "# ⟦Ţîţļé⟧\n\n{{levels.needs}}\n\n- ⟦[ĝö öñ]({{ url }})⟧\n| --- | --- |\n{% if x %}\n"
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x7f\r"), max_size=20)
VALUES = st.recursive(
    st.integers(-(2**63), 2**63 - 1) | st.booleans() | TEXTS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), VALUES, max_size=4))
def test_what_the_small_writer_writes_is_read_as_it_was(document: dict[str, Any]):
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in document.items())
    assert tomllib.loads(text) == document
