"""The catalogue of a language: brought up to date with the source, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, pofile

from kanaal.core.i18n.extract import Message

_BEGAN = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)  # a date that moved would make every change a conflict
_HEAD: dict[str, Any] = {
    "version": "1",
    "revision_date": _BEGAN,
    "last_translator": "Kanaal",
    "language_team": "Kanaal",
    "msgid_bugs_address": "-",
    "fuzzy": False,
}
_PLACES = re.compile(r"%\((\w+)\)[sd]|%%")


def read(file: Path, language: str) -> Catalog:
    if not file.exists() or not file.read_text().strip():
        return Catalog(locale=language.replace("-", "_"))
    with file.open("rb") as text:
        return pofile.read_po(text, locale=language.replace("-", "_"))


def update(file: Path, language: str, found: Iterable[Message]) -> Catalog:
    """Add new messages (empty), forget those that the source has no longer, keep every translation."""
    old, new = (
        read(file, language),
        Catalog(locale=language.replace("-", "_"), project="Kanaal", charset="utf-8", creation_date=_BEGAN, **_HEAD),
    )
    new.header_comment = "# Kanaal: messages, kept up to date by `kanaal translations update`."
    for message in sorted(found):
        identity = (message.id, message.plural) if message.plural else message.id
        known = old.get(message.id)
        places = [(message.file, None)]
        new.add(identity, string=known.string if known else None, locations=places)  # type: ignore[arg-type]
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        pofile.write_po(out, new, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return new


def faults(file: Path, language: str, found: Iterable[Message]) -> Iterator[str]:
    """What keeps the language from being complete (L1): a message missing, empty, or with other places than English."""
    catalogue = read(file, language)
    for message in sorted(set(found)):
        known = catalogue.get(message.id)
        given = known.string if known else ()
        strings = [given] if isinstance(given, str) else list(given or ())
        if not strings or not all(strings):
            yield f"{message.file}: not translated into {language}: {message.id!r}"
        elif known and known.fuzzy:
            yield f"{message.file}: only guessed in {language}: {message.id!r}"
        elif any(_places(s) - _places(message.id + message.plural) for s in strings):
            yield f"{message.file}: the translation into {language} has other places: {message.id!r}"
        elif not message.plural and _places(message.id) - _places(strings[0]):
            yield f"{message.file}: the translation into {language} leaves something out: {message.id!r}"


def _places(text: str) -> set[str]:
    return set(_PLACES.findall(text))
