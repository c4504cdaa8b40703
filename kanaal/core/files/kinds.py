"""What a file is, told by its content. The name that it came with proves nothing."""

from __future__ import annotations

import re

UNKNOWN = "application/octet-stream"
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-script"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
)
_OOXML = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_MARKUP = re.compile(r"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|\?xml)\b", re.IGNORECASE)
_HEADERS = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")


def kind_of(data: bytes, name: str = "") -> str:
    """The media type by the first bytes; plain text only where nothing in it looks like markup."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/msword" if "WordDocument".encode("utf-16-le") in data else "application/vnd.ms-excel"
    return _text(data, name)


def _zipped(data: bytes) -> str:
    if b"[Content_Types].xml" in data[:4096] and b"vbaProject" not in data:
        return next((kind for part, kind in _OOXML if part in data), "application/zip")
    return "application/zip"


def _text(data: bytes, name: str) -> str:
    if b"\0" in data[:65_536]:
        return UNKNOWN
    head = data[:65_536].decode("utf-8", "replace")
    if head.count("\ufffd") > len(head) // 10:
        return UNKNOWN
    if found := _MARKUP.search(head):
        return "image/svg+xml" if found[1].lower() in ("svg", "?xml") else "text/html"
    if name.lower().endswith(".eml") and _HEADERS.match(head):
        return "message/rfc822"
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"
