"""Searching a hundred articles in memory: forgiving of accents, spelling, word forms and words written together.

A question's words are matched with the words of each article: the same word counts most, then one that begins alike,
then one that differs by a slip. Rare words tell more than common ones. What an article is called by tells more than
what it mentions.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

TITLE, ASKED, BODY = 3.0, 3.0, 1.0
"""What a word is worth by where it stands."""
ALIKE, SLIP = 0.75, 0.6
"""What a word that only begins alike, or is spelt a little otherwise, is worth of the whole."""
ENOUGH = 0.5
"""So much of a question's weight must be met, or it was not answered."""
UNKNOWN = 1.5
"""What a word of the question weighs that no page has: about what one weighs that a fifth of the pages have."""
LONGEST = 200
"""Letters of a question that are read."""
SHOWN = 8
_SMALL = frozenset(
    "a aan al als an and are as at be bij but by can cannot cant dat de deze die dit do does doe doet don door een en "
    "er for from geen get getting haar had have heb heeft het hij hoe hoezo how i if ik in is it its kan kun kunt "
    "maar me met mijn mn moet my naar niet no not nu of om on onder ons onze ook op or our see te that the there this "
    "to toch u uit uw van voor waar waarom wat we what when where who why wie wij will wil with word wordt worden you "
    "your ze zie zien zijn zo".split()
)
_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = ("ingen", "ations", "ation", "heden", "ing", "ies", "ers", "en", "es", "ed", "er", "s", "e", "n")


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


def words(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    return _WORD.findall(anyascii(text).lower().replace("'", ""))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, roughly, for Dutch and English; never shorter than four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


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
                for one in _stems(text):
                    known = self.worth[one]
                    known[page.key] = max(known.get(page.key, 0), worth)

    def search(self, question: str) -> list[Found]:
        """The pages that answer best. Nothing when less than half of what was asked is found anywhere."""
        scores: dict[str, float] = defaultdict(float)
        met: dict[str, float] = defaultdict(float)
        whole, hits = 0.0, set[str]()
        for one in _asked(question):
            near = self._near(one)
            weight = self._rarity(near)
            whole += weight
            hits |= near.keys()
            for key, (share, worth) in self._best(near).items():
                scores[key] += weight * share * worth
                met[key] += weight
        good = [key for key in scores if met[key] >= ENOUGH * whole]
        best = sorted(good, key=lambda key: (-scores[key], self.order[key]))[:SHOWN]
        return [Found(key, scores[key], _piece(self.pages[key].text, hits)) for key in best]

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

    def _rarity(self, near: dict[str, float]) -> float:
        """What a word tells: the more, the fewer pages have it. One that nobody has is most often chatter."""
        holders = {key for word in near for key in self.worth[word]}
        return math.log(1 + len(self.pages) / (1 + len(holders))) if holders else UNKNOWN


def _asked(question: str) -> list[str]:
    """The words of a question that tell something; all of them where none does."""
    found = words(question[:LONGEST])
    telling = [w for w in found if w not in _SMALL]
    return list(dict.fromkeys(stem(w) for w in telling or found))


def _texts(page: Page) -> Iterator[tuple[str, float]]:
    yield page.title, TITLE
    yield from ((ask, ASKED) for ask in page.asks)
    yield page.text, BODY


def _stems(text: str) -> Iterable[str]:
    """The words of a text, and neighbours written as one: `sales center` is found as `salescenter`, too."""
    found = words(text)
    yield from (stem(w) for w in found if w not in _SMALL)
    yield from (stem(a + b) for a, b in pairwise(found) if a not in _SMALL and b not in _SMALL)


def _piece(text: str, hits: set[str]) -> tuple[tuple[str, bool], ...]:
    """The sentence with most of what was meant; its matching words are marked."""
    sentences = re.split(r"(?<=[.!?:])\s+|\n", text)
    best = max(sentences, key=lambda s: len(set(_stems(s)) & hits), default="")
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
