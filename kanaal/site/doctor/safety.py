"""Whether the installation is safe: what kind it is, its keys, its address, its files."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from kanaal.core import sealing
from kanaal.site.doctor.findings import Finding, bad, check, ok, warn

LOCAL = ("localhost", "127.0.0.1", "::1", "")


@check("kind", database=False)
def kind() -> Iterator[Finding]:
    host = urlsplit(settings.KANAAL_URL).hostname or ""
    if settings.PRODUCTION:
        yield ok("kind", f"A real installation at {settings.KANAAL_URL}.")
    elif host in LOCAL:
        yield ok("kind", f"A demo or a workshop at {settings.KANAAL_URL}; its doors are open.")
    else:
        says = (
            f"It is a demo or a workshop, and {settings.KANAAL_URL} is not this machine: anybody can be anybody there."
        )
        yield bad("kind", says, "Take KANAAL_DEMO, KANAAL_DEBUG and KANAAL_TESTING away.")


@check("keys", database=False)
def keys() -> Iterator[Finding]:
    """The secret key and the seal's signing key lie in a folder that only the service may read."""
    if len(settings.SECRET_KEY) < 40:
        yield bad(
            "keys", "SECRET_KEY is short enough to be guessed.", "Take it away: Kanaal makes a good one by itself."
        )
    folder = Path(settings.KANAAL_KEYS)
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.is_file() and (mode := stat.S_IMODE(file.stat().st_mode)) & 0o077:
            yield bad("keys", f"{file} can be read by others ({mode:04o}).", f"chmod 600 {file}")
    seal = folder / "seal.pem"
    if not seal.exists():
        yield ok("keys", f"They lie in {folder}; the one that signs the chain of events is made in the first night.")
        return
    try:
        sealing.signing_key()
    except (TypeError, ValueError) as fault:
        yield bad("keys", f"{seal} holds no key: {fault}.", "Bring it back from your backup of KANAAL_KEYS.")
    else:
        yield ok("keys", f"They lie in {folder}. Back that folder up, elsewhere than the database.")


@check("address", database=False)
def address() -> Iterator[Finding]:
    parts = urlsplit(settings.KANAAL_URL)
    if settings.PRODUCTION and "*" in settings.ALLOWED_HOSTS:
        yield bad("address", "Every host name is answered.", f"Set KANAAL_HOSTS={parts.hostname}")
    if not validate_host(parts.hostname or "", settings.ALLOWED_HOSTS):
        says = f"{parts.hostname} is not among the names that are answered ({', '.join(settings.ALLOWED_HOSTS)})."
        yield bad("address", says, f"Set KANAAL_HOSTS={parts.hostname}, or KANAAL_URL to the right name.")
    if settings.PRODUCTION and parts.scheme != "https":
        says = f"{settings.KANAAL_URL} is not HTTPS: cookies are not sent, nobody can sign in."
        yield bad("address", says, "Put a web server with a certificate in front; set KANAAL_URL=https://…")
    elif parts.scheme == "https" and not settings.SECURE_PROXY_SSL_HEADER and settings.PRODUCTION:
        says = "HTTPS is spoken by a web server in front, whose word we don't take."
        yield warn("address", says, "If it sets X-Forwarded-Proto and X-Forwarded-For, set KANAAL_BEHIND_PROXY=1.")
    else:
        yield ok("address", f"{settings.KANAAL_URL}")


@check("files", database=False)
def static_files() -> Iterator[Finding]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not settings.PRODUCTION:
        yield ok("files", "Style and pictures are served from the program itself.")
    elif manifest.exists():
        yield ok("files", f"Style and pictures are in {settings.STATIC_ROOT}.")
    else:
        yield bad("files", "Style and pictures have not been gathered: pages fail.", "kanaal collectstatic --no-input")
