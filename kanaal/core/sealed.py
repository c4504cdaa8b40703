"""Short secrets at rest: sealed with a key that lies outside the database, known again without being read.

`purpose` names the key (`core.keys`): `serials`, `bank-details`. Each purpose has one of its own.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from kanaal.core.keys import sealing_key


class Unreadable(ValueError):
    """The key with which it was sealed is another one than today's."""


def seal(purpose: str, text: str) -> str:
    return Fernet(sealing_key(purpose)).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return Fernet(sealing_key(purpose)).decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise Unreadable from wrong


def digest_of(purpose: str, text: str) -> str:
    """The same for the same text; useless without the key."""
    return hmac.new(sealing_key(purpose), text.encode(), hashlib.sha256).hexdigest()
