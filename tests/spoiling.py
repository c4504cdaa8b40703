"""Names as people mistype, shorten and half type them: by rules and a seed, so that every run spoils alike."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from kanaal.customers import rules
from kanaal.customers.rules.names import parted

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORMS = ("GmbH", "AG", "B.V.", "N.V.", "Ltd.", "Inc.", "S.A.", "S.p.A.", "AB", "plc", "Sp. z o.o.", "A/S")
_SIGNS = (("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ø", "o"), ("å", "a"), ("é", "e"), ("ç", "c"))


def exact(name: str, chance: Random) -> str | None:
    return name


def without_form(name: str, chance: Random) -> str | None:
    return _bare(name) if rules.legal_form_of(name) else None


def other_form(name: str, chance: Random) -> str | None:
    return f"{_bare(name)} {chance.choice(_FORMS)}"


def begun(name: str, chance: Random) -> str | None:
    """While somebody is still typing: from five letters on, six to nine tenths of the name."""
    bare = _bare(name)
    cut = max(5, int(len(bare) * chance.uniform(0.6, 0.9)))
    return bare[:cut].rstrip() if len(bare) > 6 else None


def one_letter(name: str, chance: Random) -> str | None:
    return _mistyped(_bare(name), chance, 1)


def two_letters(name: str, chance: Random) -> str | None:
    return _mistyped(_bare(name), chance, 2) if len(_bare(name)) >= 9 else None


def begun_mistyped(name: str, chance: Random) -> str | None:
    bare = _bare(name)
    return _mistyped(bare[: int(len(bare) * 0.8)].rstrip(), chance, 1) if len(bare) >= 9 else None


def transliterated(name: str, chance: Random) -> str | None:
    """Umlauts spelled out, or put where none were; accents dropped."""
    lower = _bare(name).lower()
    for sign, letters in _SIGNS:
        if sign in lower:
            return lower.replace(sign, letters if chance.random() < 0.5 else letters[0])
    for sign, letters in _SIGNS[:3]:
        if letters in lower:
            return lower.replace(letters, sign, 1)
    at = [i for i, c in enumerate(lower) if c in "aeou"]
    if not at:
        return None
    i = chance.choice(at)
    return lower[:i] + {"a": "ä", "e": "é", "o": "ö", "u": "ü"}[lower[i]] + lower[i + 1 :]


def shortened(name: str, chance: Random) -> str | None:
    """A word left out, not the first; only where two others stay."""
    words = _bare(name).split()
    if len(words) < 3:
        return None
    del words[chance.randrange(1, len(words))]
    return " ".join(words)


def reordered(name: str, chance: Random) -> str | None:
    words = _bare(name).split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else None


def joined(name: str, chance: Random) -> str | None:
    words = _bare(name).split()
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def taken_apart(name: str, chance: Random) -> str | None:
    words = _bare(name).split()
    long = [i for i, word in enumerate(words) if len(word) >= 8]
    if not long:
        return None
    i = chance.choice(long)
    cut = chance.randrange(4, len(words[i]) - 3)
    return " ".join([*words[:i], words[i][:cut], words[i][cut:], *words[i + 1 :]])


SPOILERS: dict[str, Callable[[str, Random], str | None]] = {
    "exact": exact,
    "without legal form": without_form,
    "another legal form": other_form,
    "begun": begun,
    "one letter": one_letter,
    "two letters": two_letters,
    "begun, one letter": begun_mistyped,
    "accents, umlauts": transliterated,
    "shortened": shortened,
    "another order": reordered,
    "joined": joined,
    "taken apart": taken_apart,
}


def _bare(name: str) -> str:
    """Without its legal form, as it is written."""
    kept = set(parted(name)[0])
    words = [word for word in name.split() if set(rules.fold(word).replace(".", "").split()) & kept or "-" in word]
    return " ".join(words) or name


def _mistyped(text: str, chance: Random, slips: int) -> str | None:
    """Letters left out, doubled, changed or swapped, each in another word where there are some; never the first."""
    words = text.split()
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    chance.shuffle(long)
    for slip in range(slips):
        i = long[slip % len(long)]
        words[i] = _slipped(words[i], chance)
    return " ".join(words)


def _slipped(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    how = chance.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + chance.choice(_LETTERS) + word[at:]
    if how == 2:
        return word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
