"""Misspellings as numbers: a word with letters left out (SymSpell's symmetric deletes).

Two words that differ by a letter missing, added, changed or swapped share a rest when each loses one; so the misspelt
one is found by equality alone. Only the first letters take part, which keeps the index small; a slip behind them is
found by those.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

PREFIX = 8
"""So many first letters take part."""


def slips(word: str) -> int:
    """How many letters of a word may be wrong: none in the shortest, one, and from eight letters on two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


@lru_cache(maxsize=2048)
def variants(word: str, left_out: int) -> frozenset[int]:
    """The numbers of a word with up to so many letters left out; signed 32 bits, shared by chance too."""
    rests = newest = {word[:PREFIX]}
    for _step in range(left_out):
        newest = {rest[:i] + rest[i + 1 :] for rest in newest for i in range(len(rest))}
        rests = rests | newest
    return frozenset(crc32(rest.encode()) - (1 << 31) for rest in rests)
