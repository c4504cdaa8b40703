"""How well a name answers a query, by its letters; and in what words that is said."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kanaal.customers import rules
from kanaal.customers.rules import Kind, Reason
from kanaal.customers.rules.wording import name_of, wording


def score(asked: str, key: str) -> float:
    """0–100: how near a name's key is to what was asked, as a whole, in any order, as a beginning, without spaces."""
    return max(
        fuzz.ratio(asked, key),
        0.99 * fuzz.token_sort_ratio(asked, key),
        0.98 * fuzz.ratio(asked, key[: len(asked) + 1]),
        0.97 * fuzz.ratio(asked.replace(" ", ""), key.replace(" ", "")),
        0.9 * fuzz.token_set_ratio(asked, key) if len(asked) <= len(key) else 0.0,
    )


def fit(asked: Sequence[str], words: Sequence[str]) -> float:
    """0–100: how well each word that was typed stands for one of the name's, as it is, begun or misspelt.

    Dearer than `score`, and better while somebody is typing: `bayerisch r` is *Bayerischer Rundfunk*.
    """
    if not words:
        return 0.0
    letters = sum(map(len, asked))
    fitting = sum(len(word) * max(_stands_for(word, other) for other in words) for word in asked) / letters
    covered = min(1.0, letters / sum(map(len, words)))
    return 100 * fitting * (0.88 + 0.1 * covered)


def _stands_for(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.96
    return 0.92 * OSA.normalized_similarity(word, other[: len(word) + 1], score_cutoff=0.6)


def reasons(query: str, name: str) -> tuple[Reason, ...]:
    """Why a name was found: the one thing that best says it."""
    asked, found = name_of(query), name_of(name)
    best = wording(asked, found).reason
    if best is not None and best.kind not in (Kind.PART, Kind.SHORTENED):
        return (best,)
    if found.key.startswith(asked.key):
        return (Reason.of(Kind.BEGINNING),)
    shared = [word for word in asked.words if word in found.words]
    if len(shared) == len(asked.words):
        return (Reason.of(Kind.ALL_WORDS),)
    if all(any(other.startswith(word) for other in found.words) for word in asked.words):
        return (Reason.of(Kind.BEGINNING),)
    if rules.acronym_of(name) and rules.acronym_of(name) in asked.words:
        return (Reason.of(Kind.ACRONYM, acronym=rules.acronym_of(name)),)
    return (Reason.of(Kind.SOME_WORDS, words=" ".join(shared)),) if shared else (Reason.of(Kind.LETTERS_ALIKE),)
