"""A language that nobody had to write: a pack with every text in brackets and accents.

`⟦Þåŕţñéŕ þöŕţåļ⟧` can be read, and is plainly not English: what a page in this language shows without brackets comes
from no text of the pack. It also shows that a new language needs no code, since there is none for this one.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from kanaal.core.texts import Words
from kanaal.programme.documents import read_document
from kanaal.programme.sections import SECTIONS

LANGUAGE = "en-xa"
OPEN, CLOSE = "⟦", "⟧"
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPRSTUWYZabcdefghijklmnoprstuwyz", "ÅƁÇÐÉƑĜĤÎĴĶĻḾÑÖÞŔŠŢÛŴÝŽåƀçðéƒĝĥîĵķļḿñöþŕšţûŵýž"
)
# What a machine reads: placeholders, template tags, addresses.
_MACHINE = re.compile(r"(\{\{[^{}]*\}\}|\{%.*?%\}|\{[^{}]*\}|%\([a-z_]+\)[sd]|https?://\S+|\]\([^)]*\))")
_LEAD = re.compile(r"\s*(?:#+ |[-*>] |\d+\. |\| ?)*")


def pseudo(text: str) -> str:
    """One text in the pseudo-language; placeholders and addresses stay as they are."""
    parts = _MACHINE.split(text)
    return OPEN + "".join(p if i % 2 else p.translate(_ACCENTS) for i, p in enumerate(parts)) + CLOSE


def pseudo_document(text: str) -> str:
    """The same for Markdown and mails, line by line, so that headings, lists and tags keep their meaning."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    words = line[start:]
    if not re.search(r"[A-Za-z]", _MACHINE.sub("", words)):
        return line
    return line[:start] + pseudo(words)


def with_pseudo_language(files: Mapping[str, str]) -> dict[str, str]:
    """A copy of a pack's files that has one language more, complete: `en-xa`, made of the default language."""
    document = read_document(files)
    source = document.values["programme"]["default_language"]
    tables = {name: _section(name, value, source) for name, value in document.values.items()}
    tables["programme"]["languages"] = [*tables["programme"]["languages"], LANGUAGE]
    for region in tables.get("regions", ()):
        region["languages"] = [*region["languages"], LANGUAGE]

    # JSON's strings are TOML's, so a table written in braces is the whole writer that this needs.
    made = {"programme.toml": "".join(f"{name} = {_toml(value)}\n" for name, value in tables.items())}
    for name, text in files.items():
        if name.endswith(".toml") and "/" not in name:
            continue
        made[name] = text
        stem, dot, ending = name.rpartition(".")
        if stem.endswith(f".{source}") and ending in ("md", "txt", "vtt"):
            # Captions are heard beside a video, not read on a page: they only have to be there.
            words = text if ending == "vtt" else pseudo_document(text)
            made[f"{stem.removesuffix(source)}{LANGUAGE}{dot}{ending}"] = words
        elif ending == "csv":
            made[name] = _sheet(text, source)
    return made


def _sheet(text: str, source: str) -> str:
    """A table with one column more for each that has texts in the default language (`name.en`)."""
    heading, *rows = csv.reader(text.splitlines())
    told = [place for place, column in enumerate(heading) if column.endswith(f".{source}")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*heading, *(heading[place].removesuffix(source) + LANGUAGE for place in told)])
    writer.writerows([*row, *(pseudo(row[place]) for place in told)] for row in rows)
    return out.getvalue()


def _section(name: str, raw: Any, source: str) -> Any:
    section = SECTIONS[name]
    told = _told(section.cls, section.wrapped(raw), source)
    return told[name] if section.listed else told


def _told(hint: Any, value: Any, source: str) -> Any:
    """The value with one language more wherever its type is a text of the pack."""
    if hint is Words:
        languages = value if isinstance(value, dict) else {source: value}
        return {**languages, LANGUAGE: pseudo(languages[source])}
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        hints = get_type_hints(hint)
        return {key: _told(hints[key], inner, source) for key, inner in value.items()}
    inner = [arg for arg in get_args(hint) if arg is not type(None) and arg is not ...]
    if isinstance(value, list) and inner:
        return [_told(inner[0], item, source) for item in value]
    return _told(inner[0], value, source) if len(inner) == 1 and type(None) in get_args(hint) else value


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)} = {_toml(v)}" for k, v in value.items()) + " }"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
