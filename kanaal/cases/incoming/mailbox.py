"""The helpdesk's mailbox: read in the order of its numbers, kept whole, marked as read only after that is committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient

TIMEOUT = 30
MOST_BYTES = 64_000_000
"""Of a longer mail the beginning is fetched: its words and first files; the rest stays in the mailbox."""
AT_ONCE = 200
"""Mails in one go; the next minute brings the next."""


@dataclass(frozen=True)
class Address:
    """`imaps://user:password@host:993/INBOX`; plain `imap://` only on one's own machine."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    encrypted: bool

    @classmethod
    def of(cls, url: str) -> Address:
        parts = urlsplit(url)
        if parts.scheme not in ("imap", "imaps") or not parts.hostname:
            raise ValueError("KANAAL_IMAP_URL is written imaps://user:password@host:993/INBOX.")
        encrypted = parts.scheme == "imaps"
        folder = unquote(parts.path.lstrip("/")) or "INBOX"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, parts.port or (993 if encrypted else 143), user, password, folder, encrypted)

    @property
    def name(self) -> str:
        """What we call the mailbox in our rows; never with its password."""
        return f"{self.user}@{self.host}/{self.folder}"[:120]


@dataclass(frozen=True)
class Found:
    """A mail as it lies in the mailbox. `size` is what the server says; `raw` may be cut (see MOST_BYTES)."""

    uidvalidity: int
    uid: int
    raw: bytes
    size: int


def opened(address: Address) -> IMAPClient:
    """Signed in. Raises OSError or imapclient's IMAPClientError."""
    client = IMAPClient(address.host, port=address.port, ssl=address.encrypted, timeout=TIMEOUT)
    client.login(address.user, address.password)
    return client


def fetch(address: Address, *, last: Callable[[int], int], keep: Callable[[Found], object]) -> int:
    """Hand every mail that is new to `keep`, which returns when it is safe; then mark it as read.

    `last(uidvalidity)` is the highest number that was kept; what was kept but not marked (we were stopped in between)
    is marked now. Answers how many were kept.
    """
    with opened(address) as client:
        uidvalidity = int(client.select_folder(address.folder)[b"UIDVALIDITY"])
        highest, count = last(uidvalidity), 0
        if highest:
            _mark(client, client.search(["UNSEEN", "UID", f"1:{highest}"]))
        new = [uid for uid in sorted(client.search(["UID", f"{highest + 1}:*"])) if uid > highest]
        for uid in new[:AT_ONCE]:
            found = _one(client, uidvalidity, uid)
            if found is not None:
                keep(found)
                _mark(client, [uid])
                count += 1
        return count


def _one(client: IMAPClient, uidvalidity: int, uid: int) -> Found | None:
    told: dict[Any, Any] = client.fetch([uid], ["RFC822.SIZE"]).get(uid, {})
    if not told:
        return None  # somebody has just removed it
    size = int(told[b"RFC822.SIZE"])
    part = f"BODY.PEEK[]<0.{MOST_BYTES}>" if size > MOST_BYTES else "BODY.PEEK[]"
    answer = client.fetch([uid], [part]).get(uid, {})
    raw = next((value for key, value in answer.items() if key.startswith(b"BODY[]")), None)
    return Found(uidvalidity, uid, bytes(raw), size) if raw is not None else None


def _mark(client: IMAPClient, uids: list[int]) -> None:
    if uids:
        client.add_flags(uids, [b"\\Seen"], silent=True)
