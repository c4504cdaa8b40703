"""How well a name answers a query, by its letters; and in what words that is said."""

from __future__ import annotations

from rapidfuzz import fuzz

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
        0.9 * fuzz.token_set_ratio(asked, key),
    )


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
