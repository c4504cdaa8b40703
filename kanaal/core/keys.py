"""The installation's own signing keys: files outside the database, each made once, each for one purpose."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def key_file(name: str) -> Path:
    """Where a key lies: `seal`, `badges`."""
    return Path(settings.KANAAL_KEYS) / f"{name}.pem"


def ed25519_key(name: str) -> Ed25519PrivateKey:
    """The key of that name, made when it is first asked for; only its owner may read the file."""
    file = key_file(name)
    if not file.exists():
        settings.KANAAL_KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(pem)
        except FileExistsError:
            pass  # another process made it first; its key counts
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} holds no Ed25519 key.")
    return key
