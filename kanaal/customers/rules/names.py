"""What a name is found by: its key, its words, its acronym."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from kanaal.customers.rules import forms

LONGEST_NAME, LONGEST_KEY, LONGEST_WORD, MOST_WORDS = 200, 200, 60, 16
"""In characters, and in words: what lies beyond is passed over, however long a text somebody pastes."""

_SIGNS = re.compile("|".join(map(re.escape, forms.SIGNS)))
# A Chinese sign is a word of its own, so that a part of the name finds it. Kana and Hangul spell: they stay together.
_HAN = re.compile("([\u3400-\u9fff\uf900-\ufaff])")
_INITIALS = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b")
_COUPLED = re.compile(r"\b([a-z]{1,2})\s?&\s?([a-z]{1,2})\b")
_QUOTES = re.compile("['`\"]")
_WORD = re.compile(r"[a-z0-9]+")
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


def fold(text: str) -> str:
    """Lower case and Latin letters, abbreviations joined, quotes gone: `Škoda A/S` → `skoda as`, `S.p.A.` → `spa`.

    Umlauts lose their dots (`ä` → `a`); spelled-out ones (`ae`) stay. `key_of` makes both the same.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_NAME]).lower()
    if not text.isascii():
        text = anyascii(_HAN.sub(r" \1 ", _SIGNS.sub(" ", text))).lower()
    text = _QUOTES.sub("", text)
    text = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", text)
    return _COUPLED.sub(r"\1\2", _SLASHED.sub(r"\1\2", text))


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a folded name, legal form and all."""
    return tuple(_WORD.findall(fold(name)))


def key_of(name: str) -> str:
    """What a name is found by: `munchen bau` for `München Bau GmbH`, `MUENCHEN BAU` and `Munchen-Bau G.m.b.H.`

    The legal form is dropped, before or behind; it is kept when nothing else is left. Empty when a name has no letter
    and no digit of any script.
    """
    words, _form = parted(name)
    return _shortened(" ".join(map(undotted, words)))


def words_of(key: str) -> tuple[str, ...]:
    """The words of a key, each once, in their order."""
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in key.split()[:MOST_WORDS]))


def acronym_of(name: str) -> str:
    """The first letters of a name of three words or more: `Bayerische Motoren Werke AG` → `bmw`. Else empty.

    Small words (*of*, *für*) don't count. Written as a key is, so that it can stand in the index.
    """
    words = [word for word in parted(name)[0] if word not in forms.SMALL and not word.isdigit()]
    return undotted("".join(word[0] for word in words)[:12]) if len(words) >= 3 else ""


def legal_form_of(name: str) -> str:
    """What kind of company the name says it is, in one spelling (`limited` → `ltd`); empty when it says nothing."""
    return parted(name)[1]


@lru_cache(maxsize=4096)
def parted(name: str) -> tuple[tuple[str, ...], str]:
    """The words that a company is called by, and its legal form. Of a legal form alone, its words."""
    words = plain_words(name)
    kept, form = _without_phrases(words)
    kept, form = _without_words(kept, form)
    if not form and not name.isascii() and (sign := _SIGNS.search(unicodedata.normalize("NFKC", name))):
        form = forms.SIGNS[sign.group()]
    kept = tuple(word for word in kept if word not in forms.AND) or kept
    return (kept, form) if kept else (words, "")


def _without_phrases(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Forms of several words, the longest first, wherever they stand but at the beginning."""
    kept: list[str] = list(words[:1])
    form, at = "", 1
    while at < len(words):
        for size in range(min(forms.LONGEST_PHRASE, len(words) - at), 1, -1):
            if found := forms.PHRASES.get(words[at : at + size]):
                form, at = found, at + size
                break
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept), form


def _without_words(words: tuple[str, ...], form: str) -> tuple[tuple[str, ...], str]:
    """Forms of one word: at the end, in front, and those that are nothing else wherever they stand."""
    first, last = 0, len(words)
    while last > 1 and (found := forms.AT_THE_END.get(words[last - 1]) or forms.ANYWHERE.get(words[last - 1])):
        form, last = form or found, last - 1
    while first < last - 1 and (found := forms.IN_FRONT.get(words[first])):
        form, first = form or found, first + 1
    kept = []
    for at in range(first, last):
        word = words[at]
        if at > first and (found := forms.ANYWHERE.get(word)):
            form = form or found
        else:
            kept.append(word)
    return (tuple(kept), form) if kept else (words, "")


def undotted(word: str) -> str:
    """One spelling for umlauts and the letters that stand for them: `muenchen` → `munchen`, `aarhus` → `arhus`."""
    for two, one in _DIGRAPHS:
        word = word.replace(two, one)
    return word


def _shortened(key: str) -> str:
    """No longer than its column; no word longer than the index's."""
    key = " ".join(word[:LONGEST_WORD] for word in key.split()[:MOST_WORDS])
    return key[:LONGEST_KEY].rstrip()
