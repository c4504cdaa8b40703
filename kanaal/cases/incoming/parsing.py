"""A mail's bytes as plain values. Whatever they hold, this answers something, runs nothing and asks nobody."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr

import nh3

from kanaal.cases.sound import Upload

MOST_TEXT = 200_000
"""Characters of a mail's words that are shown; the mail itself is kept whole."""
MOST_PARTS = 200
_IDS = re.compile(r"<[!-;=?-~]{1,200}>")
"""Message-IDs in printable ASCII; they go into headers of ours again."""
_BLOCKS = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|table|ul|ol)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Letter:
    """What a mail says. `automatic` names the header by which a machine gave itself away; `bounce_of` is the
    Message-ID of ours that could not be delivered. All of it is claimed by whoever sent it.
    """

    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    text: str = ""
    files: tuple[Upload, ...] = ()
    automatic: str = ""
    is_bounce: bool = False
    bounce_of: str = ""
    auth_results: tuple[str, ...] = ()
    unreadable: bool = False
    fingerprint: str = field(default="", compare=False)


def read(raw: bytes) -> Letter:
    """The mail as values; one that can't be read at all is a letter with itself as its only file."""
    try:
        return _read(message_from_bytes(raw, policy=policy.compat32))
    except Exception:  # noqa: BLE001 - the parser's faults are many, and none of them may lose a mail
        return Letter(files=(Upload("mail.eml", raw, len(raw)),), unreadable=True)


def fingerprint(raw: bytes) -> str:
    """The same for the same mail in another place or delivered twice: servers change only what stands on top."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    same = [b"message-id:", b"from:", b"date:", b"subject:"]
    lines = sorted(line for line in head.split(b"\n") if any(line.lower().startswith(name) for name in same))
    return hashlib.sha256(b"\n".join([*lines, b"", body])).hexdigest()


def _read(mail: Message) -> Letter:
    parts = list(_parts(mail))
    sender_name, sender = parseaddr(_header(mail, "From"))
    is_bounce, bounce_of = _bounce(mail, parts)
    return Letter(
        sender=sender.strip().lower()[:254] if "@" in sender else "",
        sender_name=_line(sender_name)[:120],
        to=tuple(a.lower() for _, a in getaddresses(_all(mail, "To", "Cc", "Delivered-To", "X-Original-To")) if a),
        subject=_line(_header(mail, "Subject"))[:200],
        message_id=next(iter(_IDS.findall(_header(mail, "Message-ID"))), "")[:250],
        references=tuple(_IDS.findall(_header(mail, "In-Reply-To") + " " + _header(mail, "References")))[:50],
        text=_text(parts),
        files=tuple(_files(parts)),
        automatic=_automatic(mail),
        is_bounce=is_bounce,
        bounce_of=bounce_of,
        auth_results=tuple(_line(value) for value in _all(mail, "Authentication-Results")),
    )


def _parts(mail: Message) -> Iterator[Message]:
    """All parts that hold something, mails within mails as one part; bombs of parts end somewhere."""
    waiting, count = [mail], 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_maintype() == "multipart":
            waiting = [p for p in inner if isinstance(p, Message)] + waiting
        else:
            yield part


def _text(parts: list[Message]) -> str:
    """The words: plain text where there is some, else what a reader would see of the HTML."""
    plain = [_decoded(p) for p in parts if p.get_content_type() == "text/plain" and not _is_file(p)]
    if any(text.strip() for text in plain):
        return _clean("\n".join(plain))
    marked = [_decoded(p) for p in parts if p.get_content_type() == "text/html" and not _is_file(p)]
    return _clean("\n".join(_as_plain(text) for text in marked))


def _files(parts: list[Message]) -> Iterator[Upload]:
    for part in parts:
        if part.get_content_maintype() == "text" and not _is_file(part) and part.get_content_subtype() in _SHOWN:
            continue
        if part.get_content_type() in ("message/delivery-status", "text/rfc822-headers"):
            continue
        data = _bytes(part)
        if data:
            yield Upload(_name(part), data, len(data))


_SHOWN = ("plain", "html")


def _is_file(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment" or bool(part.get_filename())


def _name(part: Message) -> str:
    given = part.get_filename()
    if given:
        return _decoded_header(given)
    return "mail.eml" if part.get_content_type() == "message/rfc822" else "file"


def _bytes(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):  # a mail within the mail
        return b"".join(p.as_bytes() for p in inner if isinstance(p, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _decoded(part: Message) -> str:
    """Text in the charset that it claims, else in the likeliest; no byte makes this fail."""
    data = _bytes(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _as_plain(marked: str) -> str:
    """HTML as text: scripts and styles go with what they hold; what is left has no tag."""
    safe = nh3.clean(marked, tags={"p", "br", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}, attributes={})
    return html.unescape(_TAGS.sub("", _BLOCKS.sub("\n", safe)))


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.encode("utf-8", "replace").decode()
    text = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", "\n".join(line.rstrip() for line in text.split("\n")))
    return text[:MOST_TEXT].strip()


def _header(mail: Message, name: str) -> str:
    return _decoded_header(str(mail.get(name, "")))


def _all(mail: Message, *names: str) -> list[str]:
    return [_decoded_header(str(value)) for name in names for value in mail.get_all(name, [])]


def _decoded_header(value: str) -> str:
    try:
        found = str(make_header(decode_header(value)))
    except (LookupError, UnicodeError, ValueError):
        found = value
    return found.encode("utf-8", "replace").decode().replace("\0", "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _automatic(mail: Message) -> str:
    """By which header a machine gave itself away, or nothing (RFC 3834 and what programs do besides)."""
    if _header(mail, "Auto-Submitted").strip().lower() not in ("", "no"):
        return "Auto-Submitted"
    if _header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return "Precedence"
    if "Return-Path" in mail and _header(mail, "Return-Path").strip() in ("<>", ""):
        return "Return-Path"
    found = ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "List-Id", "X-Loop", "Feedback-ID")
    return next((name for name in found if name in mail), "")


def _bounce(mail: Message, parts: list[Message]) -> tuple[bool, str]:
    """A report that something could not be delivered, and of which mail."""
    report = mail.get_content_type() == "multipart/report" and str(mail.get_param("report-type", "")).lower()
    postmaster = _header(mail, "From").lower().find("mailer-daemon") >= 0
    if report != "delivery-status" and not (postmaster and _automatic(mail)):
        return False, ""
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found = re.search(rb"^message-id:\s*(<[^<>\s]{1,200}>)", _bytes(part), re.IGNORECASE | re.MULTILINE)
            if found:
                return True, found[1].decode("ascii", "replace")
    return True, next(iter(_IDS.findall(_header(mail, "In-Reply-To") + _header(mail, "References"))), "")
