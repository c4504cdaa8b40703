"""Reading the environment for the settings. Nothing here knows Django's app registry."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

SQLITE_OPTIONS = {
    # Without IMMEDIATE, two writers that both began by reading fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;"
    ),
}


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    return value in ("1", "true", "yes", "on") if value else default


def words(name: str) -> list[str]:
    """A list from a variable: separated by commas or spaces."""
    return os.environ.get(name, "").replace(",", " ").split()


def secret(name: str, keys: Path) -> str:
    """A secret from the environment, else from a file that is made once and that only its owner may read."""
    if value := os.environ.get(name):
        return value
    file = keys / name.lower()
    if not file.exists():
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # another process made it between our look and our try; its value counts
    return file.read_text()


def database(url: str, sqlite: Path) -> dict[str, Any]:
    """Django's entry for a `DATABASE_URL`: `postgres://user:password@host:port/name`, else SQLite in a file."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite),
            "CONN_MAX_AGE": 600,
            "OPTIONS": SQLITE_OPTIONS,
            # In a file, not in memory: only so can two be tested at once; each run of the tests has its own.
            "TEST": {"NAME": str(sqlite.with_name(f"test-{os.getpid()}.sqlite3"))},
        }
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            f"DATABASE_URL begins with {parts.scheme}://; Kanaal runs on postgres:// or, left empty, SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "kanaal",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
    }


def languages(folders: list[Path]) -> list[tuple[str, str]]:
    """Every language that has a compiled or plain catalogue; English is the source and needs none."""
    found = {"en": "English"}
    for folder in folders:
        for catalogue in sorted(folder.glob("*/LC_MESSAGES/django.po")):
            code = catalogue.parent.parent.name.replace("_", "-").lower()
            found.setdefault(code, code)
    return list(found.items())
