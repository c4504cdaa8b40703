"""The articles of the help centre: which there are, and their texts filled in from the programme in force (H3).

A text is a file, `articles/KEY.LANGUAGE.md`; what it is about stands in `articles/index.toml`. A pack may say it in its
own words (`help/KEY.LANGUAGE.md`), and may bring articles of its own in the same folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from kanaal.core import markdown
from kanaal.helpcentre.policy import place_meant
from kanaal.helpcentre.search import Found, Index, Page
from kanaal.programme import pseudo
from kanaal.programme.filling import fill
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack

FOLDER = Path(__file__).parent / "articles"
SOURCE = "en"
OWN = "programme"
"""The category of what only the pack has."""
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Entry:
    """What an article is about; see `articles/index.toml`."""

    key: str
    category: str = OWN
    seeds: tuple[int, ...] = ()
    requirements: tuple[str, ...] = ()
    place: str = ""
    why: str = ""
    request: str = ""
    own_request: str = ""
    opens: str = ""
    answers: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Article:
    """An article in one language, as the programme in force fills it in."""

    entry: Entry
    title: str
    body: str

    @property
    def key(self) -> str:
        return self.entry.key

    @cached_property
    def html(self) -> SafeString:
        return markdown.to_html(self.body)

    @cached_property
    def plain(self) -> str:
        """The words alone, a block of the text on each line."""
        return "\n".join(_words(self.body))


@dataclass(frozen=True)
class Library:
    """All articles that the programme in force has something to say about, in one language."""

    articles: tuple[Article, ...]

    @cached_property
    def _by_key(self) -> dict[str, Article]:
        return {article.key: article for article in self.articles}

    def get(self, key: str) -> Article | None:
        return self._by_key.get(key)

    def search(self, question: str) -> list[tuple[Article, Found]]:
        """What answers a question best, the best first; nothing when nothing fits."""
        return [(self._by_key[found.key], found) for found in self._index.search(question)]

    def near(self, article: Article) -> list[Article]:
        """What is asked by whoever asks this, the nearest first; then what stands beside it in its category."""
        alike = [other for other, _found in self.search(article.title)]
        rest = [other for other in self.articles if other.entry.category == article.entry.category]
        at = rest.index(article)
        beside = sorted(rest, key=lambda other: abs(rest.index(other) - at))
        return [other for other in {one.key: one for one in (*alike, *beside)}.values() if other is not article]

    @cached_property
    def _index(self) -> Index:
        return Index([Page(a.key, a.title, [one for asks in a.entry.asks.values() for one in asks], a.plain)
                      for a in self.articles])  # fmt: skip


@cache
def entries() -> tuple[Entry, ...]:
    """The house's own articles, in their order."""
    read = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))["articles"]
    return tuple(Entry(**{key: _frozen(value) for key, value in table.items()}) for table in read)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: tuple(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value


_LIBRARIES: dict[tuple[str, str], Library] = {}
_KEPT = 64


def library(release: Release, language: str) -> Library:
    """The articles of a release in a language, made once for each process."""
    known = (release.digest, language)
    if known not in _LIBRARIES:
        while len(_LIBRARIES) >= _KEPT:
            _LIBRARIES.pop(next(iter(_LIBRARIES)), None)
        _LIBRARIES[known] = _made(release.pack, language)
    return _LIBRARIES[known]


def _made(pack: Pack, language: str) -> Library:
    known = {entry.key for entry in entries()}
    mine = [entry for entry in entries() if not entry.place or place_meant(pack, entry.place)]
    own = [Entry(key) for stem in pack.stems("help") if (key := stem.partition("/")[2]) not in known]
    return Library(tuple(_article(pack, entry, language) for entry in (*mine, *own)))


def _article(pack: Pack, entry: Entry, language: str) -> Article:
    title, _, body = _text(pack, entry.key, language).strip().partition("\n")
    return Article(entry, " ".join(_words(title)), body.strip())


def _words(text: str) -> list[str]:
    """The words of each block of Markdown, without its marks."""
    inline = (token.children or [] for token in _parser.parse(text) if token.type == "inline")
    return ["".join(" " if c.type == "softbreak" else c.content for c in children) for children in inline]


def _text(pack: Pack, key: str, language: str) -> str:
    if f"help/{key}.{pack.default_language}.md" in pack.files:
        return pack.markdown(f"help/{key}", language)
    code = next((c for c in (language, language.split("-")[0]) if (FOLDER / f"{key}.{c}.md").exists()), SOURCE)
    text = (FOLDER / f"{key}.{code}.md").read_text("utf-8")
    if settings.TESTING and language == pseudo.LANGUAGE:
        text, code = _pseudo(text), language
    return fill(pack, text, code)


def _pseudo(text: str) -> str:
    """The made-up language of the tests, each sentence in brackets of its own, since a search shows single ones."""
    title, _, body = text.partition("\n")
    return pseudo.pseudo_document(title + "\n" + re.sub(r"(?<=[.!?:]) +", "\n", body))
