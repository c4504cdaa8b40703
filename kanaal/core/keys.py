"""The installation's own keys: files outside the database, each made once, each for one purpose."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def key_file(name: str) -> Path:
    """Where a signing key lies: `seal`, `badges`."""
    return Path(settings.KANAAL_KEYS) / f"{name}.pem"


def sealing_key_file(name: str) -> Path:
    """Where a key lies with which rows are sealed: `serials`."""
    return Path(settings.KANAAL_KEYS) / f"{name}.key"


def ed25519_key(name: str) -> Ed25519PrivateKey:
    """The key of that name, made when it is first asked for; only its owner may read the file."""
    file = key_file(name)
    if not file.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _keep(file, pem)
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} holds no Ed25519 key.")
    return key


def sealing_key(name: str) -> bytes:
    """The key of that name for Fernet, made when first asked for. Without the file nobody reads what it sealed."""
    file = sealing_key_file(name)
    if not file.exists():
        _keep(file, Fernet.generate_key())
    return file.read_bytes()


def _keep(file: Path, content: bytes) -> None:
    """Write a key that only its owner may read. Has another process made it meanwhile, that one counts."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(content)
    except FileExistsError:
        pass
