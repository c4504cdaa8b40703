"""Settings, keys, files: what can be seen without a database."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

from django.conf import settings

from kanaal.site.doctor.findings import Finding, bad, ok, warn

LITTLE = 500 * 1024 * 1024
"""Bytes; below this a database file, a log or an export may fail to grow."""


def all_checks() -> Iterator[Finding]:
    yield from kind()
    yield from address()
    yield from keys()
    yield from static_files()
    yield from languages()
    yield from disk()


def kind() -> Iterator[Finding]:
    """A demo's doors must not stand open where real people are."""
    if settings.DEMO:
        yield warn("kind", "This is a demo: anybody can be anybody.", "For real use, unset KANAAL_DEMO.")
    elif settings.DEBUG:
        yield bad("kind", "Debugging is on: faults show the program's inside.", "Unset KANAAL_DEBUG.")
    else:
        yield ok("kind", "This is a real installation.")
    if settings.KANAAL_CLOCK_MOVABLE and settings.PRODUCTION:
        yield bad("clock", "The clock can be moved, and nothing moves it back.", "Unset KANAAL_CLOCK_MOVABLE.")


def address() -> Iterator[Finding]:
    """Links in mails begin with KANAAL_URL; its host must be one that is answered."""
    parts = urlparse(settings.KANAAL_URL)
    if settings.PRODUCTION and parts.scheme != "https":
        yield bad("address", f"KANAAL_URL is {settings.KANAAL_URL}.", "Give it your public https:// address.")
    hosts = settings.ALLOWED_HOSTS
    if "*" not in hosts and parts.hostname not in hosts:
        yield bad("hosts", f"{parts.hostname} is not answered.", f"KANAAL_HOSTS={parts.hostname}")
    elif "*" in hosts and settings.PRODUCTION:
        yield warn("hosts", "Any host name is answered.", "Name yours in KANAAL_HOSTS.")
    else:
        yield ok("address", f"People come to {settings.KANAAL_URL}.")


def keys() -> Iterator[Finding]:
    """The secret key and the seal's key: outside the database, readable by nobody else."""
    for name in ("secret_key", "seal.pem"):
        file = Path(settings.KANAAL_KEYS) / name
        if not file.exists():
            if not (name == "secret_key" and os.environ.get("SECRET_KEY")):
                yield warn("keys", f"{file} is not there yet.", "It is made when it is first needed; back it up then.")
        elif stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield bad("keys", f"{file} can be read by others.", f"chmod 600 {file}")
        else:
            yield ok("keys", f"{file.name} is for its owner only.")


def static_files() -> Iterator[Finding]:
    if settings.PRODUCTION and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield bad("static files", "They have not been collected.", "kanaal collectstatic --no-input")
    else:
        yield ok("static files", "They are where they belong.")


def languages() -> Iterator[Finding]:
    yield ok("languages", f"Spoken here: {', '.join(code for code, _ in settings.LANGUAGES)}.")


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.VAR).free
    if free < LITTLE:
        yield bad("disk", f"{free // 1_048_576} MB are free at {settings.VAR}.", "Make room, or move KANAAL_VAR.")
    else:
        yield ok("disk", f"{free // 1_073_741_824} GB are free at {settings.VAR}.")
