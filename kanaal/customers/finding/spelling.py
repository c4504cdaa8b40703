"""Which words of the index somebody may have meant: as typed, begun, misspelt, joined or parted."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from kanaal.customers.finding.deletes import slips, variants
from kanaal.customers.finding.dialect import any_of, ask, begins

MOST_WORDS, MOST_ENDINGS, MOST_CUTS = 6, 60, 3
COMMON = 10
"""Who types a word that stands in so many accounts means it: hardly mistyped, not begun, not two that were joined."""
EXACT, JOINED = 0.95, 0.9
"""From this weight on a word is what was typed; the weight of two words that stand joined, or of one that is parted."""
_ACCOUNTS = 2_000_000
"""So that a word in all accounts still weighs something."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the index, and in how many accounts it stands, about."""

    id: int
    text: str
    frequency: int


@dataclass
class Meant:
    """What was typed, in words of the index. `weights`: for each typed word, how much (0–1) each of these is it.

    `cuts`: two words that may have been typed as one, with the number of that one.
    """

    words: Sequence[str]
    weights: list[dict[int, float]]
    tokens: dict[int, Token] = field(default_factory=dict)
    cuts: list[tuple[int, Token, Token]] = field(default_factory=list)

    def add(self, at: int, token: Token, weight: float) -> None:
        self.tokens[token.id] = token
        if weight > self.weights[at].get(token.id, 0.0):
            self.weights[at][token.id] = weight

    def best(self, at: int) -> list[Token]:
        """What a typed word may be, the likeliest first; of those that are about as near the commoner: more mean it."""
        weights = self.weights[at]
        return sorted((self.tokens[pk] for pk in weights), key=lambda one: (-round(weights[one.id], 1), -one.frequency))

    def importance(self, at: int) -> float:
        """What a typed word says: more, the fewer accounts have it or what is nearest to it.

        The last word may be typed on: there all that begins so is as near.
        """
        weights = self.weights[at]
        nearest = max(weights.values(), default=1.0) - 0.05
        near = {pk for pk, weight in weights.items() if weight >= nearest}
        if at == len(self.words) - 1:
            near |= {pk for pk in weights if self.tokens[pk].text.startswith(self.words[at])}
        return math.log(_ACCOUNTS / max(1, sum(self.tokens[pk].frequency for pk in near)))


def meant_by(words: Sequence[str]) -> Meant:
    """Look the words up: by two questions, and one for each word."""
    words = words[:MOST_WORDS]
    cuts = [(at, *cut) for at, word in enumerate(words) for cut in _cuts(word)]
    joins = [(at, one + two) for at, (one, two) in enumerate(pairwise(words))]
    known = _known({*words, *(part for _at, *parts in cuts for part in parts), *(word for _at, word in joins)})
    meant = Meant(words, [{} for _word in words])
    for at, word in enumerate(words):
        if word in known:
            meant.add(at, known[word], 1.0)
    for at, word in joins:
        if word in known:
            meant.add(at, known[word], JOINED)
            meant.add(at + 1, known[word], JOINED)
    sure = {word for word in words if word in known and known[word].frequency >= COMMON}
    _add_cuts([cut for cut in cuts if words[cut[0]] not in sure], known, meant)
    _misspelt(words, sure, meant)
    _begun(words, sure, meant)
    return meant


def _cuts(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)] if len(word) >= 5 else []


def _add_cuts(cuts: Sequence[tuple[int, str, str]], known: dict[str, Token], meant: Meant) -> None:
    """The likeliest ways to part a word: those whose shorter piece is longest. A long piece alone may be it, too."""
    found = [(at, known[one], known[two]) for at, one, two in cuts if one in known and two in known]
    found.sort(key=lambda cut: -min(len(cut[1].text), len(cut[2].text)))
    meant.cuts = found[:MOST_CUTS]
    for at, *parts in cuts:
        for part in parts:
            if len(part) >= 6 and part in known:
                meant.add(at, known[part], 0.6)


def _known(words: set[str]) -> dict[str, Token]:
    rows = ask("select id, token, frequency from customers_findtoken where {words}", words=any_of("token", words))
    return {row[1]: Token(*row) for row in rows}


def _misspelt(words: Sequence[str], sure: set[str], meant: Meant) -> None:
    asked: dict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        for variant in variants(word, min(1, slips(word)) if word in sure else slips(word)):
            asked[variant].append(at)
    rows = ask(
        """select d.variant, t.id, t.token, t.frequency from customers_finddelete d
           join customers_findtoken t on t.id = d.token_id where {variants}""",
        variants=any_of("d.variant", asked),
    )
    for variant, *row in rows:
        for at in asked[variant]:
            if row[0] not in meant.weights[at] and (weight := _closeness(words[at], row[1])):
                meant.add(at, Token(*row), weight)


def _closeness(word: str, token: str) -> float:
    """How much a word of the index is what was typed, from 0 to 1; a longer one may still be typed on."""
    allowed = slips(word)
    distance = OSA.distance(word, token, score_cutoff=allowed)
    if distance <= allowed:
        return 1 - 0.17 * distance
    if len(word) >= 4 and len(token) > len(word):
        size = len(word)
        if any(OSA.distance(word, token[:end], score_cutoff=1) <= 1 for end in (size, size + 1, size - 1)):
            return max(0.1, 0.7 - 0.01 * (len(token) - size))
    return 0.0


def _begun(words: Sequence[str], sure: set[str], meant: Meant) -> None:
    """The commonest words that begin as what was typed; before the last word, where one has typed on, they are less.

    With one letter begins a tenth of all words, which would take long and says nothing.
    """
    for at, word in enumerate(words):
        if len(word) < 2 or (word in sure and at < len(words) - 1):
            continue
        rows = ask(
            """select id, token, frequency from customers_findtoken where {begins}
               order by frequency desc limit {most}""",
            begins=begins("token", word),
            most=MOST_ENDINGS,
        )
        most = (0.93 if at == len(words) - 1 else 0.8) * (1 - 0.5 / len(word))
        for row in rows:
            more = len(row[1]) - len(word)
            meant.add(at, Token(*row), max(0.3, most - 0.012 * more) if more else 1.0)
