"""Which words of the index somebody may have meant: as typed, begun, misspelt, joined or parted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from kanaal.customers.finding import dialect
from kanaal.customers.finding.deletes import slips, variants

MOST_WORDS, MOST_ENDINGS = 6, 60
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


@dataclass
class Meant:
    """For each word that was typed, what it may mean, the best first; and other ways to part or join the words."""

    groups: list[list[Token]] = field(default_factory=list)
    others: list[tuple[Token, ...]] = field(default_factory=list)


def meant_by(words: Sequence[str]) -> Meant:
    """Look the words up, by three questions whatever their number."""
    words = words[:MOST_WORDS]
    parts = {part for cut in _cuts(words) for part in cut}
    known = _known({*words, *parts})
    groups: list[dict[int, Token]] = [{} for _ in words]
    _misspelt(words, known, groups)
    _begun(words, groups)
    others = [tuple(Token(*known[part], 0.9) for part in cut) for cut in _cuts(words) if all(p in known for p in cut)]
    best_first = (sorted(group.values(), key=lambda token: -token.weight) for group in groups)
    return Meant([group for group in best_first if group], others)


def _known(words: set[str]) -> dict[str, tuple[int, str, int]]:
    where, values = dialect.any_of("token", words)
    rows = dialect.ask(f"select id, token, frequency from customers_findtoken where {where}", values)
    return {token: (pk, token, frequency) for pk, token, frequency in rows}


def _cuts(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Long words parted in two, of each a long piece alone, and neighbours joined."""
    for word in words:
        if len(word) >= 7:
            for at in range(3, len(word) - 2):
                yield word[:at], word[at:]
                if len(word) >= 9:
                    yield from ((piece,) for piece in (word[:at], word[at:]) if len(piece) >= 6)
    yield from ((one + two,) for one, two in zip(words, words[1:], strict=False))


def _misspelt(words: Sequence[str], known: dict[str, tuple[int, str, int]], groups: list[dict[int, Token]]) -> None:
    asked: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        # Who types a word that is well known has not mistyped it much.
        left_out = min(1, slips(word)) if word in known and known[word][2] >= 10 else slips(word)
        for variant in variants(word, left_out):
            asked.setdefault(variant, []).append(at)
    where, values = dialect.any_of("d.variant", asked)
    sql = f"""select d.variant, t.id, t.token, t.frequency from customers_finddelete d
              join customers_findtoken t on t.id = d.token_id where {where}"""
    for variant, pk, token, frequency in dialect.ask(sql, values):
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
        ends = (len(word), len(word) + 1, len(word) - 1)
        if min(OSA.distance(word, token[:end], score_cutoff=1) for end in ends) <= 1:
            return max(0.0, 0.7 - 0.01 * (len(token) - len(word)))
    return 0.0


def _begun(words: Sequence[str], groups: list[dict[int, Token]]) -> None:
    asked = [(at, word) for at, word in enumerate(words) if len(word) >= 2]
    for at, word in asked:
        where, values = dialect.begins("token", word)
        sql = f"""select id, token, frequency from customers_findtoken where {where}
                  order by length(token) limit {MOST_ENDINGS}"""
        for pk, token, frequency in dialect.ask(sql, values):
            weight = 1.0 if token == word else max(0.3, 0.93 - 0.012 * (len(token) - len(word)))
            if pk not in groups[at] or weight > groups[at][pk].weight:
                groups[at][pk] = Token(pk, token, frequency, weight)
    for at, word in enumerate(words):
        if len(word) == 1 and (row := _known({word}).get(word)):
            groups[at][row[0]] = Token(*row, 1.0)
