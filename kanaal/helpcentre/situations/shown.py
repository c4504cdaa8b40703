"""What of an article is so in the asker's own case, as pages show it; each look registers itself (H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from kanaal.core.registry import lists
from kanaal.core.texts import Text, Words
from kanaal.helpcentre.diagnoses import Asker

SHOWN = 8
"""So many lines are shown."""


@dataclass(frozen=True)
class Line:
    """One thing that was found, and where it is mended."""

    says: Text | Words
    mark: Text
    tone: str = "info"
    url: str = ""
    label: Text | None = None


@dataclass(frozen=True)
class Situation:
    """How it is for whoever asks."""

    says: Text
    lines: tuple[Line, ...] = ()


Look = Callable[[Asker], Situation | None]
SITUATIONS: dict[str, Look] = {}
"""Article → what is looked at for whoever reads it."""


def about(*articles: str) -> Callable[[Look], Look]:
    """Register a look for these articles; each has one."""

    def register(look: Look) -> Look:
        for article in articles:
            if article in SITUATIONS:
                raise ValueError(f"The article {article} has two looks.")
            SITUATIONS[article] = look
        return look

    return register


def situation(article: str, asker: Asker) -> Situation | None:
    """What of an article is so in the asker's own case; None where it is about nothing of theirs."""
    look = SITUATIONS.get(article)
    return look(asker) if look is not None else None


def address(page: str, *args: str) -> str:
    """Of a page of another room; nothing where it isn't there."""
    try:
        return reverse(page, args=args)
    except NoReverseMatch:
        return ""


@lists("What articles look at for their reader")
def _looks() -> Iterable[str]:
    return (f"{article}: {look.__name__.strip('_')}" for article, look in sorted(SITUATIONS.items()))
