"""Compiled catalogues are made when they are missing or older than their source, so nobody has to think of them.

Used by the settings: nothing here may need Django's settings.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages import mofile, pofile


def compiled(folders: Iterable[Path], into: Path) -> list[Path]:
    """Compile every `LANG/LC_MESSAGES/django.po` of some folders into one folder; answers what LOCALE_PATHS needs."""
    for folder in folders:
        for source in sorted(folder.glob("*/LC_MESSAGES/django.po")):
            target = into / source.relative_to(folder).with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                _compile(source, target)
    return [into]


def _compile(source: Path, target: Path) -> None:
    """Two processes may do this at once: each writes its own file, and the last rename counts."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as text:
        catalogue = pofile.read_po(text)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as out:
        mofile.write_mo(out, catalogue)
    Path(name).replace(target)
