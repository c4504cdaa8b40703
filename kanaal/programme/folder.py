"""A pack's folder on disk: which files belong to the pack, and what can't be read."""

from __future__ import annotations

from pathlib import Path

from kanaal.programme.faults import Fault
from kanaal.programme.media import TYPES, Files, ending_of, is_media, pointer_to

LARGEST = 2_000_000
"""Bytes. A text of the pack that is larger is no text; everything in a release lies in the database, media too."""

_README = ("README.md", "LICENSE", "CHANGELOG.md")


def read_folder(folder: Path) -> tuple[Files, list[Fault]]:
    """Path within the pack → text, for every file; and a fault for each that can't be read.

    Of a picture or a video the text is a pointer (`media.Pointer`), and its content is in `media` of what is answered.
    Hidden files, editors' backups and a README belong to the folder, not to the pack.
    """
    if not folder.is_dir():
        return Files(), [
            Fault(str(folder), 0, 0, "There is no such folder.", "Name the folder that holds programme.toml.")
        ]
    files = Files()
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or _left_out(name):
            continue
        text = _keep(path, name, files.media, faults) if is_media(name) else _read(path, name, faults)
        if text is not None:
            files[name] = text
    return files, faults


def _left_out(name: str) -> bool:
    return name in _README or name.endswith("~") or any(part.startswith(".") for part in name.split("/"))


def _keep(path: Path, name: str, media: dict[str, bytes], faults: list[Fault]) -> str | None:
    """Put the content of a picture or a video aside; the pack holds a pointer to it."""
    if _too_large(path, name, faults):
        return None
    content = path.read_bytes()
    pointer = pointer_to(name, content)
    if pointer is None:
        says = f"The content of this file is not {TYPES[ending_of(name)][0]}."
        faults.append(Fault(name, 0, 0, says, "Save it in the format that its ending names."))
        return None
    media[pointer.sha256] = content
    return str(pointer)


def _too_large(path: Path, name: str, faults: list[Fault]) -> bool:
    if path.stat().st_size <= LARGEST:
        return False
    faults.append(Fault(name, 0, 0, f"This file is larger than {LARGEST} bytes.", "Take it out of the pack."))
    return True


def _read(path: Path, name: str, faults: list[Fault]) -> str | None:
    if _too_large(path, name, faults):
        return None
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        says = f"The byte {raw[error.start]:#04x} is not UTF-8."
        faults.append(Fault(name, line, column, says, "Save the file as UTF-8 in your editor."))
        return None
    # The same text whichever system it was written on: it must give the same digest.
    return text.replace("\r\n", "\n")
