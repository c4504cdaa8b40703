"""Files on disk: outside the web's root, named by what they hold, so that the same file lies there once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


class Store:
    """A folder of its own for the files of one room: `Store("attachments")`."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def folder(self) -> Path:
        return Path(settings.VAR) / self.name

    def path_of(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def keep(self, data: bytes) -> str:
        """Write a file whole or not at all; answers its digest. One that a rollback leaves behind harms nobody."""
        digest = hashlib.sha256(data).hexdigest()
        home = self.path_of(digest)
        if not home.exists():
            home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=home.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(home)
        return digest

    def keep_all(self, pieces: Iterable[bytes], most: int) -> tuple[str, int]:
        """The same for what is too large for the memory. Answers digest and bytes; raises ValueError beyond `most`."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.folder)
        found, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    found.update(piece)
                    size += len(piece)
                    if size > most:
                        raise ValueError(f"more than {most} bytes")
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            home = self.path_of(found.hexdigest())
            home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            Path(name).replace(home)
        finally:
            Path(name).unlink(missing_ok=True)
        return found.hexdigest(), size

    def read(self, digest: str) -> bytes:
        """Raises FileNotFoundError for a file that was erased."""
        return self.path_of(digest).read_bytes()

    def drop(self, digest: str) -> None:
        self.path_of(digest).unlink(missing_ok=True)
