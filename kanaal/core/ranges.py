"""Answering with a part of a file (RFC 9110, 14): players of videos ask for pieces."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def answer_with(request: HttpRequest, content: bytes, content_type: str, etag: str) -> HttpResponse:
    """The content, or the one piece that was asked for. Several pieces at once are answered with the whole.

    `etag` names the content for good; whoever has it already is told so. The media type is ours, never a guess.
    """
    tag = f'"{etag}"'
    if request.headers.get("If-None-Match") == tag:
        return _with_headers(HttpResponse(status=304), tag)
    asked = request.headers.get("Range", "")
    match = _RANGE.fullmatch(asked) if request.headers.get("If-Range", tag) == tag else None
    if match is None or not (match[1] or match[2]):
        return _with_headers(HttpResponse(content, content_type=content_type), tag)
    piece = _piece(match[1], match[2], len(content))
    if piece is None:
        answer = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{len(content)}"
        return _with_headers(answer, tag)
    first, last = piece
    answer = HttpResponse(content[first : last + 1], status=206, content_type=content_type)
    answer.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return _with_headers(answer, tag)


def _piece(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte, or None when there is no such piece."""
    if not first:  # the last so many bytes
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    begin, end = int(first), min(int(last), size - 1) if last else size - 1
    return (begin, end) if begin <= end else None


def _with_headers(answer: HttpResponse, tag: str) -> HttpResponse:
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, max-age=86400"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
    )
    return answer
