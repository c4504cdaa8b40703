"""Serial numbers at rest: sealed with a key outside the database, and known again without being read (N2)."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from kanaal.core.keys import sealing_key

KEY = "serials"


class Unreadable(ValueError):
    """The key with which it was sealed is another one than today's."""


def seal(number: str) -> str:
    return Fernet(sealing_key(KEY)).encrypt(number.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return Fernet(sealing_key(KEY)).decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise Unreadable from wrong


def digest_of(number: str) -> str:
    """The same for the same number, whatever its spaces, dashes and case; useless without the key."""
    plain = "".join(sign for sign in number.upper() if sign.isalnum())
    return hmac.new(sealing_key(KEY), plain.encode(), hashlib.sha256).hexdigest()
