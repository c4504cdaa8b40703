"""Serial numbers at rest: sealed with a key outside the database, and known again without being read (N2)."""

from __future__ import annotations

from kanaal.core import sealed
from kanaal.core.sealed import Unreadable

__all__ = ["Unreadable", "digest_of", "seal", "unseal"]
KEY = "serials"


def seal(number: str) -> str:
    return sealed.seal(KEY, number)


def unseal(text: str) -> str:
    """Raises Unreadable."""
    return sealed.unseal(KEY, text)


def digest_of(number: str) -> str:
    """The same for the same number, whatever its spaces, dashes and case; useless without the key."""
    return sealed.digest_of(KEY, "".join(sign for sign in number.upper() if sign.isalnum()))
