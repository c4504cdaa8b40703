"""A language made by a machine, `en-xa`: every message accented and in brackets.

Whatever a page shows in plain letters was never given to the catalogue; and since the language is only a folder, it
proves that a language needs no code (L1).
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import allauth
import django
from babel.messages import Catalog, pofile

from kanaal.core.i18n.extract import Message, messages

LANGUAGE = "en-xa"
_NEVER = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # so that the same messages make the same file
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
_PLACES = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{[^{}]*\}|<[^<>]*>|&\w+;)")


def pseudo(text: str) -> str:
    """`Send again` → `⟦Šéñd ágáíñ⟧`; places and tags stay as they are."""
    parts = _PLACES.split(text)
    return "⟦" + "".join(p if i % 2 else p.translate(_ACCENTS) for i, p in enumerate(parts)) + "⟧"


def write(root: Path, into: Path) -> Path:
    """Write the catalogue of the made language for all messages of the house and of the libraries that show pages."""
    catalogue = Catalog(locale="en", creation_date=_NEVER)
    for message in (*messages(root), *_of_libraries()):
        made = pseudo(message.id)
        if message.plural:
            catalogue.add((message.id, message.plural), (made, pseudo(message.plural)))
        else:
            catalogue.add(message.id, made)
    file = into / "en_XA" / "LC_MESSAGES" / "django.po"
    text = io.BytesIO()
    pofile.write_po(text, catalogue)
    if not file.exists() or file.read_bytes() != text.getvalue():
        # Several test processes do this at once: whole files only.
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(text.getvalue())
        Path(name).replace(file)
    return file


def _of_libraries() -> Iterable[Message]:
    """Messages of Django's and allauth's forms: known by their Dutch catalogues."""
    inside = Path(django.__file__).parent
    for library in (inside / "conf", inside / "contrib" / "auth", Path(allauth.__file__).parent):
        with (library / "locale/nl/LC_MESSAGES/django.mo").open("rb") as text:
            known = gettext.GNUTranslations(text)._catalog  # type: ignore[attr-defined]
        for key in known:
            # A message with a plural is looked up by its singular alone; its plural's own words are not needed.
            singular, plural = (key[0], key[0]) if isinstance(key, tuple) else (key, "")
            if singular and "\x04" not in singular:
                yield Message(singular, plural, "")
