"""In which encoding a file was written, decided over the whole file, in constant memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kanaal.core.importing.faults import FileRefused

_CHUNK = 1 << 18
_SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TABLES = (
    (b"PK\x03\x04", "This is an Excel workbook or another packed file."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook."),
    (b"%PDF", "This is a PDF."),
    (b"\x1f\x8b", "This file is packed (gzip)."),
)


def encoding_of(path: Path) -> str:
    """The name of the encoding: UTF-8 with or without mark, UTF-16, else Windows-1252.

    A file that is UTF-8 but for a few broken bytes is UTF-8: only the rows that hold those are refused, later.
    Raises FileRefused for what is no text at all.
    """
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    for magic, says in _NO_TABLES:
        if start.startswith(magic):
            raise FileRefused(f"{says} Save the table as CSV (UTF-8) and import that.")
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    return _utf16_without_mark(start) or _eight_bit(path)


def _utf16_without_mark(start: bytes) -> str:
    """Text in UTF-16 has a zero in every other byte, on one side."""
    half = len(start) // 2
    if half < 2:
        return ""
    even, odd = start[: half * 2 : 2].count(0) / half, start[1 : half * 2 : 2].count(0) / half
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else ""


@dataclass
class _Tally:
    beyond_ascii: int = 0
    broken: int = 0


def _eight_bit(path: Path) -> str:
    tally = _Tally()
    for text in _as_utf8(path):
        if not text.isascii():
            broken = sum("\udc80" <= c <= "\udcff" for c in text)
            tally.broken += broken
            tally.beyond_ascii += sum(c > "\x7f" for c in text) - broken
    return "utf-8" if tally.broken == 0 or tally.beyond_ascii > tally.broken else "windows-1252"


def _as_utf8(path: Path) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
