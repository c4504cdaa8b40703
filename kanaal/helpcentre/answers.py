"""Which article answers which no (H4): for the page of a refusal, a greyed button, and machines."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

from kanaal.core.answers import Answer
from kanaal.helpcentre.library import Article, entries, library
from kanaal.helpcentre.policy import place_meant
from kanaal.programme import releases
from kanaal.programme.pack import Pack

PLACE = "place"
"""In `answers` and `why` of an article: the door of the place that it is about."""

DOORS = "partners.enter_*"
"""The doors of places; see `partners.rooms.door_of`."""


def article_for(names: Sequence[str]) -> Article | None:
    """The article for the first of these names that has one; a general answer only where there is no special one."""
    if not any(fnmatchcase(name, pattern) for name in names for pattern in _all_patterns()):
        return None
    try:
        release = releases.current()
    except releases.NoRelease:
        return None
    articles = library(release, get_language() or "").articles
    for otherwise in (False, True):
        for name in names:
            for article in articles:
                if any(fnmatchcase(name, p) for p in _patterns(release.pack, article, otherwise)):
                    return article
    return None


@cache
def _all_patterns() -> tuple[str, ...]:
    """What may be answered at all: a no that is not among it need not ask which programme is in force."""
    named = {pattern for entry in entries() for pattern in (*entry.answers, *entry.otherwise)}
    return tuple(DOORS if pattern == PLACE else pattern for pattern in named)


def _patterns(pack: Pack, article: Article, otherwise: bool) -> list[str]:
    entry = article.entry
    named = entry.otherwise if otherwise else entry.answers
    return [_door_name(pack, entry.place) if pattern == PLACE else pattern for pattern in named]


def _door_name(pack: Pack, meant: str) -> str:
    """`partners.enter_sales_center`: what the door of the programme's own place is called."""
    place = place_meant(pack, meant)
    return DOORS.replace("*", place.key.replace("-", "_")) if place else ""


def answer(names: tuple[str, ...]) -> Answer | None:
    article = article_for(names)
    return Answer(article.title, reverse("help-article", args=[article.key])) if article else None
