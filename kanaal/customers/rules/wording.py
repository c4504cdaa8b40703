"""How one name is like another: the one thing that best says it, and how much it weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from babel import Locale
from rapidfuzz.distance import OSA

from kanaal.customers.rules import forms
from kanaal.customers.rules.names import acronym_of, fold, key_of, parted, plain_words, undotted
from kanaal.customers.rules.reasons import Kind, Reason

# Words that tell sisters apart: who has another of these has another name, however near the rest.
_TELLING = frozenset(
    map(
        undotted,
        (
            "nord norte north noord nordic sud sued sur south zuid ost est este east oost west oest oeste ouest "
            "noordoost noordwest zuidoost zuidwest nordost nordwest suedost suedwest northeast northwest southeast "
            "southwest central zentral centraal ober unter neu alt new old nieuw oud first second third erste zweite "
            "dritte eerste tweede derde primo secondo junior senior alpha beta gamma delta import export male female "
            "inner outer upper lower jan feb mar apr jun jul aug sep oct nov dec"
        ).split(),
    )
)
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(ix|iv|v?i{0,3})")
LONG, SHORT = 8, 8
"""Letters: from so many on a word is hardly another by chance; a name below it hardly the same but for a letter."""
_LANGUAGES = ("en", "de", "nl", "fr", "es", "it", "pt", "pl", "sv")


@dataclass(frozen=True)
class Name:
    """A name in all the ways that comparing needs; made once."""

    given: str

    @cached_property
    def key(self) -> str:
        return key_of(self.given)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.key.split())

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Its words without accents, umlauts as they were written."""
        return parted(self.given)[0]

    @cached_property
    def form(self) -> str:
        return parted(self.given)[1]

    @cached_property
    def plain(self) -> str:
        """Its letters, accents and all, without what stands between them."""
        return "".join(sign for sign in self.given.lower() if sign.isalnum())

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        return plain_words(self.given)

    @cached_property
    def spelled_out(self) -> tuple[str, ...]:
        """Its words with umlauts as two letters: `München` and `Muenchen` are both `muenchen` here."""
        text = self.given.lower()
        for sign, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
            text = text.replace(sign, letters)
        return parted(text)[0]

    @cached_property
    def acronym(self) -> str:
        return acronym_of(self.given)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Numbers, single letters, directions, countries: what tells sisters of one name apart."""
        return frozenset(word for word in self.words if is_telling(word))

    @cached_property
    def slight(self) -> bool:
        """Is there too little of it to be sure of anything: a letter or two, a legal form alone?"""
        return len(self.key.replace(" ", "")) < 3 or not set(self.all_words) - _FORM_WORDS


_FORM_WORDS = frozenset({*forms.ANYWHERE, *forms.AT_THE_END, *forms.IN_FRONT})


@lru_cache(maxsize=4096)
def name_of(given: str) -> Name:
    return Name(given)


@dataclass(frozen=True)
class Wording:
    """`weight`, 0–100: how much it says for one company. `sure`: the two are the same name, written differently."""

    weight: int = 0
    sure: bool = False
    reason: Reason | None = None


NOTHING = Wording()


def wording(a: Name, b: Name) -> Wording:
    """The strongest likeness of two names; NOTHING when there is none."""
    if not a.key or not b.key:
        return NOTHING
    if a.key == b.key:
        return _same_key(a, b)
    if _same_letters(a, b):
        return Wording(86, True, Reason.of(Kind.SPACES))
    if (told := _told_apart(a, b)) is not None:
        return told
    if sorted(a.words) == sorted(b.words):
        return Wording(80, False, Reason.of(Kind.ORDER))
    return _aligned(a, b) or _letters(a, b) or _part(a, b) or _acronym(a, b) or NOTHING


def _same_key(a: Name, b: Name) -> Wording:
    """Names of one key. Sure but where a short word lost its dots: *Kuhn* need not be *Kühn*, *Kuehn* is."""
    if a.spelled_out == b.spelled_out:
        if a.form != b.form:
            return Wording(88, not a.slight, Reason.of(Kind.LEGAL_FORM))
        if a.plain == b.plain:
            return Wording(92, not a.slight, Reason.of(Kind.SAME_NAME))
        both_plain = a.given.isascii() and b.given.isascii() and a.folded == b.folded
        return Wording(90, not a.slight, Reason.of(Kind.LEGAL_FORM if both_plain else Kind.ACCENTS))
    if a.folded == b.folded:
        changed = [pair for pair in zip(a.spelled_out, b.spelled_out, strict=False) if pair[0] != pair[1]]
        sure = len(a.spelled_out) == len(b.spelled_out) and all(min(map(len, pair)) >= LONG for pair in changed)
        return Wording(86, sure, Reason.of(Kind.ACCENTS))
    return Wording(84, False, Reason.of(Kind.SPELLING))


def _same_letters(a: Name, b: Name) -> bool:
    """Are only the spaces others? Where figures stand, a space tells: `Fonds 1 1` isn't `Fonds 11`."""
    if a.key.replace(" ", "") != b.key.replace(" ", ""):
        return False
    return [w for w in a.words if not w.isalpha()] == [w for w in b.words if not w.isalpha()]


def _told_apart(a: Name, b: Name) -> Wording | None:
    """Names that are near but for a number, a single letter, a direction, a country: sisters, not one company."""
    if a.telling == b.telling:
        return None
    mine, other = sorted(a.telling - b.telling), sorted(b.telling - a.telling)
    rest_a = [w for w in a.words if w not in a.telling]
    rest_b = [w for w in b.words if w not in b.telling]
    if not rest_a or not rest_b or not _near(rest_a, rest_b):
        return None if not (mine and other) else NOTHING
    small = any(w.isdigit() or len(w) == 1 or _ROMAN.fullmatch(w) for w in (*mine, *other))
    kind = Kind.OTHER_NUMBER if small else Kind.OTHER_PART
    return Wording(45, False, Reason.of(kind, one=" ".join(mine), other=" ".join(other)))


def _near(a: list[str], b: list[str]) -> bool:
    return OSA.distance(" ".join(a), " ".join(b), score_cutoff=2) <= 2


def _aligned(a: Name, b: Name) -> Wording | None:
    """As many words on both sides, each the other's, misspelt or shortened; at least one the same or long."""
    if len(a.words) != len(b.words):
        return None
    pairs = [pair for pair in zip(a.words, b.words, strict=True) if pair[0] != pair[1]]
    letters = sum(_slip(*pair) for pair in pairs)
    if letters <= 2 and len(pairs) <= 2:
        kind, weight = (Kind.ONE_LETTER, 78) if letters == 1 else (Kind.LETTERS, 72)
        weight -= 12 * (min(len(a.key), len(b.key)) < SHORT)
        one, other = (" ".join(words) for words in zip(*pairs, strict=True))
        return Wording(weight, False, Reason.of(kind, one=one, other=other))
    if all(_slip(*pair) <= 2 or _shortens(*pair) for pair in pairs):
        share = min(len(a.key), len(b.key)) / max(len(a.key), len(b.key))
        return Wording(58 if share >= 0.6 and len(pairs) < len(a.words) else 45, False, Reason.of(Kind.SHORTENED))
    return None


def _letters(a: Name, b: Name) -> Wording | None:
    """Words joined or parted, and a letter or two besides: `Alter Hafen Bau`, `Alte Hafenbau`.

    Only of names so long that two letters tell nothing; figures must be the same ones.
    """
    one, other = ("".join(name.words) for name in (a, b))
    if len(a.words) == len(b.words) or min(len(one), len(other)) < 2 * LONG:
        return None
    if [w for w in a.words if not w.isalpha()] != [w for w in b.words if not w.isalpha()]:
        return None
    if OSA.distance(one, other, score_cutoff=2) > 2:
        return None
    return Wording(70, False, Reason.of(Kind.LETTERS, one=" ".join(a.words), other=" ".join(b.words)))


def _slip(a: str, b: str) -> int:
    """By how many letters two words differ, if that may be a slip of the finger; 9 when it may not."""
    shorter = min(len(a), len(b))
    allowed = 0 if shorter < 4 else 1 if shorter < 8 else 2
    if not allowed or (a + b).isdigit():
        return 9
    distance = OSA.distance(a, b, score_cutoff=allowed)
    return distance if distance <= allowed else 9


def _shortens(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= 3 and longer.startswith(shorter)


def _part(a: Name, b: Name) -> Wording | None:
    """All words of one stand in the other, and they are no trifle."""
    fewer, more = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(fewer.key.replace(" ", "")) < 4 or not set(fewer.words) < set(more.words):
        return None
    share = len(fewer.key) / len(more.key)
    return Wording(40 + int(20 * share), False, Reason.of(Kind.PART))


def _acronym(a: Name, b: Name) -> Wording | None:
    for short, long in ((a, b), (b, a)):
        if long.acronym and short.words[0] == long.acronym and len(short.words) == 1:
            return Wording(55, False, Reason.of(Kind.ACRONYM, acronym=short.words[0]))
    return None


@lru_cache(maxsize=8192)
def is_telling(word: str) -> bool:
    if not word.isalpha() or len(word) == 1 or word in _TELLING:
        return True
    return bool(_ROMAN.fullmatch(word)) or word in _countries()


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Names of countries in one word, in some languages, as a key has them."""
    names = (name for code in _LANGUAGES for name in Locale(code).territories.values())
    words = (undotted(fold(name)) for name in names if " " not in name)
    return frozenset(word for word in words if len(word) > 3 and word.isalpha())
