"""Files on disk: outside the web's root, named by what they hold, so that the same file lies there once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    return Path(settings.VAR) / "attachments"


def path_of(digest: str) -> Path:
    return folder() / digest[:2] / digest


def keep(data: bytes) -> str:
    """Write a file whole or not at all; answers its digest. One that a rollback leaves behind harms nobody."""
    digest = hashlib.sha256(data).hexdigest()
    home = path_of(digest)
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=home.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(home)
    return digest


def read(digest: str) -> bytes:
    """Raises FileNotFoundError for a file that was erased."""
    return path_of(digest).read_bytes()


def drop(digest: str) -> None:
    path_of(digest).unlink(missing_ok=True)
