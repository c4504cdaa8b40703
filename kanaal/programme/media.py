"""Pictures and videos of a pack (docs/decisions/0007). A release names them by their content, which lies beside it.

A pack's file `media/welcome.webm` is in the release as one line of text, `sha256:… 183423 video/webm`: so the digest
covers it, and check, diff and publish go on as they were. The bytes are kept once, however many releases name them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanaal.programme.faults import Fault

FOLDER = "media/"
TYPES = {
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "webp": ("image/webp", b"RIFF"),
    "webm": ("video/webm", b"\x1aE\xdf\xa3"),
}
"""Ending → media type, and how such a file begins. SVG isn't among them: it can hold programs."""

_POINTER = re.compile(r"sha256:([0-9a-f]{64}) (\d{1,9}) ([a-z]+/[a-z0-9.+-]+)\n?")


@dataclass(frozen=True)
class Pointer:
    """What a release knows of a picture or a video. `size` is in bytes."""

    sha256: str
    size: int
    content_type: str

    def __str__(self) -> str:
        return f"sha256:{self.sha256} {self.size} {self.content_type}\n"


class Files(dict[str, str]):
    """The files of a pack as text; `media` has the bytes to which pointers among them lead, by SHA-256."""

    def __init__(self, files: Mapping[str, str] = {}, media: Mapping[str, bytes] = {}) -> None:
        super().__init__(files)
        self.media = dict(media)


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def is_media(name: str) -> bool:
    """Is this a file of a pack that isn't text?"""
    return name.startswith(FOLDER) and ending_of(name) in TYPES


def pointer_to(name: str, content: bytes) -> Pointer | None:
    """The pointer to a file's content; None when the content is not what the name's ending says."""
    content_type, begins = TYPES[ending_of(name)]
    if not content.startswith(begins):
        return None
    return Pointer(hashlib.sha256(content).hexdigest(), len(content), content_type)


def read_pointer(text: str) -> Pointer | None:
    """The pointer that a release holds instead of the content; None when it is none."""
    match = _POINTER.fullmatch(text)
    return Pointer(match[1], int(match[2]), match[3]) if match else None


def pointers(files: Mapping[str, str]) -> dict[str, Pointer]:
    """Every picture and video that the files of a release name."""
    found = {name: read_pointer(text) for name, text in files.items() if is_media(name)}
    return {name: pointer for name, pointer in found.items() if pointer}


def faults_of(name: str, text: str) -> Iterator[Fault]:
    """What is wrong with a file in `media/`, as a release would hold it."""
    if name.endswith(".vtt"):
        if not text.startswith("WEBVTT"):
            yield Fault(name, 1, 1, "These are no captions.", "Begin the file with the line WEBVTT.")
    elif not is_media(name):
        known = ", ".join([*TYPES, "vtt"])
        yield Fault(name, 0, 0, "Nothing shows a file of this kind.", f"Files in {FOLDER} end in: {known}.")
    elif (pointer := read_pointer(text)) is None or pointer.content_type != TYPES[ending_of(name)][0]:
        yield Fault(name, 1, 1, "This is no picture or video.", "Read the pack from its folder.")
