"""Searching a hundred articles in memory: forgiving of accents, spelling, word forms and words written together.

A question's words are matched with the words of each article: the same word counts most, then one that begins alike,
then one that differs by a slip. Rare words tell more than common ones. What an article is called by tells more than
what it mentions; and the nearer a question comes to one of the ways of asking for it, the more all of that counts.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from kanaal.helpcentre.words import stem, stems, telling, words

TITLE, ASKED, BODY = 3.0, 3.0, 1.0
"""What a word is worth by where it stands."""
ALIKE, SLIP = 0.75, 0.6
"""What a word that only begins alike, or is spelt a little otherwise, is worth of the whole."""
ENOUGH = 0.4
"""So much of a question's weight must be met, or it was not answered."""
NEARNESS = 2.0
"""So many times its worth is added to what a page is worth when the question is, word for word, one of its own."""
FAR_BELOW = 0.3
"""What is worth less than this share of the best is not shown: it only has a word in common."""
UNKNOWN = 1.5
"""What a word of the question weighs that no page has: about what one weighs that a fifth of the pages have."""
LONGEST = 200
"""Letters of a question that are read."""
SHOWN = 8


@dataclass(frozen=True)
class Page:
    """What can be found: its title, other ways of asking for it, its words."""

    key: str
    title: str
    asks: Sequence[str]
    text: str


@dataclass(frozen=True)
class Found:
    """`piece`: the sentence that fits best, in parts that matched or did not."""

    key: str
    score: float
    piece: tuple[tuple[str, bool], ...] = ()


class Index:
    """The words of all pages. Made once, asked often; holds no state between questions."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.key: page for page in pages}
        self.order = {page.key: number for number, page in enumerate(pages)}
        self.worth: dict[str, dict[str, float]] = defaultdict(dict)
        self.single: set[str] = set()
        for page in pages:
            for text, worth in _texts(page):
                self.single |= {stem(w) for w in words(text)}
                for one in stems(text):
                    known = self.worth[one]
                    known[page.key] = max(known.get(page.key, 0), worth)
        asks = [(page.key, text) for page in pages for text in (page.title, *page.asks)]
        self.phrases = [(key, frozenset(stems(text)), self._length(text)) for key, text in asks]

    def search(self, question: str) -> list[Found]:
        """The pages that answer best. Nothing when too little of what was asked is found anywhere."""
        asked = [(near, self._rarity(near)) for near in map(self._near, telling(question[:LONGEST]))]
        whole = sum(weight for _near, weight in asked)
        scores: dict[str, float] = defaultdict(float)
        met: dict[str, float] = defaultdict(float)
        for near, weight in asked:
            for key, (share, worth) in self._best(near).items():
                scores[key] += weight * share * worth
                met[key] += weight
        close = self._closeness(asked, whole)
        scores = {key: scores[key] * (1 + NEARNESS * close[key]) for key in scores if met[key] >= ENOUGH * whole}
        least = FAR_BELOW * max(scores.values(), default=0)
        best = sorted((k for k in scores if scores[k] >= least), key=lambda key: (-scores[key], self.order[key]))
        hits = {word for near, _weight in asked for word in near}
        return [Found(key, scores[key], _piece(self.pages[key].text, hits)) for key in best[:SHOWN]]

    def _closeness(self, asked: Sequence[tuple[Mapping[str, float], float]], whole: float) -> dict[str, float]:
        """For each page how near the question comes to one of the ways of asking for it: 1 where it has its words and
        no others, 0 where it has none (Dice's coefficient over the words' rarities).
        """
        found: dict[str, float] = defaultdict(float)
        for key, phrase, length in self.phrases:
            common = sum(weight for near, weight in asked if not phrase.isdisjoint(near))
            found[key] = max(found[key], 2 * common / ((whole + length) or 1))
        return found

    def _length(self, text: str) -> float:
        """The rarities of a text's words, in all."""
        return sum(self._rarity({one: 1.0}) for one in telling(text))

    def _near(self, one: str) -> dict[str, float]:
        """Known words that are meant by one that was typed, and how surely."""
        longer = [w for w in self.worth if len(one) >= 4 and w != one and w in self.single and w.startswith(one)]
        if one in self.worth or longer:
            return dict.fromkeys(longer, ALIKE) | ({one: 1.0} if one in self.worth else {})
        if len(one) < 4:
            return {}
        slips = 1 if len(one) < 7 else 2
        within = {w: DamerauLevenshtein.distance(one, w, score_cutoff=slips) for w in self.worth if w[:1] == one[:1]}
        nearest = min(within.values(), default=slips + 1)
        return {w: SLIP for w, far in within.items() if far == nearest <= slips}

    def _best(self, near: dict[str, float]) -> dict[str, tuple[float, float]]:
        """For each page the word that counts most there: how surely it is meant, and what its place is worth."""
        best: dict[str, tuple[float, float]] = {}
        for word, share in near.items():
            for key, worth in self.worth[word].items():
                if key not in best or share * worth > best[key][0] * best[key][1]:
                    best[key] = (share, worth)
        return best

    def _rarity(self, near: Mapping[str, float]) -> float:
        """What a word tells: the more, the fewer pages have it. One that nobody has is most often chatter."""
        holders = {key for word in near for key in self.worth.get(word, ())}
        return math.log(1 + len(self.pages) / (1 + len(holders))) if holders else UNKNOWN


def _texts(page: Page) -> Iterator[tuple[str, float]]:
    yield page.title, TITLE
    yield from ((ask, ASKED) for ask in page.asks)
    yield page.text, BODY


def _piece(text: str, hits: set[str]) -> tuple[tuple[str, bool], ...]:
    """The sentence with most of what was meant; its matching words are marked."""
    sentences = re.split(r"(?<=[.!?:])\s+|\n", text)
    best = max(sentences, key=lambda s: len(set(stems(s)) & hits), default="")
    found_here = words(best)
    for one, two in pairwise(found_here):  # what is found written as one is marked word by word
        if stem(one + two) in hits:
            hits = hits | {stem(one), stem(two)}
    parts = [part for part in re.split(r"(\w+)", best[:300]) if part]
    found: list[tuple[str, bool]] = []
    for part in parts:
        mark = any(stem(w) in hits for w in words(part))
        if found and found[-1][1] == mark:
            found[-1] = (found[-1][0] + part, mark)
        else:
            found.append((part, mark))
    return tuple(found)
