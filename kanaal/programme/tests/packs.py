"""Packs for the tests: the shipped ones, and the same with one thing changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from kanaal.programme.actions import AT_THE_COMMAND_LINE, publish_release
from kanaal.programme.folder import read_folder
from kanaal.programme.media import read_pointer
from kanaal.programme.models import Release

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def shipped(name: str) -> dict[str, str]:
    files, faults = read_folder(settings.KANAAL_PROGRAMMES / name)
    assert faults == []
    return dict(files)


@cache
def media() -> dict[str, bytes]:
    """The pictures and videos of all shipped packs."""
    folders = (f for f in settings.KANAAL_PROGRAMMES.iterdir() if f.is_dir())
    return {digest: content for f in folders for digest, content in read_folder(f)[0].media.items()}


def write(files: Mapping[str, str], folder: Path) -> None:
    """The files as they lie in a folder; behind a pointer its content."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        pointer = read_pointer(text)
        (folder / name).write_bytes(media()[pointer.sha256] if pointer else text.encode())


def changed(files: Mapping[str, str], file: str, old: str, new: str) -> dict[str, str]:
    """The files with one passage of one file written otherwise; the passage must be there."""
    assert old in files[file], f"{file} holds no {old!r}"
    return {**files, file: files[file].replace(old, new, 1)}


def with_hue(hue: int) -> dict[str, str]:
    """The larger pack with another colour: the smallest change of a rule that there is."""
    return changed(shipped("adobe"), "programme.toml", "hue = 12", f"hue = {hue}")


def line_of(files: Mapping[str, str], file: str, passage: str) -> int:
    return files[file][: files[file].index(passage)].count("\n") + 1


def publish(files: Mapping[str, str], begin: dt.datetime | None = LONG_AGO) -> Release:
    return publish_release(files, effective_from=begin, by=AT_THE_COMMAND_LINE, media=media())
