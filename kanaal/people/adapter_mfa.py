"""Second steps and passkeys: what is secret is kept encrypted, and devices show the programme's name."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext

from kanaal.core.pages import BRANDS, Brand


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    def encrypt(self, text: str) -> str:
        """Whoever reads the database must not be able to make somebody's codes."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken when SECRET_KEY is not the one with which the secret was kept."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return _programme()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": _programme()}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # the signature is allauth's
        return gettext("My passkey")


def _box() -> Fernet:
    """The key is derived from SECRET_KEY, which lies outside the database."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kanaal.people.mfa")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _programme() -> str:
    return str(next((ask() for ask in BRANDS), Brand()).programme)
