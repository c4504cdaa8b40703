"""Every fault of a pack at once: in its files, its rules and its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

from kanaal.programme import filling, media, sections
from kanaal.programme.documents import Document, read_document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading, did_you_mean
from kanaal.programme.folder import read_folder
from kanaal.programme.reading import read_section, unread_sections
from kanaal.programme.toml_places import Place

_TEXT = re.compile(r"(?P<stem>.+?)\.(?P<language>[A-Za-z-]+)\.(?P<ending>md|txt)")


def check_folder(folder: Path) -> tuple[media.Files, list[Fault]]:
    """The files of a pack on disk, and everything that is wrong with them, ordered by file and line."""
    files, unreadable = read_folder(folder)
    if not files:
        says = "There is no pack in this folder."
        return files, unreadable or [Fault(str(folder), 0, 0, says, "A pack begins with a file programme.toml.")]
    # A file that can't be read is there all the same: that it is missing, too, would be a second, false fault.
    return files, sorted({*unreadable, *check(files, present=frozenset(f.file for f in unreadable))})


def check(files: Mapping[str, str], present: frozenset[str] = frozenset()) -> list[Fault]:
    """Everything that is wrong with a pack. `present`: files that are there, but unreadable."""
    document = read_document(files)
    document.broken |= any(name.endswith(".toml") for name in present)
    reading = document.reading()
    reading.files |= present
    faults = [*document.faults]
    strange = list(unread_sections(document))
    meant = {f.remedy for f in strange}
    for section in sections.SECTIONS.values():
        # A misspelt section is one fault, not two.
        if section.name in document.values or did_you_mean(section.name, [section.name]) not in meant:
            faults += read_section(section, document, reading)[1]
    if reading.languages:
        faults += _texts(document, reading)
        for check_files in sections.FILE_CHECKS.values():
            faults += check_files(document, reading)
    return sorted({*faults, *strange})


def _texts(document: Document, reading: Reading) -> Iterator[Fault]:
    """Files besides the TOML ones: known, in every language, not empty, with marks that something fills in."""
    stems: dict[tuple[str, str], set[str]] = {}
    for name, text in document.files.items():
        if name.endswith(".toml") and "/" not in name:
            continue
        if name.startswith(media.FOLDER):
            yield from media.faults_of(name, text)
            continue
        if any(fnmatch(name, pattern) for pattern in sections.FILES):
            continue
        match = _TEXT.fullmatch(name)
        if match is None or "/" not in name:
            remedy = "Texts are FOLDER/NAME.LANGUAGE.md, mails are mails/NAME.LANGUAGE.txt."
            yield Fault(name, 0, 0, "Nothing reads this file.", remedy)
            continue
        stem, language, ending = match.group("stem", "language", "ending")
        known = (*reading.languages, *reading.drafts)
        if language not in known:
            remedy = did_you_mean(language, known)
            yield Fault(name, 0, 0, f'"{language}" in the name is no language of this pack.', remedy)
            continue
        stems.setdefault((stem, ending), set()).add(language)
        yield from _mail(name, stem, text) if ending == "txt" else _markdown(document, name, text)
    yield from _untranslated(stems, reading)


def _untranslated(stems: dict[tuple[str, str], set[str]], reading: Reading) -> Iterator[Fault]:
    for (stem, ending), found in sorted(stems.items()):
        here = next(code for code in (*reading.languages, *reading.drafts) if code in found)
        for code in reading.languages:
            name = f"{stem}.{code}.{ending}"
            if code not in found and name not in reading.files:
                says = f"This file is missing: {stem} is there in {here}, but not in {code}."
                yield Fault(name, 0, 0, says, f"Translate {stem}.{here}.{ending}, or remove it.")


def _markdown(document: Document, name: str, text: str) -> Iterator[Fault]:
    lines = text.splitlines()
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        yield Fault(name, 1, 1, "This text is empty.", "Write it, or remove the file in every language.")
        return
    if not re.match(r"# \S", lines[first]):
        yield Fault(name, first + 1, 1, "This text has no title.", "Begin its first line with '# '.")
    if not any(line.strip() and not line.startswith("#") for line in lines):
        yield Fault(name, first + 1, 1, "This text has headings only.", "Write what they promise.")
    for offset, mark, remedy in filling.unknown_marks(partial(_may_hold, document), text):
        yield Fault(name, *_place(text, offset), f"Nothing fills in {mark}.", remedy)


def _may_hold(document: Document, section: str) -> bool:
    """Is the section there, or missed elsewhere already?"""
    known = sections.SECTIONS[section]
    return not known.optional or section in document.values or document.in_doubt(section)


def _mail(name: str, stem: str, text: str) -> Iterator[Fault]:
    """A mail's own words: for a mail that the house sends, with a subject, and a template that can be rendered."""
    engine = engines["mail"]
    if not stem.startswith("mails/"):
        yield Fault(name, 0, 0, "Only mails are .txt.", "Name the file .md, or move it to mails/.")
        return
    try:
        engine.get_template(f"{stem}.txt")
    except TemplateDoesNotExist:
        says = f"The house sends no mail called {stem.removeprefix('mails/')}."
        yield Fault(name, 0, 0, says, "Remove the file, or mend its name.")
    except TemplateSyntaxError:
        pass  # the house's own words are wrong; that is no fault of the pack
    if not text.strip().partition("\n")[2].strip():
        yield Fault(name, 1, 1, "This mail has no text.", "The first line is the subject, the text follows.")
    try:
        engine.from_string(text)
    except TemplateSyntaxError as error:
        line = getattr(getattr(error, "token", None), "lineno", 0) or 1
        yield Fault(name, line, 1, f"This mail can't be rendered: {error}.", "Compare it with the house's own mail.")


def _place(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
