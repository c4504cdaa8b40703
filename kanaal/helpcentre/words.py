"""The words of questions and articles: without accents, capitals and endings, and what else means the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from anyascii import anyascii

SMALL = frozenset(
    "a aan al als an and any are as at be been bij but by can cannot cant could dat de deze did die dit do does doesnt "
    "doe doet don dont door een en er for from geen geeft get getting gaan gaat graag haar had has have heb hebben "
    "heeft het hier hij hoe hoezo how i if ik in into is isnt it its jij kan kom kun kunnen kunt maar mag me met mij "
    "mijn mn moet moeten mogen must my naar niet no not nog nu of om on onder one ons onze ook op or our "
    "please see se shall should so te than that the their them then there they this to toch u uit uw van voor waar "
    "waarom want wat we welk welke wel what where which who why wie wij wil willen will wilt with would word "
    "worden wordt you your ze zie zien zijn zo".split()
)
"""What tells nothing about a question."""
SAME = (
    "wijzigen wijzig wijziging veranderen verander aanpassen change changed",
    "andere ander other another different",
    "collega collegas medewerker werknemer colleague employee coworker",
    "fout foutmelding melding error message",
    "inloggen log login sign signing signin aanloggen",
    "toegang access",
    "beheerder administrator admin",
    "vertrokken dienst weg left gone former",
    "verlopen vervallen expired expire",
    "link koppeling",
    "bedrijf company firma onderneming",
    "bonus rebate korting",
)
"""Words that mean the same to whoever asks, in one language or the other."""
_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = ("ingen", "ations", "ation", "heden", "ing", "ies", "ers", "en", "es", "ed", "er", "s", "e", "n")


def words(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    return _WORD.findall(anyascii(text).lower().replace("'", ""))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, or the first of those that mean the same."""
    bare = _bare(word)
    return _same().get(bare, bare)


def stems(text: str) -> Iterable[str]:
    """The words of a text, and neighbours written as one: `sales center` is found as `salescenter`, too."""
    found = words(text)
    yield from (stem(w) for w in found if w not in SMALL)
    yield from (stem(a + b) for a, b in pairwise(found) if a not in SMALL and b not in SMALL)


def telling(text: str) -> list[str]:
    """The words of a question that tell something, once each; all of them where none does."""
    found = words(text)
    return list(dict.fromkeys(stem(w) for w in [w for w in found if w not in SMALL] or found))


def _bare(word: str) -> str:
    """Roughly, for Dutch and English; never shorter than four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@cache
def _same() -> dict[str, str]:
    groups = [[_bare(word) for word in group.split()] for group in SAME]
    return {word: group[0] for group in groups for word in group}
