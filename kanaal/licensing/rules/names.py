"""The names of agreements: when two are the same, and which are free instead (V3)."""

from __future__ import annotations

from collections.abc import Iterable

from kanaal.customers.rules.names import plain_words


def key_of(name: str) -> str:
    """What makes two names the same: their words, whatever their case, accents, spaces and signs."""
    return " ".join(plain_words(name)) or name.strip().casefold()


def free_names(name: str, taken: Iterable[str], hints: Iterable[str], most: int) -> tuple[str, ...]:
    """At most so many slight changes of a name that nobody has, with a hint (a town) behind it, or with a number.

    `taken` are keys. The customer's own words stay as they were typed.
    """
    known = set(taken)
    found: list[str] = []
    wordings = [f"{name} {hint}" for hint in hints if hint and key_of(hint) not in key_of(name)]
    wordings += [f"{name} {number}" for number in range(2, 2 + most + len(known))]
    for wording in wordings:
        if key_of(wording) not in known and wording not in found:
            found.append(wording)
    return tuple(found[:most])
