"""Secrets at rest: sealed with a key outside the database, and known again without being read."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

from kanaal.core.keys import sealing_key


class Unreadable(ValueError):
    """The key with which it was sealed is another one than today's."""


@dataclass(frozen=True)
class Vault:
    """Seals texts with the installation's key of that name (`core.keys.sealing_key`)."""

    key: str

    def seal(self, text: str) -> str:
        return Fernet(sealing_key(self.key)).encrypt(text.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Raises Unreadable."""
        try:
            return Fernet(sealing_key(self.key)).decrypt(sealed.encode()).decode()
        except InvalidToken as wrong:
            raise Unreadable from wrong

    def digest_of(self, text: str) -> str:
        """The same for the same text, whatever its spaces, dashes and case; useless without the key."""
        plain = "".join(sign for sign in text.upper() if sign.isalnum())
        return hmac.new(sealing_key(self.key), plain.encode(), hashlib.sha256).hexdigest()
