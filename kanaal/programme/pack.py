"""A pack: the rules and texts of one programme, as they were read. It never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from kanaal.core.texts import Words
from kanaal.programme.documents import Document, read_document
from kanaal.programme.faults import PackFaulty
from kanaal.programme.filling import fill
from kanaal.programme.policy import ProgrammePolicy
from kanaal.programme.reading import read_section
from kanaal.programme.sections import section_of

T = TypeVar("T")


class NoSuchText(LookupError):
    """The pack has no text of this name."""


class Altered(RuntimeError):
    """The files of a release aren't those that were published."""


class Pack:
    """`files` maps a path within the pack to its text. Sections are read when they are first asked for."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files: Mapping[str, str] = MappingProxyType(dict(files))
        self._sections: dict[type[Any], Any] = {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all paths and texts."""
        return hashlib.sha256(json.dumps(dict(self.files), sort_keys=True).encode()).hexdigest()

    @cached_property
    def document(self) -> Document:
        return read_document(self.files)

    def section(self, cls: type[T]) -> T:
        """The rules that a class reads. Raises PackFaulty when this pack hasn't got them, or not as they must be."""
        if cls not in self._sections:
            known = section_of(cls)
            value, faults = read_section(known, self.document, self.document.reading())
            if value is None:
                raise PackFaulty(faults or [self.document.fault((), f"The section [{known.name}] is missing.", "")])
            self._sections[cls] = value
        found: T = self._sections[cls]
        return found

    def has(self, cls: type[Any]) -> bool:
        """Does the pack hold this section? Ask before reading an optional one."""
        return section_of(cls).name in self.document.values

    @property
    def programme(self) -> ProgrammePolicy:
        return self.section(ProgrammePolicy)

    @property
    def name(self) -> Words:
        return self.programme.name

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The languages in which the pack is complete (P2): a missing text in one of them is a fault of the pack."""
        return self.programme.languages

    @property
    def default_language(self) -> str:
        return self.programme.default_language

    def markdown(self, stem: str, language: str) -> str:
        """A text (`terms/registration`) in a language, its values filled in; else in the pack's default language.

        Raises NoSuchText when the pack has no such text at all.
        """
        source, found_in = self._localised(stem, language, "md")
        return fill(self, source, found_in)

    def mail(self, name: str, language: str) -> str | None:
        """The pack's own wording of a mail in exactly this language; None where it has none."""
        return self.files.get(f"mails/{name}.{language}.txt")

    def stems(self, folder: str) -> tuple[str, ...]:
        """The texts of a folder (`welcome-kit`) in the order of their names, without language and ending."""
        ending = f".{self.default_language}.md"
        found = [name for name in self.files if name.startswith(f"{folder}/") and name.endswith(ending)]
        return tuple(sorted(name.removesuffix(ending) for name in found))

    def _localised(self, stem: str, language: str, ending: str) -> tuple[str, str]:
        for code in (language, language.split("-")[0], self.default_language):
            if (text := self.files.get(f"{stem}.{code}.{ending}")) is not None:
                return text, code
        raise NoSuchText(f"The pack has no text {stem}.")


_PACKS: dict[str, Pack] = {}
_KEPT = 32
"""How many releases a process remembers; far more than are in use at once."""


def pack_of(digest: str, files: Callable[[], Mapping[str, str]]) -> Pack:
    """The pack with this digest, parsed once for each process. `files` is asked only the first time.

    Known by content and not by row: a test's rolled-back release may give its id to another one.
    Raises Altered when the files aren't those of the digest.
    """
    pack = _PACKS.get(digest)
    if pack is None:
        pack = Pack(files())
        if pack.digest != digest:
            raise Altered("The files of this release are not those that were published. Restore the database.")
        while len(_PACKS) >= _KEPT:
            _PACKS.pop(next(iter(_PACKS)), None)
        _PACKS[digest] = pack
    return pack
