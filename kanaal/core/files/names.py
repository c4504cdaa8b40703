"""The name that a file came with, as text that can be shown."""

from __future__ import annotations

import re

_STRANGE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown_name(given: str) -> str:
    """The name as text: without folders, control characters and tricks of direction; never used as a path."""
    last = re.split(r"[/\\]", _STRANGE.sub("", given.encode("utf-8", "replace").decode()))[-1].strip(" .")
    stem, dot, ending = last.rpartition(".")
    if len(last) > 100:
        last = f"{stem[: 99 - len(ending)]}{dot}{ending}" if dot and len(ending) <= 10 else last[:100]
    return last or "file"
