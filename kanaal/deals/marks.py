"""What is still too thin in the answers on a deal's sales activities (D6). Pure; the pack says what is asked.

A mark looks for what makes an answer checkable: enough words, a number, a date, a name. Stock phrases don't count as
words. Nobody's sentence is judged; who adds to an answer never gets a mark that was not there before, but for length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kanaal.core.formats import locale_of

Kind = Literal["missing", "too_long", "few_words", "vague", "no_number", "no_date", "no_name", "no_reason"]
HARD: frozenset[Kind] = frozenset(("missing", "too_long"))
"""With these nothing can be handed in; with the others it can, where the programme lets it, and is thin."""


@dataclass(frozen=True)
class Asked:
    """What the programme asks of one answer."""

    key: str
    at_least_words: int = 0
    at_most_characters: int = 4000
    number: bool = False
    date: bool = False
    names: bool = False
    """It must name somebody; or say that nobody is known, and why."""
    required: bool = True


@dataclass(frozen=True)
class Speech:
    """The words of the programme's languages that the marks look for."""

    vague: tuple[str, ...] = ()
    none_known: tuple[str, ...] = ()
    # Words that often begin a sentence with a capital and are nobody's name, in small letters.
    no_names: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True)
class Mark:
    """One thing that an answer lacks. `needed` and `found` are counts where it is about counts; `quotes` is what was
    found to be a stock phrase.
    """

    field: str
    kind: Kind
    needed: int = 0
    found: int = 0
    quotes: str = ""

    @property
    def hard(self) -> bool:
        return self.kind in HARD


def marks_of(answers: Mapping[str, str], asked: Sequence[Asked], speech: Speech) -> tuple[Mark, ...]:
    """Everything that is too thin, in the order of the form."""
    return tuple(mark for one in asked for mark in _marks(one, answers.get(one.key, ""), speech))


def standing(marks: Sequence[Mark]) -> Literal["complete", "thin", "missing"]:
    """What the marks come to: something is missing, something is thin, or it is complete."""
    if any(mark.hard for mark in marks):
        return "missing"
    return "thin" if marks else "complete"


def _marks(asked: Asked, answer: str, speech: Speech) -> list[Mark]:
    text = unicodedata.normalize("NFKC", answer).strip()
    if not text:
        return [Mark(asked.key, "missing")] if asked.required else []
    found = []
    if len(text) > asked.at_most_characters:
        found.append(Mark(asked.key, "too_long", asked.at_most_characters, len(text)))
    named = has_name(_without(text, (*speech.none_known, *speech.vague)), speech.no_names)
    if asked.names and not named and _has_any(text, speech.none_known):
        return found + _reasoned(asked, text, speech)
    found += _words(asked, text, speech)
    if asked.number and not re.search(r"\d", text):
        found.append(Mark(asked.key, "no_number"))
    if asked.date and not has_date(text, speech.languages):
        found.append(Mark(asked.key, "no_date"))
    if asked.names and not named:
        found.append(Mark(asked.key, "no_name"))
    return found


def _words(asked: Asked, text: str, speech: Speech) -> list[Mark]:
    """Too few words; and if stock phrases made up the number, which one."""
    all_words, own = count_words(text), count_words(_without(text, speech.vague))
    if own >= asked.at_least_words:
        return []
    phrase = _has_any(text, speech.vague)
    if phrase:
        return [Mark(asked.key, "vague", asked.at_least_words, own, phrase)]
    return [Mark(asked.key, "few_words", asked.at_least_words, all_words)]


def _reasoned(asked: Asked, text: str, speech: Speech) -> list[Mark]:
    """'None known' is an answer when it says how one knows."""
    own, needed = count_words(_without(text, (*speech.none_known, *speech.vague))), max(asked.at_least_words, 3)
    return [] if own >= needed else [Mark(asked.key, "no_reason", needed, own)]


# --- looking at words


_WIDE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"


def count_words(text: str) -> int:
    """Words of more than signs. In scripts without spaces two characters stand for a word."""
    wide = len(re.findall(f"[{_WIDE}]", text))
    plain = re.findall(r"[^\W_]+(?:['’.\-][^\W_]+)*", re.sub(f"[{_WIDE}]", " ", text))
    return len(plain) + wide // 2


def has_name(text: str, no_names: Collection[str] = ()) -> bool:
    """Does it name anybody? A word with a capital, or of a script that has none, which isn't one of those that merely
    begin a sentence.
    """
    words = re.findall(r"[^\W\d_][\w'’&\-]*", text)
    return any((word[0].isupper() or _caseless(word)) and word.casefold() not in no_names for word in words)


def _caseless(word: str) -> bool:
    return word.lower() == word.upper()


_NUMERIC = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{1,2}/\d{4}\b"
    r"|\b[QqKk][1-4]\b|\b(?:19|20)\d{2}\b|\d{1,2}月|\d{4}年"
)


def has_date(text: str, languages: Sequence[str]) -> bool:
    """A day, a month or a year, as figures or in words of the programme's languages."""
    if _NUMERIC.search(text):
        return True
    said = text.casefold()
    words = set(re.findall(r"[^\W\d_]+", said))
    beside = {*re.findall(r"\d\.?\s+([^\W\d_]+)", said), *re.findall(r"([^\W\d_]+)\s+\d", said)}
    return any(words & (_months(code) - _VERBS) or beside & _months(code) for code in languages)


_VERBS = frozenset(("may", "march"))
"""Months only with a figure beside them: 'we may call'."""


@cache
def _months(language: str) -> frozenset[str]:
    months = locale_of(language).months["format"]["wide"].values()
    return frozenset(month.casefold() for month in months)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    bodies = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{bodies})(?!\w)", re.IGNORECASE)


def _has_any(text: str, phrases: tuple[str, ...]) -> str:
    found = _pattern(phrases).search(text) if phrases else None
    return found.group(0) if found else ""


def _without(text: str, phrases: tuple[str, ...]) -> str:
    return _pattern(phrases).sub(" ", text) if phrases else text
