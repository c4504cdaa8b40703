"""Which words of the index somebody may have meant: as typed, begun, misspelt, joined or parted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from kanaal.customers.finding.deletes import slips, variants
from kanaal.customers.finding.dialect import any_of, ask, begins

MOST_WORDS, MOST_ENDINGS = 6, 60
COMMON = 10
"""Who types a word that stands in so many accounts has not mistyped it much."""
_ACCOUNTS = 2_000_000
"""So that a word in all accounts still weighs something."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the index. `weight`, 0–1: how much it is what was typed."""

    id: int
    text: str
    frequency: int
    weight: float

    @property
    def worth(self) -> float:
        """What it says that it stands in a name: more, the closer it is to what was typed and the rarer."""
        return self.weight * self.weight * math.log(_ACCOUNTS / max(1, self.frequency))


Known = dict[str, tuple[int, str, int]]
"""Word → its id, itself, its frequency."""


@dataclass
class Meant:
    """For each word that was typed, what it may mean, the best first; and other ways to part or join the words."""

    groups: list[list[Token]] = field(default_factory=list)
    others: list[tuple[Token, ...]] = field(default_factory=list)


def meant_by(words: Sequence[str]) -> Meant:
    """Look the words up: by two questions, and one for each word."""
    words = words[:MOST_WORDS]
    cuts = list(_cuts(words))
    known = _known({*words, *(part for cut in cuts for part in cut)})
    groups: list[dict[int, Token]] = [{} for _word in words]
    _misspelt(words, known, groups)
    _begun(words, known, groups)
    best_first = (sorted(group.values(), key=lambda token: -token.weight) for group in groups)
    others = [tuple(Token(*known[part], 0.9) for part in cut) for cut in cuts if all(part in known for part in cut)]
    return Meant([group for group in best_first if group], others)


def _cuts(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Long words parted in two, a long piece of them alone, and neighbours joined."""
    for word in words:
        for at in range(3, len(word) - 2) if len(word) >= 7 else ():
            yield word[:at], word[at:]
            if len(word) >= 9:
                yield from ((piece,) for piece in (word[:at], word[at:]) if len(piece) >= 6)
    yield from ((one + two,) for one, two in pairwise(words))


def _known(words: set[str]) -> Known:
    rows = ask("select id, token, frequency from customers_findtoken where {words}", words=any_of("token", words))
    return {token: (pk, token, frequency) for pk, token, frequency in rows}


def _misspelt(words: Sequence[str], known: Known, groups: list[dict[int, Token]]) -> None:
    asked: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        common = word in known and known[word][2] >= COMMON
        for variant in variants(word, min(1, slips(word)) if common else slips(word)):
            asked.setdefault(variant, []).append(at)
    rows = ask(
        """select d.variant, t.id, t.token, t.frequency from customers_finddelete d
           join customers_findtoken t on t.id = d.token_id where {variants}""",
        variants=any_of("d.variant", asked),
    )
    for variant, pk, token, frequency in rows:
        for at in asked[variant]:
            if pk not in groups[at] and (weight := _closeness(words[at], token)):
                groups[at][pk] = Token(pk, token, frequency, weight)


def _closeness(word: str, token: str) -> float:
    """How much a word of the index is what was typed, from 0 to 1; a longer one may still be typed on."""
    allowed = slips(word)
    distance = OSA.distance(word, token, score_cutoff=allowed)
    if distance <= allowed:
        return 1 - 0.17 * distance
    if len(word) >= 5 and len(token) > len(word):
        size = len(word)
        if any(OSA.distance(word, token[:end], score_cutoff=1) <= 1 for end in (size, size + 1, size - 1)):
            return max(0.1, 0.7 - 0.01 * (len(token) - size))
    return 0.0


def _begun(words: Sequence[str], known: Known, groups: list[dict[int, Token]]) -> None:
    for at, word in enumerate(words):
        if len(word) == 1:
            if word in known:
                groups[at][known[word][0]] = Token(*known[word], 1.0)
            continue
        rows = ask(
            """select id, token, frequency from customers_findtoken where {begins}
               order by length(token) limit {most}""",
            begins=begins("token", word),
            most=MOST_ENDINGS,
        )
        for pk, token, frequency in rows:
            weight = 1.0 if token == word else max(0.3, 0.93 - 0.012 * (len(token) - len(word)))
            if pk not in groups[at] or weight > groups[at][pk].weight:
                groups[at][pk] = Token(pk, token, frequency, weight)
